import type { FeedbackEntry } from '#shared/feedback/entry.ts';
import { flowIdOfArticle } from '#shared/flows/article-id.ts';
import { lookAt, writeNew } from '#renderer/commands/content-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Button } from '#renderer/ui/button.tsx';

/** One entry with what was going on when it was given, and what became of it. */
export function EntryDetail({ entry }: { readonly entry: FeedbackEntry }) {
  const { t, maybe, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const { context } = entry;
  const rows: readonly (readonly [string, string | null])[] = [
    [t('feedback.field.query'), entry.query || null],
    [t('feedback.field.article'), entry.articleId],
    [t('feedback.field.by'), `${entry.by.name} · ${format.day(entry.at, now)}`],
    [t('feedback.field.queue'), context?.queue ? (maybe(`queue.${context.queue}`) ?? context.queue) : null],
    [
      t('feedback.field.flags'),
      context?.flags.map((flag) => maybe(`care.flag.${flag}`) ?? flag).join(' · ') || null,
    ],
    [t('feedback.field.playbook'), context?.playbookId ?? null],
    [t('feedback.field.flow'), context?.flowId ?? null],
    [t('feedback.field.offset'), context ? format.clock(context.callOffsetMs) : null],
  ];
  const settle = (state: FeedbackEntry['state']): void =>
    void desk.send('feedback/settle', { feedbackId: entry.feedbackId, state });
  /** The article it is about, or a new one that begins with the words that were searched. */
  const write = async (): Promise<void> => {
    const contentId = entry.articleId;
    if (contentId === null) return writeNew(desk, 'article', entry.query || entry.note.slice(0, 60));
    const flowId = flowIdOfArticle(contentId);
    lookAt(desk, {
      tab: 'texts',
      at: { kind: flowId === null ? 'article' : 'flow', contentId: flowId ?? contentId, versionId: null },
      show: 'text',
      ask: null,
    });
  };
  return (
    <div className="stack" data-entry={entry.feedbackId}>
      <p>
        <b>{t(`feedback.kind.${entry.kind}`)}</b>
      </p>
      {entry.note ? <p className="selectable feedback-note">{entry.note}</p> : null}
      <dl className="feedback-facts">
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="selectable">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="row wrap">
        {entry.state === 'open' ? (
          <>
            <Button kind="primary" onClick={() => settle('done')}>
              {t('feedback.settle.done')}
            </Button>
            <Button onClick={() => settle('declined')}>{t('feedback.settle.declined')}</Button>
          </>
        ) : (
          <Button onClick={() => settle('open')}>{t('feedback.settle.open')}</Button>
        )}
        <Button icon="note" onClick={() => void write()}>
          {t(entry.articleId === null ? 'content.write' : 'content.mend')}
        </Button>
      </div>
      {entry.settled ? (
        <p className="xs ink-2">
          {t(`feedback.state.${entry.state}`)} · {entry.settled.by.name} · {format.day(entry.settled.at, now)}
        </p>
      ) : null}
    </div>
  );
}
