import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { careFlagIds } from '#shared/care/care-flag.ts';
import type { Language } from '#shared/i18n/language.ts';
import { DeskScreen } from '#renderer/app/desk-screen.tsx';
import { Gate } from '#renderer/features/sign-in/gate.tsx';
import { enTree, zhTree } from '#renderer/i18n/resources.ts';
import { I18nProvider } from '#renderer/i18n/use-i18n.tsx';
import { createWords } from '#renderer/i18n/words.ts';
import { DeskProvider } from '#renderer/stores/use-desk.tsx';
import { elderlyCaller } from '#tests/support/renderer-preview/fixtures.ts';
import { controlScenes } from '#tests/support/renderer-preview/control-scenes.ts';
import { deskScenes } from '#tests/support/renderer-preview/desk-scenes.ts';
import { deskIn, now } from '../desk-in.ts';

const scenes = { ...deskScenes, ...controlScenes };

const words = createWords();
const gates = ['sign-in', 'choose-passphrase', 'unlock', 'damaged', 'policy'];

function markup(scene: string, language: Language, change?: Parameters<typeof deskIn>[1]): string {
  const { desk } = deskIn(scene, change);
  return renderToStaticMarkup(
    <DeskProvider desk={desk}>
      <I18nProvider words={words} language={language}>
        {gates.includes(scene) ? <Gate /> : <DeskScreen />}
      </I18nProvider>
    </DeskProvider>,
  );
}

/** What a person reads. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<span class="clause">([^<]*)<\/span>/g, '$1')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const primaries = (html: string): number =>
  (html.match(/class="(?:btn btn-primary|slot slot-go primary)[^"]*"/g) ?? []).length;
const branches = Object.keys({ ...zhTree, ...enTree }).join('|');
const rawKey = new RegExp(String.raw`\b(?:${branches})\.[a-z]\w*(?:\.\w+)*\b`);

describe.each(['zh-CN', 'en-US'] as const)('every designed state in %s', (language) => {
  test.each(Object.keys(scenes))('%s', (scene) => {
    const html = markup(scene, language);
    const text = textOf(html);
    expect(text.length).toBeGreaterThan(20);
    expect(rawKey.exec(text)?.[0] ?? null).toBeNull();
    expect(text).not.toMatch(/\{\{|undefined|NaN|\[object/);
    // One primary per state, and no style attribute: the content security policy would refuse it.
    expect(primaries(html)).toBeLessThanOrEqual(1);
    expect(html).not.toMatch(/\sstyle="/);
  });
});

describe('the panel', () => {
  test('shows every care flag with its word, in the bar and with its rule', () => {
    const html = markup('all-flags', 'zh-CN');
    const bar = /<div class="bar-flags">(.*?)<div class="meta">/s.exec(html)?.[1] ?? '';
    for (const id of careFlagIds) {
      // A foreign language is named by the language.
      expect(bar, id).toContain(id === 'foreignLanguage' ? '外语 ' : zhTree.care.flag[id]);
      expect(html, id).toContain(`<article class="care-card" data-flag="${id}"`);
    }
  });

  test('a hold is never just green: word, time, the three steps and what may be told', () => {
    const text = textOf(markup('hold-states', 'zh-CN'));
    const wanted = [
      '已确认 1.9 秒',
      '回执 H-88213',
      '失败',
      '核心拒绝',
      '已发送 ×3 · 等核心',
      '待确认',
      '先别告诉来电人',
      '自动再发',
    ];
    expect(wanted.filter((words) => !text.includes(words))).toEqual([]);
  });

  test('a decided transfer has no clock any more, and a kept hold says who keeps it and why', () => {
    const html = markup('decided', 'zh-CN');
    expect(textOf(html)).toContain('拒绝交易 · 已确认');
    expect(html).toContain('class="pending-transfer decided"');
    expect(textOf(html)).not.toContain('到时无人处理，自动拒绝');
    expect(textOf(html)).toMatch(/周岚没有解除：对方还在线，先留着/);
  });

  test('numbers stay masked', () => {
    expect(textOf(markup('scam', 'zh-CN'))).not.toMatch(/\d{7,}/);
  });

  test('an unknown number, a slow and a failing core are said', () => {
    expect(textOf(markup('unknown', 'zh-CN'))).toContain('这个号码没有登记');
    expect(textOf(markup('slow', 'zh-CN'))).toContain('核心系统还没应答');
    expect(textOf(markup('failed', 'zh-CN'))).toContain('通话不受影响');
  });

  test('cards that could not be read are not taken for none', () => {
    const html = markup('quiet', 'zh-CN', (scene) => ({
      ...scene,
      'caller/state': {
        ...elderlyCaller(now, true),
        cards: [],
        parts: { cards: 'failed', risk: 'ready', history: 'looking' },
      },
    }));
    expect(textOf(html)).toContain('卡没有读到');
    expect(textOf(html)).not.toContain('没有可显示的卡');
  });
});

describe('guidance', () => {
  test('speaks to a foreign caller in their language, with the agent’s beside it', () => {
    const html = markup('foreign', 'zh-CN');
    expect(html).toMatch(/<p class="words selectable" lang="en">/);
    expect(html).toMatch(/<p class="other-words selectable" lang="zh">/);
  });
  test('shows a Korean caller’s words with the agent’s, and never says that there are none', () => {
    const html = markup('korean', 'zh-CN');
    expect(html).toMatch(/<p class="words selectable" lang="ko">돈을 받는 분은/);
    expect(html).toMatch(/<p class="other-words selectable" lang="zh">收钱的这位/);
    expect(textOf(html)).not.toContain('还没有韩语话术');
  });
  test('greets an elderly caller in the words for elderly callers', () => {
    expect(textOf(markup('ring', 'zh-CN'))).toContain('贾女士您好，我是人工客服林晓晴。您慢慢说，我听着。');
  });
});

describe('the frame', () => {
  test('has its landmarks and a live region', () => {
    const html = markup('scam', 'en-US');
    for (const mark of [
      '<header class="bar" aria-label="Call bar"',
      '<main',
      '<footer',
      '<nav',
      'aria-live="assertive"',
    ])
      expect(html).toContain(mark);
  });
  test('a line that is down is said with its age and the next try', () => {
    const text = textOf(markup('line-down', 'en-US'));
    expect(text).toMatch(/The exchange cannot be reached\. Next try in \d+ s, number 4/);
    expect(text).toMatch(/last confirmed/);
  });
  test('a microphone that is denied is said before anything else', () => {
    expect(textOf(markup('no-microphone', 'zh-CN'))).toContain('来电人听不到您');
  });
});
