import { useEffect, useRef, useState } from 'react';
import type { AppError } from '#shared/errors/app-error.ts';
import type { CheckOutcome } from '#shared/settings/contract.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { isSettingKey, settingLabel } from '#renderer/i18n/setting-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { setAsideWords, type SetAside } from './words.ts';

/** What is to be mended, whether the other side can be reached, and what the administrator has locked. */
export function ChecksColumn() {
  const { t } = useI18n();
  return (
    <Column place="right" title={t('settings.checks.title')} keys="Ctrl+L">
      <Restart />
      <Missing />
      <SetAsideList />
      <Check which="exchange" />
      <Check which="core" />
      <Check which="captions" />
      <p className="field-note">{t('settings.checks.note')}</p>
      <Policy />
    </Column>
  );
}

interface Answer {
  readonly at: number;
  readonly outcome: CheckOutcome | null;
  readonly failed: AppError | null;
}

const commands = {
  exchange: 'settings/check-exchange',
  core: 'settings/check-core',
  captions: 'settings/check-captions',
} as const;
/** What is now, beside what a test says. */
const present = { exchange: LineNow, core: CoreNow, captions: CaptionsNow } as const;

function Check({ which }: { readonly which: keyof typeof commands }) {
  const { t } = useI18n();
  const desk = useDesk();
  const Now = present[which];
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const ask = async (): Promise<void> => {
    setAsking(true);
    const result = await desk.bridge.send(commands[which], {});
    setAnswer({
      at: Date.now(),
      outcome: result.ok ? result.value : null,
      failed: result.ok ? null : result.error,
    });
    setAsking(false);
  };
  useOnNewAddress(which, ask);
  return (
    <div className="card padded check-box" data-check={which}>
      <div className="row">
        {/* Not disabled while it runs: the focus stays on it. */}
        <Button icon="again" aria-disabled={asking} onClick={() => (asking ? undefined : void ask())}>
          {t(`settings.checks.${which}`)}
        </Button>
        <span className="fill" />
        <Now />
      </div>
      <div role="status">
        {asking ? (
          <p className="field-note flying">
            <Icon name="flight" size="s" turning />
            {t('settings.checks.asking')}
          </p>
        ) : (
          <Outcome answer={answer} />
        )}
      </div>
    </div>
  );
}

/** A recogniser stands on no line whose state would show at once that its address is wrong: it is tried when the address is saved. */
function useOnNewAddress(which: keyof typeof commands, ask: () => Promise<void>): void {
  const url = useTopic('settings/state', (settings) => settings?.values['captions.url'] ?? '');
  const last = useRef(url);
  useEffect(() => {
    if (which !== 'captions' || last.current === url) return;
    last.current = url;
    if (url !== '') void ask();
  }, [which, url, ask]);
}

function Outcome({ answer }: { readonly answer: Answer | null }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (answer === null) return <p className="field-note">{t('settings.checks.never')}</p>;
  const { outcome, failed, at } = answer;
  if (outcome === null) return <p className="field-note wrong">{failed ? errorWords(i18n, failed) : null}</p>;
  const time = format.timeExact(at);
  return (
    <>
      <p className={outcome.ok ? 'field-note good' : 'field-note near'} data-outcome={outcome.code}>
        <Icon name={outcome.ok ? 'check' : 'warn'} size="s" />
        {t(`settings.check.${outcome.code}`)}
      </p>
      {outcome.detail === '' ? null : (
        <p className="field-note selectable">{t('settings.checks.said', { detail: outcome.detail })}</p>
      )}
      <p className="field-note">
        {outcome.tookMs === null
          ? t('settings.checks.at', { time })
          : t('settings.checks.took', { time, took: format.milliseconds(outcome.tookMs) })}
      </p>
    </>
  );
}

/** The line in use, as it is this moment: what a changed setting does is seen here. */
function LineNow() {
  const { t, format } = useI18n();
  const line = useTopic('line/state', (state) => state);
  if (!line) return null;
  const up = line.state === 'registered';
  const latency = line.latencyMs === null ? '' : format.milliseconds(line.latencyMs);
  const words =
    line.problem && !up
      ? t(`strip.problem.${line.problem.code}`)
      : t(`strip.line.${line.state}`, { latency });
  return (
    <span className={up ? 'row tight xs' : 'row tight xs near'}>
      <i className={up ? 'dot' : 'dot dot-ring'} />
      {words}
    </span>
  );
}

function CoreNow() {
  const { t, format } = useI18n();
  const core = useTopic('core/health', (state) => state);
  const now = useNow();
  if (!core) return null;
  const up = core.state === 'ok' || core.state === 'slow';
  const latency = core.latencyMs === null ? '' : format.milliseconds(core.latencyMs);
  return (
    <span
      className={up ? 'row tight xs' : 'row tight xs near'}
      title={core.lastOkAt === null ? undefined : format.ago(now - core.lastOkAt)}
    >
      <i className={up ? 'dot' : 'dot dot-ring'} />
      {t(`strip.core.${core.state}`, { latency })}
    </span>
  );
}

/** Nothing is connected between calls: whether the policy has it, and an address is there. */
function CaptionsNow() {
  const { t } = useI18n();
  const on = useTopic('settings/state', (settings) => settings?.values['captions.mode'] === 'on');
  const given = useTopic('settings/state', (settings) => (settings?.values['captions.url'] ?? '') !== '');
  const now = on ? (given ? 'on' : 'noUrl') : 'off';
  return (
    <span className={now === 'noUrl' ? 'row tight xs near' : 'row tight xs'}>
      <i className={now === 'on' ? 'dot' : 'dot dot-hollow'} />
      {t(`settings.captions.now.${now}`)}
    </span>
  );
}

function Restart() {
  const { t } = useI18n();
  const needed = useTopic('settings/state', (settings) => settings?.restartNeeded ?? false);
  if (!needed) return null;
  return (
    <div className="well warn" role="status" data-restart>
      <b>
        <Icon name="again" size="s" /> {t('settings.restart.title')}
      </b>
      <p className="xs">{t('settings.restart.text')}</p>
    </div>
  );
}

/** Which fields the bank's exchange or gateway still needs. */
function Missing() {
  const i18n = useI18n();
  const { t } = i18n;
  const missing = useTopic('settings/state', (settings) => settings?.missing ?? null);
  if (!missing || missing.length === 0) return null;
  const names = (prefix: string): string =>
    missing
      .filter((key) => key.startsWith(prefix))
      .map((key) => settingLabel(i18n, key))
      .join(t('common.and'));
  return (
    <div className="well warn" data-missing>
      <b>
        <Icon name="warn" size="s" /> {t('settings.missing.title')}
      </b>
      {(['exchange', 'core'] as const).map((part) =>
        names(`${part}.`) === '' ? null : (
          <p key={part} className="xs">
            {t(`settings.missing.${part}`, { names: names(`${part}.`) })}
          </p>
        ),
      )}
    </div>
  );
}

/** Nothing of the file is silently ignored: what was refused, why, and how to be rid of it. */
function SetAsideList() {
  const { t } = useI18n();
  const setAside = useTopic('settings/state', (settings) => settings?.setAside ?? null);
  if (!setAside || setAside.length === 0) return null;
  return (
    <div className="well warn" data-set-aside-list>
      <b>
        <Icon name="warn" size="s" /> {t('settings.setAside.title')}
      </b>
      <p className="xs">{t('settings.setAside.text')}</p>
      <ul className="set-aside">
        {setAside.map((entry) => (
          <SetAsideRow key={entry.key} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function SetAsideRow({ entry }: { readonly entry: SetAside }) {
  const i18n = useI18n();
  const desk = useDesk();
  const { name, why } = setAsideWords(i18n, entry);
  const key = isSettingKey(entry.key) ? entry.key : null;
  return (
    <li data-set-aside={entry.key}>
      <span className="fill">
        <b>{name}</b> {why}
      </span>
      {key === null ? null : (
        <Button kind="quiet" onClick={() => void desk.send('settings/reset', { key })}>
          {i18n.t('settings.setAside.drop')}
        </Button>
      )}
    </li>
  );
}

function Policy() {
  const { t } = useI18n();
  const file = useTopic('settings/state', (settings) => settings?.policyFile ?? null);
  const count = useTopic('settings/state', (settings) => settings?.locked.length ?? 0);
  if (file === null) return null;
  return (
    <Section title={t('settings.policy.title')}>
      <p className="xs ink-2">
        {count === 0 ? t('settings.policy.none') : t('settings.policy.text', { count })}
      </p>
      <p className="xs selectable">
        <Icon name="lock" size="s" /> {file}
      </p>
    </Section>
  );
}
