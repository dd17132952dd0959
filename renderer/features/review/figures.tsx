import type { Change } from '#shared/measures/contract.ts';
import type { ReviewSheet } from '#shared/review/sheet.ts';
import { medianOf } from '#shared/review/strip.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface Figure {
  readonly id: 'answer' | 'share' | 'overlap' | 'silence' | 'pace' | 'loudness' | 'pitch';
  readonly value: string;
  readonly why: string;
}

/** Every hint with its number and what it is. None of them decides anything, and that is said beside them. */
export function Figures({ sheet }: { readonly sheet: ReviewSheet }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (sheet.measures === null) return null;
  return (
    <Section title={t('review.figures')}>
      <dl className="card review-figures">
        {figuresOf(i18n, sheet).map(({ id, value, why }) => (
          <div key={id} data-figure={id}>
            <dt>{t(`review.figure.${id}`)}</dt>
            <dd>
              <b>{value}</b>
              <span className="xs ink-2">{why}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="well review-honest">{t('review.honest')}</p>
    </Section>
  );
}

function figuresOf({ t, format }: I18n, { measures, course, calmRate }: ReviewSheet): readonly Figure[] {
  if (measures === null) return [];
  const { agentTalkMs, callerTalkMs, overlapMs, callerOver, agentOver, silences, longestSilenceMs } =
    measures;
  const seconds = (ms: number, digits = 1): string =>
    t('review.seconds', { seconds: format.number(ms / 1_000, digits) });
  const latencies = measures.responses.map(({ latencyMs }) => latencyMs);
  const median = medianOf(latencies);
  const talk = agentTalkMs + callerTalkMs;
  const pace = medianOf(course?.pace.map(({ rate }) => rate) ?? []) ?? measures.agentRate;
  const moved = (change: Change | null, unit: 'loudness' | 'pitch'): string =>
    change === null
      ? '—'
      : t(`review.moved.${unit}`, {
          value: `${change.difference > 0 ? '+' : ''}${format.number(change.difference, 1)}`,
        });
  const movedWhy = (change: Change | null): string =>
    change === null
      ? t('review.why.noBaseline')
      : t('review.why.moved', { sigmas: format.number(Math.abs(change.sigmas), 1) });
  return [
    {
      id: 'answer',
      value: median === null ? '—' : seconds(median),
      why: t('review.why.answer', {
        count: latencies.length,
        longest: latencies.length === 0 ? '—' : seconds(Math.max(...latencies)),
      }),
    },
    {
      id: 'share',
      // Before ten seconds of speech a share says nothing.
      value: talk < 10_000 ? '—' : format.percent(agentTalkMs / talk),
      why: t('review.why.share', { agent: seconds(agentTalkMs, 0), caller: seconds(callerTalkMs, 0) }),
    },
    {
      id: 'overlap',
      value: seconds(overlapMs),
      why: t('review.why.overlap', { caller: callerOver, agent: agentOver }),
    },
    {
      id: 'silence',
      value: t('review.times', { count: silences }),
      why: t('review.why.silence', { longest: seconds(longestSilenceMs) }),
    },
    {
      id: 'pace',
      value: pace === null ? '—' : t('review.rate', { rate: format.number(pace, 1) }),
      why: t('review.why.pace', { calm: format.number(calmRate, 1) }),
    },
    { id: 'loudness', value: moved(measures.loudness, 'loudness'), why: movedWhy(measures.loudness) },
    { id: 'pitch', value: moved(measures.pitch, 'pitch'), why: movedWhy(measures.pitch) },
  ];
}
