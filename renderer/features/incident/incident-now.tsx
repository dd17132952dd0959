import {
  discardIncident,
  incidentPrimary,
  isArmed,
  saveReport,
  stopIncident,
} from '#renderer/commands/incident-commands.ts';
import { useCommand } from '#renderer/commands/use-command.ts';
import type { Incident } from '#shared/incident/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { isOwnIncident } from '#renderer/stores/select/incident.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { Figures } from './incident-figures.tsx';

interface IncidentNowProps {
  readonly incident: Incident | null;
  /** Null where a new list may not be begun now. */
  readonly onNew: (() => void) | null;
}

/** Where the incident stands, in words first; one thing to do next. */
export function IncidentNow({ incident, onNew }: IncidentNowProps) {
  const { t } = useI18n();
  if (incident === null)
    return (
      <Empty icon="lock" title={t('incident.before')}>
        {t('incident.list.cardsHint')}
      </Empty>
    );
  return (
    <div className="sheet" data-incident-phase={incident.phase}>
      <div>
        <h3 className="sheet-title">{t(`incident.phase.${incident.phase}`)}</h3>
        <p className="ink-2">{incident.reason}</p>
        <Persons incident={incident} />
      </div>
      <Progress incident={incident} />
      <Figures incident={incident} />
      <p className="sheet-sketch">
        <Says incident={incident} />
      </p>
      <Trouble incident={incident} />
      <Acts incident={incident} onNew={onNew} />
    </div>
  );
}

function Persons({ incident }: { readonly incident: Incident }) {
  const { t, format } = useI18n();
  const { createdBy, createdAt, confirmedBy, confirmedAt } = incident;
  const said = [t('incident.by', { name: createdBy.name, time: format.time(createdAt) })];
  if (confirmedBy && confirmedAt !== null)
    said.push(t('incident.confirmedBy', { name: confirmedBy.name, time: format.time(confirmedAt) }));
  return <p className="xs ink-3">{said.join(' · ')}</p>;
}

function Says({ incident }: { readonly incident: Incident }) {
  const { t } = useI18n();
  const own = useDeskState(isOwnIncident);
  const { phase, counts, createdBy } = incident;
  if (phase !== 'awaitingSecond')
    return t(`incident.says.${phase}`, phase === 'stopped' ? { count: counts.left } : {});
  return own ? t('incident.says.awaitingOwn') : t('incident.says.awaitingSecond', { name: createdBy.name });
}

/** How far the present work is. Nothing where nothing is under way. */
function Progress({ incident }: { readonly incident: Incident }) {
  const { t, format } = useI18n();
  const { phase, counts } = incident;
  const checking = phase === 'checking';
  const answered = counts.confirmed + counts.failed;
  const [done, all] = checking
    ? [counts.rows - counts.unchecked, counts.rows]
    : [answered, answered + counts.open + counts.left];
  if (!checking && answered === 0 && phase !== 'running') return null;
  const numbers = { done: format.number(done), all: format.number(all) };
  return (
    <div className="incident-progress">
      <progress
        className="progress"
        value={done}
        max={Math.max(1, all)}
        aria-label={t(`incident.phase.${phase}`)}
      />
      <span>{t(checking ? 'incident.checked' : 'incident.progress', numbers)}</span>
    </div>
  );
}

function Trouble({ incident }: { readonly incident: Incident }) {
  const { t, format } = useI18n();
  if (incident.trouble === null) return null;
  const { code, nextTryAt } = incident.trouble;
  return (
    <p className="well warn" role="status">
      <Icon name="warn" size="s" /> {t(`incident.trouble.${code}`, { time: format.timeExact(nextTryAt) })}
    </p>
  );
}

function Acts({ incident, onNew }: { readonly incident: Incident; readonly onNew: (() => void) | null }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { label, enabled, run } = useCommand(incidentPrimary);
  const armed = useDeskState((state) => isArmed(state, 'confirm'));
  // While cards are being held nothing is asked of anybody: stopping it is at hand, not held out.
  const over = incident.phase === 'done' || incident.phase === 'stopped';
  const save = (kind: 'csv' | 'calls' | 'bad') => () => void saveReport(desk, desk.state(), kind);
  return (
    <div className="row wrap">
      {enabled ? (
        <Button
          kind={armed ? 'danger-fill' : incident.phase === 'running' ? 'big' : 'primary'}
          keys="Ctrl+Enter"
          onClick={run}
        >
          {label}
        </Button>
      ) : null}
      <IfEnabled command={discardIncident} />
      <IfEnabled command={stopIncident} />
      {over ? <Button onClick={save('csv')}>{t('incident.save.csv')}</Button> : null}
      {over ? <Button onClick={save('calls')}>{t('incident.save.calls')}</Button> : null}
      {incident.counts.bad > 0 ? (
        <Button kind="quiet" onClick={save('bad')}>
          {t('incident.save.bad')}
        </Button>
      ) : null}
      {onNew ? (
        <Button kind="quiet" onClick={onNew}>
          {t('incident.next')}
        </Button>
      ) : null}
    </div>
  );
}

function IfEnabled({ command }: { readonly command: typeof stopIncident }) {
  const { enabled } = useCommand(command);
  return enabled ? <CommandButton command={command} /> : null;
}
