import type { Article, ArticleBlock, ArticleLink } from '#shared/knowledge/article.ts';
import { choosePlaybook } from '#renderer/commands/guidance-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { WrongWords } from '#renderer/ui/wrong-words.tsx';

interface ArticleBodyProps {
  readonly article: Article;
  readonly onOpen: (articleId: string) => void;
}

/** What stands in an article, in the order it is read. */
export function ArticleBody({ article, onOpen }: ArticleBodyProps) {
  return article.blocks.map((block, index) => <Block key={index} block={block} onOpen={onOpen} />);
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
