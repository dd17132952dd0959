import type { ReactNode } from 'react';
import type { Change, Measures } from '#shared/measures/contract.ts';
import type { MeasuresState } from '#shared/measures/state.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { liveCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';

/**
 * What is measured of the call's voices (C21): how long the last answer took, who talks, and the caller's voice against its own
 * beginning. Hints: each with its number, and why on the pointer and for the screen reader. Nothing is decided by them.
 */
export function BarMeasures() {
  const i18n = useI18n();
  const measures = useTopic('measures/state', (state) => state);
  const inCall = useDeskState((state) => liveCall(state)?.answeredAt != null);
  if (!inCall || measures === null || measures.status === 'off' || measures.status === 'idle') return null;
  return (
    <div
      className={measures.status === 'measuring' ? 'bar-measures' : 'bar-measures still'}
      role="group"
      aria-label={i18n.t('call.measures.title')}
      data-status={measures.status}
    >
      <Figures i18n={i18n} measures={measures} />
    </div>
  );
}

function Figures({ i18n, measures }: { readonly i18n: I18n; readonly measures: MeasuresState }) {
  const { t } = i18n;
  const { live, status } = measures;
  if (live === null || status === 'notMeasured')
    return (
      <span className="none" title={t(`call.measures.why.${status}`)}>
        {t(`call.measures.status.${status}`)}
      </span>
    );
  return (
    <>
      <Answer i18n={i18n} live={live} />
      <Share i18n={i18n} live={live} />
      <Moved i18n={i18n} kind="loudness" change={live.loudness} />
      <Moved i18n={i18n} kind="pitch" change={live.pitch} />
    </>
  );
}

function Figure({
  value,
  label,
  why,
}: {
  readonly value: ReactNode;
  readonly label: string;
  readonly why: string;
}) {
  return (
    <span className="measure" title={why}>
      <b>{value}</b>
      <span>{label}</span>
      <span className="unseen">{why}</span>
    </span>
  );
}

interface Given {
  readonly i18n: I18n;
  readonly live: Measures;
}

function Answer({ i18n: { t, format }, live }: Given) {
  const last = live.responses.at(-1);
  const value =
    last === undefined
      ? '—'
      : t('call.measures.seconds', { seconds: format.number(last.latencyMs / 1_000, 1) });
  return <Figure value={value} label={t('call.measures.answer')} why={t('call.measures.answerWhy')} />;
}

function Share({ i18n: { t, format }, live }: Given) {
  const talk = live.agentTalkMs + live.callerTalkMs;
  // Before ten seconds of speech a share says nothing.
  const value = talk < 10_000 ? '—' : format.percent(live.agentTalkMs / talk);
  const why = t('call.measures.shareWhy', {
    over: live.callerOver + live.agentOver,
    silences: live.silences,
    longest: format.number(live.longestSilenceMs / 1_000, 0),
  });
  return <Figure value={value} label={t('call.measures.share')} why={why} />;
}

interface MovedProps {
  readonly i18n: I18n;
  readonly kind: 'loudness' | 'pitch';
  readonly change: Change | null;
}

function Moved({ i18n: { t, format }, kind, change }: MovedProps) {
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${format.number(value, 1)}`;
  const why =
    change === null
      ? t('call.measures.baseline')
      : t(`call.measures.${kind}Why`, { sigmas: format.number(Math.abs(change.sigmas), 1) });
  return (
    <span className={`measure ${kind}`} title={why}>
      <b>{change === null ? '—' : t(`call.measures.${kind}Value`, { value: signed(change.difference) })}</b>
      <span>{t(`call.measures.${kind}`)}</span>
      <span className="unseen">{why}</span>
    </span>
  );
}
