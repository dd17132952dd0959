import { reviewPrimary } from '#renderer/commands/review-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useView } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { CallHead } from './call-head.tsx';
import { CallList } from './call-list.tsx';
import { CourseStrip } from './course-strip.tsx';
import { Figures } from './figures.tsx';
import { Kept } from './kept.tsx';
import { Questions } from './questions.tsx';
import { useReview, useSheet } from './use-review.ts';

/** 复核: past calls with what was kept of them, for whoever answers for quality. Nothing here decides anything. */
export function ReviewView() {
  const { t } = useI18n();
  const review = useReview();
  const { sheet, loading } = useSheet();
  const at = useView((view) => view.review.at);
  const chosen = review.list?.calls.find(({ callId }) => callId === at) ?? null;
  const shown = sheet?.call ?? chosen;
  return (
    <main className="columns review">
      <CallList review={review} />
      <Column place="middle" title={t('review.call')} keys="Ctrl+K" middle tabStop={sheet !== null}>
        {shown === null ? (
          <Empty icon="list" title={t('review.noneChosen')}>
            {t('review.noneChosenHint')}
          </Empty>
        ) : (
          <>
            <CallHead call={shown} />
            {sheet === null ? (
              <div className="well stack">
                <p>{t('review.openWhy')}</p>
                {loading ? <Skeleton lines={2} /> : <CommandButton command={reviewPrimary} kind="primary" />}
              </div>
            ) : (
              <>
                <CourseStrip sheet={sheet} />
                <Figures sheet={sheet} />
                <Questions sheet={sheet} />
              </>
            )}
          </>
        )}
      </Column>
      <Column place="right" title={t('review.kept')} keys="Ctrl+L" tabStop>
        {sheet === null ? <p className="ink-2">{t('review.keptHint')}</p> : <Kept sheet={sheet} />}
      </Column>
    </main>
  );
}
