import type { Article } from '#shared/knowledge/article.ts';
import { flowIdOfArticle } from '#shared/flows/article-id.ts';
import { startFlow } from '#renderer/commands/flow-commands.ts';
import { sendAnswer } from '#renderer/commands/sharing-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { ArticleBody } from './article-body.tsx';
import type { Search } from './search.ts';

interface ArticleViewProps {
  readonly article: Article;
  readonly search: Search;
}

/** One article, in the order it is read: the answer first, sayable as it stands. */
export function ArticleView({ article, search }: ArticleViewProps) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const flowId = flowIdOfArticle(article.articleId);
  const flow = useTopic(
    'flows/library',
    (library) => library?.flows.find((one) => one.flowId === flowId) ?? null,
  );
  const report = async (): Promise<void> => {
    if (await search.report('wrong')) desk.notices.done('knowledge.reported');
  };
  return (
    <article className="card padded article" data-article={article.articleId}>
      <div className="row">
        <h3 className="fill">{pick(article.title)}</h3>
        <span className="xs ink-3 nowrap">
          {t('knowledge.reviewed', { date: article.reviewedAt.slice(5) })}
        </span>
      </div>
      <ArticleBody article={article} onOpen={(articleId) => void search.open(articleId)} />
      {flow ? <CommandButton command={startFlow(flow)} withIcon /> : null}
      <div className="row">
        <CommandButton command={sendAnswer} withIcon />
      </div>
      {article.sample ? <p className="xs ink-3">{t('knowledge.sample')}</p> : null}
      <div className="row">
        <Button keys="Escape" onClick={() => search.back()}>
          {t('knowledge.back')}
        </Button>
        <span className="fill" />
        <Button kind="quiet" flush onClick={() => void report()}>
          {t('knowledge.reportWrong')}
        </Button>
      </div>
    </article>
  );
}
