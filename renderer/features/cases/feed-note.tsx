import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { ErrorNote } from '#renderer/ui/states.tsx';

/** The feed, when it is not live: since when, why, and when it is tried again. What is on the list may be old then. */
export function FeedNote() {
  const { t, format } = useI18n();
  const feed = useTopic('cases/state', (state) => state?.feed ?? null);
  const heard = useTopic('cases/state', (state) => state?.heard ?? false);
  const now = useNow();
  if (!feed || (feed.state !== 'retrying' && feed.state !== 'refused')) return null;
  const why = feed.problem ? t(`cases.feed.problem.${feed.problem}`) : '';
  const again =
    feed.nextTryAt === null
      ? ''
      : t('cases.feed.again', { time: format.seconds(Math.max(0, feed.nextTryAt - now)) });
  return (
    <ErrorNote title={t(`cases.feed.${feed.state}`)}>
      {[
        why,
        heard && feed.lastHeardAt !== null
          ? t('cases.feed.asOf', { time: format.timeExact(feed.lastHeardAt) })
          : t('cases.feed.neverHeard'),
        again,
      ]
        .filter(Boolean)
        .join(' · ')}
    </ErrorNote>
  );
}
