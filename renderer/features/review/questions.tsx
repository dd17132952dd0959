import type { ReviewSheet } from '#shared/review/sheet.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** Which prompts were used, in which version, and every question with the time to its answer. */
export function Questions({ sheet }: { readonly sheet: ReviewSheet }) {
  const { t, pick, format } = useI18n();
  const { prompts, questions } = sheet;
  if (prompts.length === 0 && questions.length === 0)
    return (
      <Section title={t('review.prompts')}>
        <p className="ink-2">{t('review.noPrompts')}</p>
      </Section>
    );
  return (
    <Section title={t('review.prompts')}>
      <div className="card">
        {prompts.map((one) => (
          <p key={one.at} className="list-line" data-playbook={one.playbookId}>
            <span className="figure-clock ink-3">{format.clock(one.callOffsetMs)}</span>
            <span className="fill">{one.name ? pick(one.name) : one.playbookId}</span>
            <span className="xs ink-2 nowrap">{t('review.version', { version: one.version })}</span>
          </p>
        ))}
        <ol className="review-questions">
          {questions.map((one, index) => (
            <li key={`${one.questionId}${one.at}`} className="list-line" data-question={one.questionId}>
              <span className="figure-clock ink-3">{format.clock(one.callOffsetMs)}</span>
              <b className="question-number">{index + 1}</b>
              <span className="fill">{one.text ? pick(one.text) : one.questionId}</span>
              <span className="review-answer">
                <b>
                  {one.latencyMs === null
                    ? '—'
                    : t('review.seconds', { seconds: format.number(one.latencyMs / 1_000, 1) })}
                </b>
                <span className="xs ink-2">
                  {one.latencySource === null ? t('review.notTaken') : t(`review.taken.${one.latencySource}`)}
                  {one.mark === null ? null : ` · ${t(`guidance.mark.${one.mark}`)}`}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}
