import { useEffect, useState } from 'react';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { ContentRow } from '#shared/editor/contract.ts';
import { listFilters, type ListFilter } from '#shared/editor/list-filters.ts';
import { contentKinds, type ContentKind } from '#shared/editor/kinds.ts';
import {
  exportContent,
  importContent,
  lookAt,
  newContent,
  syncContent,
} from '#renderer/commands/content-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useDeskState, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';

type List = CommandOutput<'editor/list'>;

/** So long after the last letter of the search main is asked, milliseconds. */
const pauseMs = 150;

/** Everything that is written here and everything that comes with the program, narrowed by kind, state and a word. */
export function ContentList() {
  const { t } = useI18n();
  const [kind, setKind] = useState<ContentKind | null>(null);
  const [filter, setFilter] = useState<ListFilter>('all');
  const [text, setText] = useState('');
  const list = useList(kind, filter, text);
  const syncs = useDeskState(syncContent.isEnabled);
  return (
    <div className="stack editor-list">
      <Segmented
        label={t('editor.filterLabel')}
        value={filter}
        options={listFilters.map((value) => ({ value, label: t(`editor.filter.${value}`) }))}
        onChange={setFilter}
      />
      <div className="row">
        <div className="field fill">
          <Icon name="search" size="s" />
          <input
            aria-label={t('editor.find')}
            placeholder={t('editor.findHint')}
            data-place="left"
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <KindSelect kind={kind} onChange={setKind} />
      </div>
      <div className="row wrap">
        <CommandButton command={newContent} withIcon />
        <CommandButton command={importContent} />
        <CommandButton command={exportContent} />
        {syncs ? <CommandButton command={syncContent} /> : null}
      </div>
      {list === null ? <Skeleton lines={8} /> : <Rows list={list} />}
    </div>
  );
}

function KindSelect({
  kind,
  onChange,
}: {
  readonly kind: ContentKind | null;
  readonly onChange: (kind: ContentKind | null) => void;
}) {
  const { t } = useI18n();
  return (
    <div className="field">
      <select
        aria-label={t('editor.kindLabel')}
        value={kind ?? ''}
        onChange={(event) => onChange(contentKinds.find((one) => one === event.target.value) ?? null)}
      >
        <option value="">{t('editor.kind.all')}</option>
        {contentKinds.map((one) => (
          <option key={one} value={one}>
            {t(`editor.kind.${one}`)}
          </option>
        ))}
      </select>
      <Icon name="down" size="s" />
    </div>
  );
}

function useList(kind: ContentKind | null, filter: ListFilter, text: string): List | null {
  const desk = useDesk();
  const changedAt = useTopic('editor/state', (state) => state?.changedAt ?? 0);
  // What comes with the program is found through the index: while that is made, there is more of it every time.
  const indexed = useTopic('knowledge/state', (state) => state?.phase ?? 'starting');
  const [read, setRead] = useState<{ readonly changedAt: string; readonly list: List } | null>(null);
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      void desk.send('editor/list', { kind, filter, text }).then((list) => {
        if (!stale && list) setRead({ changedAt: `${changedAt} ${indexed}`, list });
      });
    }, pauseMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [desk, kind, filter, text, changedAt, indexed]);
  return read?.list ?? null;
}

function Rows({ list }: { readonly list: List }) {
  const { t } = useI18n();
  const desk = useDesk();
  const at = useView((view) => view.content.at);
  const active = list.rows.findIndex((row) => row.kind === at?.kind && row.contentId === at.contentId);
  const choose = (index: number): void => {
    const row = list.rows[index];
    if (row)
      lookAt(desk, {
        at: { kind: row.kind, contentId: row.contentId, versionId: null },
        show: row.state === 'inReview' ? 'changes' : 'text',
        ask: null,
      });
  };
  const { rowProps } = useRowKeys(list.rows.length, active, choose);
  if (list.rows.length === 0)
    return (
      <Empty icon="search" title={t('editor.none')}>
        {t('editor.noneHint')}
      </Empty>
    );
  return (
    <div className="card">
      {list.rows.map((row, index) => (
        <button
          key={`${row.kind} ${row.contentId}`}
          className="list-row"
          data-content={`${row.kind} ${row.contentId}`}
          {...rowProps(index)}
        >
          <Row row={row} />
        </button>
      ))}
      {list.more ? <p className="xs ink-2 editor-more">{t('editor.more')}</p> : null}
    </div>
  );
}

function Row({ row }: { readonly row: ContentRow }) {
  const { t, pick } = useI18n();
  return (
    <>
      <span className="fill">
        <span className="clip row-title">{pick(row.title)}</span>
        <span className="under clip">
          {t(`editor.kind.${row.kind}`)} · {row.contentId}
        </span>
      </span>
      <StateTag state={row.state} />
      {row.scheduledFrom ? (
        <span className="xs ink-2 nowrap">{t('editor.scheduled', { from: row.scheduledFrom.slice(5) })}</span>
      ) : null}
    </>
  );
}

/** The state in words; its colour repeats it. */
export function StateTag({ state }: { readonly state: ContentRow['state'] }) {
  const { t } = useI18n();
  return (
    <span className="editor-state nowrap" data-state={state ?? 'file'}>
      {t(`editor.state.${state ?? 'file'}`)}
    </span>
  );
}
