import { useMemo } from 'react';
import type { Course, Stretch } from '#shared/measures/course.ts';
import type { ReviewSheet } from '#shared/review/sheet.ts';
import { betweenOf, scaleOf } from '#shared/review/strip.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** Heights of the lanes, px. */
const lane = {
  agent: 18,
  between: 34,
  caller: 50,
  answers: 66,
  pace: 82,
  paceHeight: 40,
  foot: 130,
} as const;
/** The pace lane reaches to this many syllables a second. */
const fastest = 6.6;

/** The call over its time: who spoke, when both or nobody did, how long each answer took, and the agent's pace beside the calm one. */
export function CourseStrip({ sheet }: { readonly sheet: ReviewSheet }) {
  const { t, format } = useI18n();
  const { course, measures } = sheet;
  if (course === null || measures === null)
    return (
      <Section title={t('review.course')}>
        <p className="well ink-2">{t('review.notMeasured')}</p>
      </Section>
    );
  const seconds = (ms: number): string => format.number(ms / 1_000, 0);
  return (
    <Section title={t('review.course')} aside={t('review.courseAside')}>
      <div className="card padded stack">
        <div className="review-strip">
          <LaneNames />
          <svg
            role="img"
            height={lane.foot}
            aria-label={t('review.courseWords', {
              agent: seconds(measures.agentTalkMs),
              caller: seconds(measures.callerTalkMs),
              overlap: format.number(measures.overlapMs / 1_000, 1),
              silences: measures.silences,
              questions: sheet.questions.length,
            })}
          >
            <Drawing sheet={sheet} course={course} />
          </svg>
        </div>
        <Legend />
      </div>
    </Section>
  );
}

function LaneNames() {
  const { t } = useI18n();
  return (
    <div className="review-lanes xs ink-2" aria-hidden="true">
      {(['agent', 'between', 'caller', 'answers', 'pace'] as const).map((name) => (
        <span key={name} data-lane={name}>
          {t(`review.lane.${name}`)}
        </span>
      ))}
    </div>
  );
}

function Drawing({ sheet, course }: { readonly sheet: ReviewSheet; readonly course: Course }) {
  const { format } = useI18n();
  const { silences, overlaps } = useMemo(() => betweenOf(course), [course]);
  const from = sheet.answeredAt;
  const lengthMs = Math.max(1, sheet.endedAt - from);
  const place = (at: number): number => Math.max(0, Math.min(100, ((at - from) / lengthMs) * 100));
  const x = (at: number): string => `${place(at).toFixed(3)}%`;
  const wide = ([start, end]: Stretch): string => `${Math.max(0.12, place(end) - place(start)).toFixed(3)}%`;
  const bars = (all: readonly Stretch[], y: number, height: number, className: string) =>
    all.map((one) => (
      <rect
        key={`${className}${one[0]}`}
        className={className}
        x={x(one[0])}
        y={y}
        width={wide(one)}
        height={height}
      />
    ));
  const paceY = (rate: number): number =>
    lane.pace + lane.paceHeight - (Math.min(rate, fastest) / fastest) * lane.paceHeight;
  return (
    <>
      {bars(course.pauses, lane.agent - 4, lane.pace + lane.paceHeight - lane.agent + 4, 'gap')}
      {scaleOf(lengthMs).map((ms) => (
        <g key={ms}>
          <line
            className="scale"
            x1={x(from + ms)}
            x2={x(from + ms)}
            y1={lane.agent - 4}
            y2={lane.pace + lane.paceHeight}
          />
          <text className="scale-word" x={x(from + ms)} y={10}>
            {format.clock(ms)}
          </text>
        </g>
      ))}
      {bars(course.agent, lane.agent, 12, 'agent')}
      {bars(silences, lane.between, 10, 'silence')}
      {bars(overlaps, lane.between, 10, 'overlap')}
      {bars(course.caller, lane.caller, 12, 'caller')}
      {sheet.measures?.responses.map((one) => (
        <rect
          key={one.agentEndAt}
          className="answer"
          x={x(one.agentEndAt)}
          y={lane.answers + 3}
          width={wide([one.agentEndAt, one.callerStartAt])}
          height={6}
        />
      ))}
      {sheet.questions.map((one, index) => (
        <g key={`${one.questionId}${one.at}`}>
          <line
            className="question"
            x1={x(one.at)}
            x2={x(one.at)}
            y1={lane.agent - 2}
            y2={lane.answers + 12}
          />
          <text className="question-word" x={x(one.at)} y={lane.answers + 12} dx={3}>
            {index + 1}
          </text>
        </g>
      ))}
      <line className="calm" x1="0%" x2="100%" y1={paceY(sheet.calmRate)} y2={paceY(sheet.calmRate)} />
      {course.pace.map(({ at, rate }) => (
        <circle key={at} className="pace" cx={x(at)} cy={paceY(rate)} r={2.5} />
      ))}
    </>
  );
}

function Legend() {
  const { t } = useI18n();
  return (
    <ul className="review-legend xs ink-2">
      {(['silence', 'overlap', 'answer', 'question', 'calm', 'gap'] as const).map((name) => (
        <li key={name}>
          <i data-key={name} aria-hidden="true" />
          {t(`review.legend.${name}`)}
        </li>
      ))}
    </ul>
  );
}
