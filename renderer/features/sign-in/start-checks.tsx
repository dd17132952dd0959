import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';

/** What works before anybody sits down. It informs and never blocks. */
export function StartChecks() {
  const { t } = useI18n();
  return (
    <section className="panel" aria-labelledby="start-checks">
      <h2 id="start-checks">{t('access.checks.title')}</h2>
      <ul className="checks">
        <LineCheck />
        <CoreCheck />
        <StoreCheck />
      </ul>
      <p className="xs ink-2">{t('access.checks.notBlocking')}</p>
    </section>
  );
}

interface CheckProps {
  readonly icon: IconName;
  readonly name: string;
  readonly state: 'good' | 'bad' | 'open';
  readonly children: ReactNode;
}

function Check({ icon, name, state, children }: CheckProps) {
  const mark: IconName = state === 'good' ? 'check' : state === 'bad' ? 'warn' : 'asked';
  return (
    <li>
      <Icon name={icon} />
      <span className="fill">{name}</span>
      <span className="ink-2">{children}</span>
      <span className={state === 'good' ? 'good' : state === 'bad' ? 'bad' : 'ink-3'}>
        <Icon name={mark} size="s" />
      </span>
    </li>
  );
}

function LineCheck() {
  const { t, format } = useI18n();
  const line = useTopic('line/state', (state) => state);
  const embedded = useTopic('settings/state', (settings) => settings?.values['exchange.mode'] === 'embedded');
  const up = line?.state === 'registered';
  const bad = line?.state === 'refused' || line?.state === 'waiting';
  const words = !line || line.state === 'off' ? t('access.checks.afterSignIn') : null;
  return (
    <Check icon="phone" name={t('access.checks.line')} state={up ? 'good' : bad ? 'bad' : 'open'}>
      {embedded ? `${t('access.checks.embedded')} · ` : null}
      {words ??
        (up
          ? format.milliseconds(line?.latencyMs ?? 0)
          : line
            ? t(`strip.line.${line.state}`, { latency: '' })
            : null)}
    </Check>
  );
}

function CoreCheck() {
  const { t, format } = useI18n();
  const core = useTopic('core/health', (state) => state);
  const state =
    core?.state === 'ok' || core?.state === 'slow' ? 'good' : core?.state === 'unknown' ? 'open' : 'bad';
  return (
    <Check icon="building" name={t('access.checks.core')} state={core ? state : 'open'}>
      {core?.sandbox ? `${t('access.checks.sandbox')} · ` : null}
      {core && core.state === 'ok' && core.latencyMs !== null
        ? format.milliseconds(core.latencyMs)
        : core
          ? t(`strip.core.${core.state}`, { latency: '' })
          : null}
    </Check>
  );
}

function StoreCheck() {
  const { t } = useI18n();
  const kind = useTopic('access/state', (access) => access?.keyStore.kind ?? 'os');
  return (
    <Check icon="lock" name={t('access.checks.store')} state="good">
      {t(kind === 'os' ? 'access.checks.storeOs' : 'access.checks.storePassphrase')}
    </Check>
  );
}
