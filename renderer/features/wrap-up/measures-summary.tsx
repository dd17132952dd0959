import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** What was measured of the call's voices, in one line, as it is kept for whoever reviews the call. */
export function MeasuresSummary() {
  const { t, format } = useI18n();
  const callId = useDeskState((state) => callersCall(state)?.id ?? null);
  const live = useTopic('measures/state', (state) => (state?.callId === callId ? state.live : null));
  if (live === null || live === undefined) return null;
  const seconds = (ms: number): string => format.number(ms / 1_000, 1);
  const delays = live.responses.map(({ latencyMs }) => latencyMs).toSorted((one, other) => one - other);
  const talk = live.agentTalkMs + live.callerTalkMs;
  const parts = [
    ...(delays.length === 0
      ? []
      : [
          t('wrapUp.measures.answers', {
            count: delays.length,
            median: seconds(delays[Math.floor(delays.length / 2)] ?? 0),
            longest: seconds(delays.at(-1) ?? 0),
          }),
        ]),
    ...(talk === 0 ? [] : [t('wrapUp.measures.share', { share: format.percent(live.agentTalkMs / talk) })]),
    ...(live.callerOver + live.agentOver === 0
      ? []
      : [t('wrapUp.measures.over', { count: live.callerOver + live.agentOver })]),
    ...(live.silences === 0
      ? []
      : [t('wrapUp.measures.silences', { count: live.silences, longest: seconds(live.longestSilenceMs) })]),
  ];
  if (parts.length === 0) return null;
  return (
    <Section title={t('wrapUp.measures.title')}>
      <p className="ink-2">
        {parts.join(' · ')} <span className="xs ink-3">{t('wrapUp.measures.note')}</span>
      </p>
    </Section>
  );
}
