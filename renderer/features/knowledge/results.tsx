import { useStore } from 'zustand';
import type { KnowledgeHit, MarkedText } from '#shared/knowledge/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import type { useListKeys } from '#renderer/ui/use-list-keys.ts';
import type { Search } from './search.ts';

interface ResultsProps {
  readonly search: Search;
  /** What is drawn; null: nothing yet, or no room. */
  readonly hits: readonly KnowledgeHit[] | null;
  readonly typed: boolean;
  readonly keys: ReturnType<typeof useListKeys>;
}

/** Results as one types; with nothing typed, what fits the call. */
export function Results({ search, hits, typed, keys }: ResultsProps) {
  const { t } = useI18n();
  const indexing = useTopic('knowledge/state', (knowledge) => knowledge?.phase === 'indexing');
  if (hits === null) return null;
  if (hits.length === 0) return typed ? <Nothing search={search} /> : null;
  const list = (
    <div className="results" role="listbox" id={keys.listId} aria-label={t('knowledge.label')}>
      {hits.map((hit, index) => (
        <div key={hit.articleId} data-article={hit.articleId} {...keys.optionProps(index)}>
          <Hit hit={hit} active={index === keys.active} />
        </div>
      ))}
    </div>
  );
  return (
    <>
      {typed ? list : <Section title={t('knowledge.atHand')}>{list}</Section>}
      {indexing ? <p className="xs ink-2">{t('knowledge.indexing')}</p> : null}
    </>
  );
}

/** The chosen hit has its answer on top, to be read out as it stands; where something else matched, that line below it. */
function Hit({ hit, active }: { readonly hit: KnowledgeHit; readonly active: boolean }) {
  const { t, language, pick } = useI18n();
  const title = language === 'en-US' ? hit.title.en : hit.title.zh;
  const answer = hit.answer ? pick(hit.answer) : '';
  const elsewhere = answer !== '' && hit.snippet.text !== answer;
  return (
    <>
      <span className="title">
        <Marked text={title} />
      </span>
      {active ? (
        <KeyCap keys="Enter" />
      ) : (
        <span className="xs ink-3 nowrap">{t(`knowledge.kind.${hit.kind}`)}</span>
      )}
      {active && elsewhere ? <span className="snippet said">{answer}</span> : null}
      {active ? (
        <span className={elsewhere ? 'snippet' : 'snippet said'}>
          {t(`knowledge.by.${hit.matchedBy}`)} · <Marked text={hit.snippet} />
        </span>
      ) : null}
    </>
  );
}

/** Text with its ranges marked. Ranges, never HTML. */
export function Marked({ text }: { readonly text: MarkedText }) {
  const parts = [];
  let at = 0;
  for (const { start, end } of text.highlights) {
    if (start > at) parts.push(text.text.slice(at, start));
    parts.push(<mark key={start}>{text.text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {parts}
      {text.text.slice(at)}
    </>
  );
}

function Nothing({ search }: { readonly search: Search }) {
  const query = useStore(search.store, (state) => state.query);
  const { t } = useI18n();
  const desk = useDesk();
  const report = async (): Promise<void> => {
    if (await search.report('missing')) desk.notices.done('knowledge.reported');
  };
  return (
    <div className="card">
      <Empty icon="search" title={t('knowledge.empty', { query })}>
        {t('knowledge.emptyHint')}
      </Empty>
      <div className="row empty-action">
        <Button onClick={() => void report()}>{t('knowledge.reportMissing')}</Button>
      </div>
    </div>
  );
}
