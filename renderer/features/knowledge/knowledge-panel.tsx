import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { contentLanguage } from '#shared/i18n/language.ts';
import type { KnowledgeHit } from '#shared/knowledge/contract.ts';
import { flowOfArticle } from '#renderer/commands/flow-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { activeFlags } from '#renderer/stores/select/caller.ts';
import { callersLive } from '#renderer/stores/select/call.ts';
import { textShown } from '#renderer/stores/select/text.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { ErrorNote } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';
import { productsOf } from './products.ts';
import { Results } from './results.tsx';
import { createSearch, type Search, type Surroundings } from './search.ts';

const ArticleView = lazy(async () => ({ default: (await import('./article-view.tsx')).ArticleView }));

/** The search field that is always there, its results, and one article. */
export function KnowledgePanel() {
  const desk = useDesk();
  const [search] = useState(() =>
    createSearch({
      bridge: desk.bridge,
      surroundings: () => surroundingsOf(desk.state()),
      subscribe: desk.subscribe,
    }),
  );
  const article = useStore(search.store, (state) => state.article);
  const failed = useStore(search.store, (state) => state.failed);
  const i18n = useI18n();
  const language = contentLanguage(i18n.language);
  useEffect(() => search.start(language), [search, language]);
  const openId = article?.articleId ?? null;
  useEffect(() => desk.setView({ openArticle: openId }), [desk, openId]);
  // What feedback is about: read from the store when it is asked for.
  useEffect(() => {
    const look = (): void => {
      const { query, article: open } = search.store.getState();
      const title = open ? i18n.pick(open.title) : null;
      desk.looking.set({ query, articleId: open?.articleId ?? null, title });
    };
    look();
    return search.store.subscribe(look);
  }, [search, desk, i18n]);
  // Whether, not what: a letter alone must not draw the old list anew just before its answer comes.
  const typed = useStore(search.store, (state) => state.query !== '');
  const hits = useStore(search.store, (state) => state.answer?.hits ?? null);
  const textOpen = useDeskState(textShown);
  const drawn = article === null ? drawnOf(hits, typed, textOpen) : null;
  const open = (index: number): void => {
    const hit = drawn?.[index];
    if (!hit) return;
    // In a call a flow is begun at once, in the middle; otherwise its outline is shown here.
    const flow = flowOfArticle(desk.state(), hit.articleId);
    if (flow && runCommand(desk, flow)) void search.chosen(hit.articleId);
    else void search.open(hit.articleId);
  };
  const keys = useListKeys(drawn?.length ?? 0, open, (event) => {
    if (event.key !== 'Escape') return false;
    if (article) search.back();
    else search.type('');
    return true;
  });
  return (
    <>
      <SearchField search={search} inputProps={keys.inputProps} onType={() => keys.setActive(0)} />
      {failed ? <ErrorNote title={i18n.t('knowledge.failed')}>{errorWords(i18n, failed)}</ErrorNote> : null}
      {article ? (
        <Suspense>
          <ArticleView article={article} search={search} />
        </Suspense>
      ) : (
        <Results search={search} hits={drawn} typed={typed} keys={keys} />
      )}
    </>
  );
}

/** With nothing typed, a few that fit the call; none while text is open: the room is the caller's, and the first letter brings them back. */
const drawnOf = (
  hits: readonly KnowledgeHit[] | null,
  typed: boolean,
  textOpen: boolean,
): readonly KnowledgeHit[] | null => {
  if (hits === null || (textOpen && !typed)) return null;
  return typed ? hits : hits.slice(0, 5);
};

function surroundingsOf(state: DeskState): Surroundings {
  const playbookId = state.guidance?.playbookId ?? null;
  return {
    callId: callersLive(state)?.id ?? null,
    context: {
      playbooks: playbookId === null ? [] : [playbookId],
      careFlags: activeFlags(state).map((one) => one.flag),
      products: productsOf(state.caller?.cards ?? []),
    },
  };
}

interface SearchFieldProps {
  readonly search: Search;
  readonly inputProps: ReturnType<typeof useListKeys>['inputProps'];
  readonly onType: () => void;
}

function SearchField({ search, inputProps, onType }: SearchFieldProps) {
  const { t, format } = useI18n();
  const query = useStore(search.store, (state) => state.query);
  const answer = useStore(search.store, (state) => state.answer);
  const found = { total: answer?.total ?? 0, time: format.milliseconds(answer?.tookMs ?? 0) };
  return (
    <div className="field" role="search">
      <Icon name="search" />
      <input
        type="search"
        data-place="atHand"
        aria-label={t('knowledge.label')}
        aria-keyshortcuts="Control+L"
        placeholder={t('knowledge.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={query}
        onChange={(event) => {
          search.type(event.target.value);
          onType();
        }}
        {...inputProps}
      />
      {query && answer ? (
        <span className="xs ink-3 nowrap" role="status">
          {t(answer.totalIsAtLeast ? 'knowledge.foundAtLeast' : 'knowledge.found', found)}
        </span>
      ) : null}
      {query ? <KeyCap keys="Escape" /> : null}
    </div>
  );
}
