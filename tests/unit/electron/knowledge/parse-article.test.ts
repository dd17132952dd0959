import { describe, expect, it } from 'vitest';
import { ContentError } from '#electron/knowledge/content/content-error.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { articleText } from './support.ts';

const whole = articleText('card-swallowed', '取款机吞卡怎么办', {
  en: 'Card swallowed by an ATM',
  front: ['kind: steps', 'keywords: [吞卡, 12378]', 'careFlags: [elderly]', 'playbooks: [refund-agent]'],
  body: `## 答案

先看是哪家银行的机器，
本行的带身份证去领。

## Answer

See whose machine
it is.

## 步骤

1. 问机器编号。
2、登记
   加急。

## Steps

1. Ask the number.
2. Register
   as urgent.

## 可以这样说

- 别着急。

## 链接

- [挂失 | Loss](article:temporary-card-hold)
- [官网](https://bank.example/help)
`,
});

/** Line and reason of the refusal. */
function refusal(text: string): { line: number; reason: string } {
  try {
    parseArticle(text);
  } catch (error) {
    if (error instanceof ContentError) return { line: error.line, reason: error.message };
    throw error;
  }
  throw new Error('it was accepted');
}

describe('an article file', () => {
  it('becomes blocks in both languages, paired item by item', () => {
    const article = parseArticle(whole);
    expect(article).toMatchObject({
      articleId: 'card-swallowed',
      kind: 'steps',
      title: { zh: '取款机吞卡怎么办', en: 'Card swallowed by an ATM' },
      keywords: ['吞卡', '12378'],
      careFlags: ['elderly'],
      playbooks: ['refund-agent'],
      sample: true,
    });
    expect(article.blocks).toEqual([
      {
        type: 'answer',
        text: { zh: '先看是哪家银行的机器，本行的带身份证去领。', en: 'See whose machine it is.' },
      },
      {
        type: 'steps',
        items: [
          { zh: '问机器编号。', en: 'Ask the number.' },
          { zh: '登记加急。', en: 'Register as urgent.' },
        ],
      },
      { type: 'say', items: [{ zh: '别着急。' }] },
      {
        type: 'links',
        items: [
          {
            label: { zh: '挂失', en: 'Loss' },
            target: { type: 'article', articleId: 'temporary-card-hold' },
          },
          { label: { zh: '官网' }, target: { type: 'url', url: 'https://bank.example/help' } },
        ],
      },
    ]);
  });

  it('may have Windows line ends and a byte order mark', () => {
    expect(parseArticle(`\uFEFF${whole.replaceAll('\n', '\r\n')}`)).toEqual(parseArticle(whole));
  });

  it.each([
    ['no front matter', '## 答案\n\n好。', '## 答案', /front matter/],
    ['front matter left open', '---\nid: a\n', '---', /not closed/],
    ['YAML that cannot be read', '---\nid: a\nkeywords: [a, b\nkind: answer\n---\n', 'kind', /./],
    ['a key missing', whole.replace('kind: steps\n', ''), '---', /kind/],
    ['an unknown key', whole.replace('sample: true', 'smaple: true'), '---', /smaple/],
    ['an unknown kind', whole.replace('kind: steps', 'kind: story'), 'kind', /kind/],
    ['an unknown care flag', whole.replace('[elderly]', '[elderly, tired]'), 'careFlags', /careFlags/],
    [
      'a day that is none',
      whole.replace('reviewedAt: 2025-11-03', 'reviewedAt: 2025-11-33'),
      'reviewedAt',
      /day/,
    ],
    ['an unknown section', whole.replace('## 步骤', '## 歩骤'), '## 歩骤', /unknown section/],
    ['a section twice', `${whole}\n## 答案\n\n又来。\n`, '## 答案', /twice/],
    ['an empty section', whole.replace('- 别着急。\n', ''), '## 可以这样说', /empty/],
    ['text before the first section', whole.replace('## 答案', '好\n\n## 答案'), '好', /before the first/],
    ['English without Chinese', whole.replace('## 步骤', '## 不要'), '## Steps', /Steps has no Chinese/],
    ['items that do not pair', whole.replace('1. Ask the number.\n', ''), '## Steps', /must pair/],
    ['prose where a list belongs', whole.replace('- 别着急。', '别着急。'), '别着急。', /list items/],
    [
      'a link that is none',
      whole.replace('(https://bank.example/help)', ''),
      '- [官网]',
      /a link is written/,
    ],
    [
      'a link to a script',
      whole.replace('https://bank.example/help', 'javascript:alert(1)'),
      '- [官网]',
      /not understood/,
    ],
    [
      'no answer first',
      whole.replace('## 答案', '## 核对').replace('## Answer', '## Check'),
      '先看',
      /list items/,
    ],
    [
      'a checklist without checks',
      whole.replace('kind: steps', 'kind: checklist'),
      '',
      /needs a section for check/,
    ],
    [
      'an end before the beginning',
      whole.replace('sample: true', 'sample: true\nvalidUntil: 2024-01-01'),
      '---',
      /validUntil/,
    ],
  ])('is refused with its line: %s', (_what, text, begins, reason) => {
    const refused = refusal(text);
    expect(refused.reason).toMatch(reason);
    expect(text.split('\n')[refused.line - 1]?.startsWith(begins)).toBe(true);
  });
});
