import type { Article } from '#shared/knowledge/article.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { ArticleBody } from './article-body.tsx';

/** An article that is being written, as the agent will see it. Its links lead nowhere yet. */
export function ArticlePreview({ article }: { readonly article: Article }) {
  const { t, pick } = useI18n();
  return (
    <article className="card padded article" inert>
      <div className="row">
        <h3 className="fill">{pick(article.title)}</h3>
        <span className="xs ink-3 nowrap">
          {t('knowledge.reviewed', { date: article.reviewedAt.slice(5) })}
        </span>
      </div>
      <ArticleBody article={article} onOpen={() => {}} />
      {article.sample ? <p className="xs ink-3">{t('knowledge.sample')}</p> : null}
    </article>
  );
}
