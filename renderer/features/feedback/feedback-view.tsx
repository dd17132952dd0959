import { useState, type ReactNode } from 'react';
import type { FeedbackEntry, Unanswered } from '#shared/feedback/entry.ts';
import { writeNew } from '#renderer/commands/content-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty, LoadingPart } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { EntryDetail } from './entry-detail.tsx';
import { useFeedback } from './use-feedback.ts';

type Shown = 'open' | 'suggestion' | 'all';

const shows = (shown: Shown, entry: FeedbackEntry): boolean =>
  shown === 'all' ||
  (shown === 'open' ? entry.state === 'open' : entry.kind === 'suggestion' && entry.state === 'open');

/** What agents found wrong or missing, what callers suggest, and what was searched in vain: the editor's list of work. */
export function FeedbackView({ tabs }: { readonly tabs?: ReactNode }) {
  const { t } = useI18n();
  const list = useFeedback();
  const [shown, setShown] = useState<Shown>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  if (list === null) return <LoadingPart />;
  const entries = list.entries.filter((entry) => shows(shown, entry));
  const entry = entries.find(({ feedbackId }) => feedbackId === chosen) ?? entries[0] ?? null;
  return (
    <main className="columns">
      <Column place="left" title={t('feedback.unanswered')} keys="Ctrl+J">
        {tabs}
        <UnansweredList unanswered={list.unanswered} />
      </Column>
      <Column place="middle" title={t('feedback.title')} keys="Ctrl+K" middle>
        <div className="row">
          <Segmented
            label={t('feedback.shown')}
            value={shown}
            options={(['open', 'suggestion', 'all'] as const).map((value) => ({
              value,
              label: t(`feedback.show.${value}`),
            }))}
            onChange={setShown}
          />
          <span className="fill" />
          <Export />
        </div>
        <Entries
          entries={entries}
          active={entry === null ? -1 : entries.indexOf(entry)}
          onChoose={(index) => setChosen(entries[index]?.feedbackId ?? null)}
        />
      </Column>
      <Column place="right" title={t('feedback.detail')} keys="Ctrl+L">
        {entry === null ? null : <EntryDetail entry={entry} />}
      </Column>
    </main>
  );
}

function UnansweredList({ unanswered }: { readonly unanswered: readonly Unanswered[] }) {
  const { t, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  if (unanswered.length === 0)
    return (
      <Empty icon="search" title={t('feedback.noneUnanswered')}>
        {t('feedback.noneUnansweredHint')}
      </Empty>
    );
  return (
    <Section title={t('feedback.unansweredHint')}>
      <ul className="card timeline">
        {unanswered.map(({ query, times, lastAt }) => (
          <li key={query}>
            <span className="fill selectable">{query}</span>
            <span className="xs ink-2 nowrap">{t('feedback.times', { count: times })}</span>
            <span className="xs ink-3 nowrap">{format.day(lastAt, now)}</span>
            <Button kind="quiet" icon="note" onClick={() => void writeNew(desk, 'article', query)}>
              {t('content.write')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface EntriesProps {
  readonly entries: readonly FeedbackEntry[];
  readonly active: number;
  readonly onChoose: (index: number) => void;
}

function Entries({ entries, active, onChoose }: EntriesProps) {
  const { t, format } = useI18n();
  const now = useNow();
  const { rowProps } = useRowKeys(entries.length, active, onChoose);
  if (entries.length === 0)
    return (
      <Empty icon="check" title={t('feedback.none')}>
        {t('feedback.noneHint')}
      </Empty>
    );
  return (
    <div className="card">
      {entries.map((entry, index) => (
        <button
          key={entry.feedbackId}
          className="list-row feedback-row"
          data-kind={entry.kind}
          {...rowProps(index)}
        >
          <span className="tag nowrap">{t(`feedback.kind.${entry.kind}`)}</span>
          <span className="fill clip">
            {entry.note || entry.query || entry.articleId || t('feedback.noWords')}
          </span>
          {entry.state === 'open' ? null : (
            <span className="xs ink-2 nowrap">{t(`feedback.state.${entry.state}`)}</span>
          )}
          <span className="xs ink-3 nowrap">{format.day(entry.at, now)}</span>
        </button>
      ))}
    </div>
  );
}

function Export() {
  const { t } = useI18n();
  const desk = useDesk();
  const save = async (format: 'csv' | 'jsonl'): Promise<void> => {
    const done = await desk.send('feedback/export', { format });
    if (done?.file) desk.notices.done('feedback.exported', { file: done.file, count: done.entries });
  };
  return (
    <>
      <Button icon="doc" onClick={() => void save('csv')}>
        {t('feedback.exportCsv')}
      </Button>
      <Button onClick={() => void save('jsonl')}>{t('feedback.exportJsonl')}</Button>
    </>
  );
}
