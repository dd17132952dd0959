import { pinyin } from 'pinyin-pro';

/** What was made of a document, and what a person should look at. */
export interface Structured {
  readonly contentId: string;
  readonly text: string;
  readonly remarks: readonly string[];
}

type Section = '答案' | '步骤' | '可以这样说' | '核对' | '不要';

/** Headings as banks write them, and the section of ours that they stand for. */
const headings: readonly (readonly [RegExp, Section])[] = [
  [/^(答案|回答|结论|概述|answer|summary)$/i, '答案'],
  [/^(.*步骤|.*流程|办理方法|怎么办|steps|procedure)$/i, '步骤'],
  [/^(可以这样说|话术|.*话术|怎么说|say|script)$/i, '可以这样说'],
  [/^(核对|注意.*|检查.*|所需材料|check|notes?)$/i, '核对'],
  [/^(不要|禁止.*|不得.*|禁忌|avoid|do not)$/i, '不要'],
];
const sectionOf = (heading: string): Section | null =>
  headings.find(([pattern]) => pattern.test(heading.trim()))?.[1] ?? null;

/** No answer and no item of an article is longer. */
const maxItem = 900;
const maxItems = 40;
const maxKeyword = 60;

interface Part {
  readonly kind: 'heading' | 'item' | 'numbered' | 'words';
  readonly text: string;
}

/** Marks of Markdown that our articles do not have: what they say stays, as words. */
const plain = (text: string): string =>
  text
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]+)\]\((https:[^)\s]+)[^)]*\)/g, '$1（$2）')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!>|])/g, '$1')
    .replaceAll(/(\*\*|__|`|~~)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

function partsOf(markdown: string): readonly Part[] {
  const parts: Part[] = [];
  let open = false;
  for (const line of markdown.split(/\r?\n/)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    const item = /^\s*(?:[-*+]|(\d+)[.、)])\s+(.+)$/.exec(line);
    const row = /^\s*\|(.+)\|\s*$/.exec(line);
    const last = parts.at(-1);
    if (heading) parts.push({ kind: 'heading', text: plain(heading[1] ?? '') });
    else if (item) parts.push({ kind: item[1] ? 'numbered' : 'item', text: plain(item[2] ?? '') });
    else if (row) {
      const cells = (row[1] ?? '').split('|').map(plain).filter(Boolean);
      if (!cells.every((cell) => /^:?-+:?$/.test(cell)))
        parts.push({ kind: 'item', text: cells.join(' · ') });
    } else if (line.trim() === '' || /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) open = false;
    else if (open && last && last.kind !== 'heading')
      parts[parts.length - 1] = { ...last, text: `${last.text} ${plain(line)}`.trim() };
    else parts.push({ kind: 'words', text: plain(line.replace(/^\s*>\s?/, '')) });
    open = line.trim() !== '' && !heading && !row;
  }
  return parts.filter(({ text }) => text !== '');
}

/** `bu-ban-ka`: readable, and what the search would take for it. */
export function idOf(name: string): string {
  const read = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('-');
  const id = read
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replaceAll(/-+$/g, '');
  return id === '' ? 'imported' : id;
}

const cut = (text: string): readonly string[] => {
  const pieces: string[] = [];
  for (let rest = text; rest !== '';) {
    if (rest.length <= maxItem) return [...pieces, rest];
    const end = Math.max(rest.lastIndexOf('。', maxItem), rest.lastIndexOf('. ', maxItem));
    const at = end > maxItem / 2 ? end + 1 : maxItem;
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return pieces;
};

/**
 * An article out of a document that knows nothing of our sections: the first words are the answer, numbered lines are steps,
 * headings that mean a section of ours are taken at their word. What fits nowhere is kept under 核对, with its heading: nothing is
 * thrown away, and a person puts it right in the draft.
 */
export function structured(markdown: string, name: string, day: string): Structured {
  const remarks: string[] = [];
  const parts = [...partsOf(markdown)];
  const first = parts[0];
  const title = (first?.kind === 'heading' ? first.text : name.replace(/\.[^.]+$/, '')).slice(0, 110);
  if (first?.kind === 'heading') parts.shift();
  const sections: Record<Section, string[]> = { 答案: [], 步骤: [], 可以这样说: [], 核对: [], 不要: [] };
  let section: Section | null = null;
  let under = '';
  for (const { kind, text } of parts) {
    if (kind === 'heading') {
      section = sectionOf(text);
      under = section === null ? text : '';
    } else if (section !== null) sections[section].push(...cut(text));
    else if (kind === 'numbered') sections.步骤.push(...cut(text));
    else if (kind === 'words' && sections.答案.length === 0 && under === '') sections.答案.push(...cut(text));
    else sections.核对.push(...cut(under === '' ? text : `【${under}】${text}`));
  }
  const [answer = '', ...more] = sections.答案;
  if (more.length > 0) sections.核对.unshift(...more);
  if (answer === '') remarks.push('no paragraph that could be the answer');
  for (const [of, items] of Object.entries(sections))
    if (items.length > maxItems) {
      remarks.push(`${of} has ${items.length} items; an article holds ${maxItems}: divide it`);
    }
  remarks.push('the English title is missing');
  const list = (of: Section, mark: (at: number) => string): string =>
    sections[of].length === 0
      ? ''
      : `\n## ${of}\n\n${sections[of].map((item, at) => `${mark(at)} ${item}`).join('\n')}\n`;
  const dash = (): string => '-';
  const text = `---
id: ${idOf(title)}
title:
  zh: ${JSON.stringify(title)}
  en:
kind: ${sections.步骤.length > 0 ? 'steps' : 'answer'}
keywords: [${JSON.stringify(title.slice(0, maxKeyword))}]
tags: []
reviewedAt: ${day}
validFrom: ${day}
---

## 答案

${answer}
${list('步骤', (at) => `${at + 1}.`)}${list('可以这样说', dash)}${list('核对', dash)}${list('不要', dash)}`;
  return { contentId: idOf(title), text, remarks };
}
