import { linkTargetSchema } from '#shared/knowledge/article.ts';
import type { ArticleBlock, ArticleLink, ArticleText } from '#shared/knowledge/article.ts';
import { ContentError } from './content-error.ts';

type ListType = 'steps' | 'say' | 'check' | 'avoid';
type SectionType = ListType | 'answer' | 'links';

/** The fixed headings, in the order in which an article is read. */
const headings: ReadonlyMap<string, readonly [SectionType, 'zh' | 'en']> = new Map([
  ['答案', ['answer', 'zh']],
  ['Answer', ['answer', 'en']],
  ['步骤', ['steps', 'zh']],
  ['Steps', ['steps', 'en']],
  ['可以这样说', ['say', 'zh']],
  ['Say', ['say', 'en']],
  ['核对', ['check', 'zh']],
  ['Check', ['check', 'en']],
  ['不要', ['avoid', 'zh']],
  ['Avoid', ['avoid', 'en']],
  ['链接', ['links', 'zh']],
]);

interface Section {
  readonly heading: string;
  readonly type: SectionType;
  readonly language: 'zh' | 'en';
  readonly line: number;
  readonly content: { readonly line: number; readonly text: string }[];
}

/** Turns the body of an article into blocks. `firstLine`: 1-based line of `lines[0]` in the file. Throws ContentError. */
export function readBlocks(lines: readonly string[], firstLine: number): ArticleBlock[] {
  const sections = cutSections(lines, firstLine);
  const english = new Map(sections.filter((s) => s.language === 'en').map((s) => [s.type, s]));
  const blocks = sections
    .filter((section) => section.language === 'zh')
    .map((section) => {
      const other = english.get(section.type);
      english.delete(section.type);
      return readBlock(section, other);
    });
  for (const left of english.values())
    throw new ContentError(left.line, `the section ${left.heading} has no Chinese counterpart`);
  return blocks;
}

function cutSections(lines: readonly string[], firstLine: number): Section[] {
  const sections: Section[] = [];
  lines.forEach((raw, at) => {
    const line = firstLine + at;
    const heading = /^#+\s*(.*?)\s*$/.exec(raw);
    if (heading) sections.push(openSection(heading[1] ?? '', line, sections));
    else if (raw.trim() !== '') {
      const current = sections.at(-1);
      if (!current) throw new ContentError(line, 'text before the first section');
      current.content.push({ line, text: raw });
    }
  });
  for (const section of sections)
    if (section.content.length === 0)
      throw new ContentError(section.line, `the section ${section.heading} is empty`);
  return sections;
}

function openSection(heading: string, line: number, before: readonly Section[]): Section {
  const known = headings.get(heading);
  if (!known)
    throw new ContentError(
      line,
      `unknown section "${heading}"; the sections are ${[...headings.keys()].join(', ')}`,
    );
  if (before.some((section) => section.heading === heading))
    throw new ContentError(line, `the section ${heading} appears twice`);
  return { heading, type: known[0], language: known[1], line, content: [] };
}

function readBlock(zh: Section, en: Section | undefined): ArticleBlock {
  if (zh.type === 'answer') return { type: 'answer', text: withEnglish(paragraph(zh), en && paragraph(en)) };
  const items = readItems(zh);
  if (zh.type === 'links') return { type: 'links', items: items.map(readLink) };
  const others = en ? readItems(en) : [];
  if (en && others.length !== items.length)
    throw new ContentError(
      en.line,
      `${en.heading} has ${others.length} items, ${zh.heading} has ${items.length}: they must pair`,
    );
  return { type: zh.type, items: items.map((item, at) => withEnglish(item.text, others[at]?.text)) };
}

const withEnglish = (zh: string, en: string | undefined): ArticleText =>
  en === undefined ? { zh } : { zh, en };

/** Lines of Chinese join without a space, English ones with one. */
const paragraph = (section: Section): string =>
  section.content.map(({ text }) => text.trim()).join(section.language === 'zh' ? '' : ' ');

function readItems(section: Section): { line: number; text: string }[] {
  const items: { line: number; text: string }[] = [];
  for (const { line, text } of section.content) {
    const item = /^(?:[-*]\s|\d+[.、](?!\d))\s*(.+)$/.exec(text.trimEnd());
    const last = items.at(-1);
    if (item) items.push({ line, text: (item[1] ?? '').trim() });
    else if (last && /^\s/.test(text)) last.text += (section.language === 'zh' ? '' : ' ') + text.trim();
    else throw new ContentError(line, `the section ${section.heading} takes list items (- or 1.) only`);
  }
  return items;
}

/** `[中文 | English](article:id)`, `(playbook:id)` or `(https://…)`. */
function readLink(item: { readonly line: number; readonly text: string }): ArticleLink {
  const parts = /^\[(.+)\]\((.+)\)$/.exec(item.text);
  if (!parts) throw new ContentError(item.line, 'a link is written [中文 | English](article:id)');
  const [zh = '', en] = (parts[1] ?? '').split('|').map((label) => label.trim());
  const target = parts[2] ?? '';
  const named = /^(article|playbook):(.+)$/.exec(target);
  const parsed = linkTargetSchema.safeParse(
    named?.[1] === 'article'
      ? { type: 'article', articleId: named[2] }
      : named?.[1] === 'playbook'
        ? { type: 'playbook', playbookId: named[2] }
        : { type: 'url', url: target },
  );
  if (!parsed.success) throw new ContentError(item.line, `the link target "${target}" is not understood`);
  return { label: withEnglish(zh, en), target: parsed.data };
}
