import type { LineSnapshot } from '#shared/line/contract.ts';
import type { CoreHealth } from '#shared/core/contract.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Countdown } from '#renderer/ui/clock.tsx';
import { useNow } from '#renderer/ui/now.tsx';

function lineWords({ t, format }: I18n, line: LineSnapshot): string {
  if (line.state !== 'registered') return t(`strip.line.${line.state}`);
  if (line.latencyMs === null) return t('strip.line.registeredPlain');
  const latency = format.milliseconds(line.latencyMs);
  return t(line.isFallback ? 'strip.line.fallback' : 'strip.line.registered', { latency });
}

/** In full, with its age: what the exchange last said, and when it is tried again. */
export function lineSentence({ t, format }: I18n, line: LineSnapshot, now: number): string {
  const ago = line.lastConfirmedAt === null ? null : format.ago(now - line.lastConfirmedAt);
  if (line.state === 'registered') {
    const next = format.seconds(Math.max(0, (line.nextConfirmAt ?? now) - now));
    const key = line.isFallback ? 'strip.lineTitle.fallback' : 'strip.lineTitle.registered';
    return t(key, { host: line.host, ago: ago ?? '', next });
  }
  const last = ago === null ? t('strip.lineTitle.never') : t('strip.lineTitle.last', { ago });
  if (line.problem === null) return last;
  const time = format.seconds(Math.max(0, (line.nextTryAt ?? now) - now));
  const problem = t(`strip.problem.${line.problem.code}`);
  const key = line.state === 'refused' ? 'strip.lineTitle.refused' : 'strip.lineTitle.waiting';
  return `${t(key, { problem, time, attempt: line.attempt })} · ${last}`;
}

/** The line to the exchange, as its own answers have it. */
export function LineLink() {
  const i18n = useI18n();
  const line = useTopic('line/state', (state) => state);
  const now = useNow();
  if (!line) return null;
  const up = line.state === 'registered';
  const trying = line.state === 'connecting' || line.state === 'registering';
  return (
    <span
      className={up || trying ? 'strip-link' : 'strip-link bad'}
      title={lineSentence(i18n, line, now)}
      data-link="line"
    >
      <i className={up ? 'dot' : trying ? 'dot dot-ring' : 'dot dot-down'} />
      <span className="word">{lineWords(i18n, line)}</span>
      {!up && line.nextTryAt !== null ? <Countdown until={line.nextTryAt} /> : null}
    </span>
  );
}

function coreWords({ t, format }: I18n, core: CoreHealth): string {
  const latency = core.latencyMs === null ? '' : format.milliseconds(core.latencyMs);
  return t(`strip.core.${core.state}`, { latency });
}

/** The core, with the age of its last answer; the sandbox is named, so that nobody takes its customers for real ones. */
export function CoreLink() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const core = useTopic('core/health', (state) => state);
  const drill = useTopic('training/core', (state) => state?.drill ?? 'off');
  const now = useNow();
  if (!core) return null;
  const age =
    core.lastOkAt === null
      ? t('strip.coreTitle.never')
      : t('strip.coreTitle.last', { ago: format.ago(now - core.lastOkAt) });
  const bad = core.state === 'down' || core.state === 'refused';
  const dot = bad ? 'dot dot-down' : core.state === 'ok' ? 'dot' : 'dot dot-ring';
  return (
    <span
      className={bad ? 'strip-link bad' : core.state === 'slow' ? 'strip-link near' : 'strip-link'}
      title={[
        ...(core.sandbox ? [t('strip.coreTitle.sandbox')] : []),
        ...(drill === 'off' ? [] : [t(`training.core.what.${drill}`)]),
        ...(core.problem ? [t(`settings.check.${core.problem}`)] : []),
        age,
      ].join(' · ')}
      data-link="core"
    >
      <i className={dot} />
      <span className="word">{coreWords(i18n, core)}</span>
      {core.sandbox && drill === 'off' ? <span className="word ink-3">{t('strip.sandbox')}</span> : null}
      {drill === 'off' ? null : (
        <span className="word near" data-drill={drill}>
          {t('strip.drill', { name: t(`training.core.name.${drill}`) })}
        </span>
      )}
    </span>
  );
}
