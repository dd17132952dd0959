import { describe, expect, test } from 'vitest';
import { convertFile } from '#electron/editor/convert/convert.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { wordDocument } from '#tests/support/word-document.ts';

const day = '2026-11-28';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** As an editor finishes it: the one thing a document cannot tell is its English title. */
const finished = (text: string) => parseArticle(text.replace(/^ {2}en:$/m, '  en: Title'));

describe('a document becomes a draft of an article', () => {
  test('Word: heading, first words, numbered lines and what fits nowhere', async () => {
    const file = await wordDocument([
      '# 补卡怎么办',
      '带身份证到任一网点，当场换新卡。',
      '# 办理步骤',
      '先口头挂失',
      '再到网点填单',
      '# 收费',
      '工本费五元，长者免收。',
    ]);
    const { kind, contentId, text, remarks } = await convertFile('补卡.docx', file, day);
    expect([kind, contentId]).toEqual(['article', 'bu-ka-zen-me-ban']);
    expect(remarks).toContain('the English title is missing');
    const { title, blocks } = finished(text);
    expect(title.zh).toBe('补卡怎么办');
    expect(blocks).toEqual([
      { type: 'answer', text: { zh: '带身份证到任一网点，当场换新卡。' } },
      { type: 'steps', items: [{ zh: '先口头挂失' }, { zh: '再到网点填单' }] },
      { type: 'check', items: [{ zh: '【收费】工本费五元，长者免收。' }] },
    ]);
  });

  test('HTML: words come through, scripts, styles and strange addresses do not', async () => {
    const html = `<html><head><title>x</title><style>p{}</style></head><body onload="go()"><h1>外币兑换</h1>
      <p>每人每年五万美元。<script>alert(1)</script><img src=x onerror=alert(2)></p>
      <h2>不要</h2><ul><li>不替客户拆分 <a href="javascript:alert(3)">点这里</a></li></ul>
      <h2>注意事项</h2><table><tr><th>币种</th><th>限额</th></tr><tr><td>美元</td><td>5 万</td></tr></table></body></html>`;
    const { text } = await convertFile('fx.html', bytes(html), day);
    expect(text).not.toMatch(/script|alert|onload|style|javascript/i);
    const { blocks } = finished(text);
    expect(blocks[0]).toEqual({ type: 'answer', text: { zh: '每人每年五万美元。' } });
    expect(blocks).toContainEqual({ type: 'avoid', items: [{ zh: '不替客户拆分 点这里' }] });
    expect(JSON.stringify(blocks)).toContain('美元 · 5 万');
  });

  test('Markdown, and a file in the old encoding', async () => {
    const { text } = await convertFile(
      '密码.md',
      bytes('# 密码锁了\n\n连错三次会锁一天。\n\n1. 核身\n2. 到网点重置\n'),
      day,
    );
    expect(finished(text).blocks.map(({ type }) => type)).toEqual(['answer', 'steps']);
    // 转账 in GB 18030.
    const old = await convertFile('a.html', new Uint8Array([0x3c, 0x70, 0x3e, 0xd7, 0xaa, 0xd5, 0xcb]), day);
    expect(old.text).toContain('转账');
  });

  test('one of ours is not touched by a letter', async () => {
    const ours = '---\r\nid: my-card\r\ntitle: {zh: 一, en: One}\r\n---\r\n\r\n## 答案\r\n\r\n好。\r\n';
    expect(await convertFile('x.md', bytes(ours), day)).toEqual({
      kind: 'article',
      contentId: 'my-card',
      text: ours,
      remarks: [],
    });
  });

  test.each([
    ['a.docx', 'this is no zip', /^no Word document/],
    ['a.docx', '', /^is empty$/],
    ['a.yaml', 'hello: 1', /neither a flow nor a playbook nor a notice/],
  ])('%s that is broken says why', async (name, text, reason) => {
    await expect(convertFile(name, bytes(text), day)).rejects.toThrow(reason);
  });

  test('whatever stands in a file, nothing of it is lost and nothing hangs', async () => {
    const nasty = [
      '# \n',
      '<'.repeat(20_000),
      '- '.repeat(5_000),
      '|a|b|\n'.repeat(2_000),
      '\u0000\u202e😀',
      `${'长'.repeat(30_000)}。`,
    ];
    for (const text of nasty)
      for (const name of ['x.md', 'x.html'])
        await convertFile(name, bytes(text), day).then(
          (converted) => expect(converted.text.length).toBeGreaterThan(50),
          (error: unknown) => expect(error).toBeInstanceOf(Error),
        );
    const long = await convertFile('x.md', bytes(`${'长'.repeat(3_000)}。`), day);
    expect(long.text.split('长').length - 1).toBeGreaterThanOrEqual(3_000);
  });
});
