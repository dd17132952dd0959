import type { ScenarioSummary } from '#shared/training/contract.ts';
import { toSettings } from '#renderer/commands/go-commands.ts';
import { sendScenario } from '#renderer/commands/training-commands.ts';
import { useCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { sendHindrance, shownScenario } from '#renderer/stores/select/training.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { CoreDrill } from './core-drill.tsx';
import { RecordChoice } from './record-choice.tsx';
import { ToDesk } from './to-desk.tsx';
import { factsOf, Flags } from './scenario-list.tsx';

/** Before it is sent: who will ring, what it trains, and where it rings. */
export function ScenarioSheet({ scenario }: { readonly scenario: ScenarioSummary }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { age, name } = scenario.caller;
  return (
    <div className="sheet">
      <div>
        <h3 className="sheet-title">{pick(scenario.title)}</h3>
        <p className="ink-2">
          {scenario.cases.join(' · ')} · {factsOf(i18n, scenario)}
        </p>
      </div>
      <p className="sheet-sketch">{pick(scenario.sketch)}</p>
      <div className="row wrap">
        <span className="ink-3">
          {t(scenario.outbound ? 'training.simulatedHolder' : 'training.simulated')}
        </span>
        <b>{pick(name)}</b>
        {age === null ? null : <span>{t('training.age', { age })}</span>}
        <Flags flags={scenario.flags} />
      </div>
      <Section title={t('training.trains')}>
        <ul className="trains">
          {scenario.trains.map((line) => (
            <li key={line.zh}>
              <Icon name="check" size="s" />
              {pick(line)}
            </li>
          ))}
        </ul>
      </Section>
      <CoreDrill />
      <RecordChoice />
      <SendBox />
    </div>
  );
}

/** The one primary of this view, and in words where it will ring. */
export function SendBox() {
  const { label, enabled, run } = useCommand(sendScenario);
  return (
    <div className="send-box">
      <Button kind="primary" icon="phone" keys="Ctrl+Enter" disabled={!enabled} onClick={run}>
        {label}
      </Button>
      <div className="fill">
        <Where />
        <Why />
      </div>
      <WayOut />
    </div>
  );
}

function Where() {
  const { t, pick } = useI18n();
  const person = useTopic('access/state', (access) => access?.person ?? null);
  const outbound = useDeskState((state) => shownScenario(state)?.outbound ?? false);
  if (!person) return null;
  const name = pick(person.name);
  if (outbound) return <b>{t('training.toInbox', { seat: person.seatNumber ?? '', name })}</b>;
  return (
    <b>
      {person.seatNumber
        ? t('training.to', { seat: person.seatNumber, name })
        : t('training.toNoSeat', { name })}
    </b>
  );
}

/** What stands in the way, else what the seat will do. */
function Why() {
  const { t } = useI18n();
  const hindrance = useDeskState(sendHindrance);
  const ready = useTopic('seat/state', (seat) => seat?.work === 'ready');
  const outbound = useDeskState((state) => shownScenario(state)?.outbound ?? false);
  if (hindrance !== null)
    return (
      <p className="field-note near" role="status">
        <Icon name="warn" size="s" />
        {t(`training.hindrance.${hindrance}`)}
      </p>
    );
  if (outbound)
    return (
      <p className="field-note">{t(ready ? 'training.seat.caseReady' : 'training.seat.caseNotReady')}</p>
    );
  return <p className="field-note">{t(ready ? 'training.seat.ready' : 'training.seat.notReady')}</p>;
}

/** Where what stands in the way can be done away with. */
function WayOut() {
  const { t } = useI18n();
  const hindrance = useDeskState(sendHindrance);
  if (hindrance === 'wrapUp' || hindrance === 'inCall') return <ToDesk />;
  if (hindrance !== 'configured') return null;
  return <CommandButton command={toSettings}>{t('training.toSettings')}</CommandButton>;
}
