import type { Article, ArticleBlock, ArticleLink } from '#shared/knowledge/article.ts';
import { flowIdOfArticle } from '#shared/flows/article-id.ts';
import { startFlow } from '#renderer/commands/flow-commands.ts';
import { choosePlaybook } from '#renderer/commands/guidance-commands.ts';
import { sendAnswer } from '#renderer/commands/sharing-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { WrongWords } from '#renderer/ui/wrong-words.tsx';
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
      {article.blocks.map((block, index) => (
        <Block key={index} block={block} onOpen={(articleId) => void search.open(articleId)} />
      ))}
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

interface BlockProps {
  readonly block: ArticleBlock;
  readonly onOpen: (articleId: string) => void;
}

function Block({ block, onOpen }: BlockProps) {
  const { t, pick, language } = useI18n();
  const lang = language === 'zh-CN' ? 'zh' : 'en';
  if (block.type === 'answer')
    return (
      <>
        <p className="answer selectable">{pick(block.text)}</p>
        <WrongWords words={pick(block.text)} lang={lang} />
      </>
    );
  const title = <h4 className="label">{t(`knowledge.block.${block.type}`)}</h4>;
  if (block.type === 'links')
    return (
      <div>
        {title}
        <ul>
          {block.items.map((link) => (
            <li key={link.label.zh}>
              <Link link={link} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      </div>
    );
  if (block.type === 'say')
    return (
      <div>
        {title}
        {block.items.map((item) => (
          <blockquote className="selectable" key={item.zh}>
            {pick(item)}
            <WrongWords words={pick(item)} lang={lang} />
          </blockquote>
        ))}
      </div>
    );
  return (
    <div>
      {title}
      <ol className="selectable">
        {block.items.map((item, index) => (
          <li key={item.zh}>
            <span className="n">
              {block.type === 'steps' ? index + 1 : block.type === 'avoid' ? '×' : '–'}
            </span>
            <span>
              {pick(item)}
              {block.type === 'steps' ? <WrongWords words={pick(item)} lang={lang} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Link({
  link,
  onOpen,
}: {
  readonly link: ArticleLink;
  readonly onOpen: (articleId: string) => void;
}) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const { target } = link;
  const playbook = useTopic('guidance/library', (library) =>
    target.type === 'playbook'
      ? (library?.playbooks.find((one) => one.id === target.playbookId) ?? null)
      : null,
  );
  if (target.type === 'url')
    return (
      <span className="selectable">
        {pick(link.label)} <span className="ink-2">{t('knowledge.linkUrl', { url: target.url })}</span>
      </span>
    );
  if (target.type === 'article')
    return (
      <Button kind="quiet" onClick={() => onOpen(target.articleId)}>
        {pick(link.label)}
      </Button>
    );
  if (!playbook) return <span>{pick(link.label)}</span>;
  return (
    <Button kind="quiet" icon="book" onClick={() => runCommand(desk, choosePlaybook(playbook))}>
      {pick(link.label)}
    </Button>
  );
}
