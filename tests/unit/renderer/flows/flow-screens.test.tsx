import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { factIds } from '#shared/flows/fact.ts';
import type { Answer } from '#shared/flows/engine.ts';
import type { Language } from '#shared/i18n/language.ts';
import { DeskScreen } from '#renderer/app/desk-screen.tsx';
import { FlowPicker } from '#renderer/features/flows/flow-picker.tsx';
import { useFactWords } from '#renderer/features/flows/use-fact-words.ts';
import { guiding, quiet } from '#tests/support/renderer-preview/fixtures.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { markup, now, textOf } from '../workspace-markup.tsx';
import { inFlow } from './flow-world.ts';

const primaries = (html: string): number =>
  (html.match(/class="(?:btn btn-primary|slot slot-go primary)[^"]*"/g) ?? []).length;
const largest = (html: string): string => textOf(/<p class="words[^>]*>.*?<\/p>/.exec(html)?.[0] ?? '');

/** One of each kind of step. */
const kinds: readonly (readonly [string, string, readonly Answer[], string | undefined])[] = [
  ['say', 'card-loss', [], undefined],
  ['a card to choose', 'card-loss', [{}], undefined],
  ['a hold', 'card-loss', [{}, { cardId: 'card-1' }], undefined],
  ['words to note', 'fee-dispute', [{}], undefined],
  ['ask', 'fee-dispute', [{}, { value: '年费' }], undefined],
  ['end', 'fee-dispute', [{}, { value: '年费' }, { choice: 1 }, {}, { choice: 3 }], undefined],
  ['in English to a visitor', 'visitor-cash-exchange', [{}, { choice: 3 }, { choice: 1 }], 'foreign'],
  ['in writing', 'deaf-at-machine', [], 'hearing'],
];

describe.each(['zh-CN', 'en-US'] as const)('a flow in %s', (language: Language) => {
  test.each(kinds)('%s', (_name, flowId, answers, scene) => {
    const html = markup(inFlow(flowId, answers, { scene: scene ?? 'quiet' }), <DeskScreen />, language);
    const text = textOf(html);
    expect(html).toContain(`data-flow="${flowId}"`);
    expect(text).not.toMatch(/\{\{|undefined|NaN|\[object|flows\.[a-z]/);
    expect(primaries(html)).toBeLessThanOrEqual(1);
    expect(html).not.toMatch(/\sstyle="/);
  });
});

describe('what is on the screen', () => {
  test('the line to say is the largest, in the wording this caller needs', () => {
    expect(largest(markup(inFlow('card-loss'), <DeskScreen />))).toBe(
      '您别急，咱们先把卡停住。停住了，钱就动不了。',
    );
    expect(largest(markup(inFlow('card-loss', [], { scene: 'hearing' }), <DeskScreen />))).toContain(
      '您好，我先帮您停卡',
    );
    expect(
      largest(markup(inFlow('visitor-cash-exchange', [], { scene: 'foreign' }), <DeskScreen />)),
    ).toContain('Hello.');
  });

  test('answers stand with their digits, in the order of the file', () => {
    const html = markup(inFlow('fee-dispute', [{}, { value: '' }]), <DeskScreen />);
    const rows = [...html.matchAll(/data-answer="(\d)".*?<\/button>/g)].map(
      ([row, digit]) => `${digit} ${textOf(row)}`,
    );
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain('年费、账户管理费');
  });

  test('a figure that is ours is marked as a sample beside the line', () => {
    const scene = inFlow('complaint-intake', [{}, { choice: 1 }, { choice: 1 }, {}, {}]);
    const text = textOf(markup(scene, <DeskScreen />));
    expect(text).toContain('示例口径，请按本行规定：投诉首次回复 24 小时');
    // A rule of the regulator is no sample.
    expect(text).toContain('口径：投诉处理答复（监管规定） 15 天');
  });

  test('what is behind is there, with what the desk knew by itself', () => {
    const held = inFlow('card-loss', [{}, { cardId: 'card-1' }, {}]);
    const text = textOf(markup(held, <DeskScreen />));
    expect(text).toContain('走过的步骤');
    expect(text).toContain('6222 02** **** 7788');
    expect(text).toContain('未办');
  });

  test('a scam stays in sight above a running flow', () => {
    const scene: Scene = { ...inFlow('card-loss'), 'guidance/state': guiding(now) };
    const html = markup(scene, <DeskScreen />);
    expect(html).toContain('data-alarm="fake-support-cover-expiry"');
    expect(textOf(html)).toContain('回到剧本');
  });

  test('so do the facts of the account', () => {
    const scene = { ...inFlow('card-loss', [], { scene: 'held' }), 'guidance/state': quiet };
    expect(textOf(markup(scene, <DeskScreen />))).toMatch(/账户有异常：.+，涉及转账先问用途/);
  });

  test('a flow that waits stands above the prompts, with its key', () => {
    const html = markup(inFlow('card-loss', [{}], { state: 'stopped' }), <DeskScreen />);
    expect(textOf(html)).toContain('流程“卡丢了，先挂失”停在第 2 步');
    expect(html).toContain('data-aside="card-loss"');
  });

  test('a likely flow is offered before anybody searches', () => {
    const none = { callId: null, run: null, others: [] };
    const html = markup(
      { ...inFlow('card-loss', [], { scene: 'foreign' }), 'flows/state': none, 'guidance/state': quiet },
      <DeskScreen />,
    );
    expect(textOf(html)).toContain('这通可能要按流程办');
    expect(textOf(html)).toContain('机器吞了卡');
  });

  test('the record of the call says which flow, how it ended and what was answered', () => {
    const scene = inFlow('fee-dispute', [{}, { value: '年费' }, { choice: 1 }], { scene: 'wrap-up' });
    const text = textOf(markup(scene, <DeskScreen />));
    expect(text).toContain('流程 收费、账单有疑问');
    expect(text).toContain('年费、账户管理费');
  });

  test('the wrap-up takes the middle back', () => {
    const html = markup({ ...inFlow('card-loss', [], { scene: 'wrap-up' }) }, <DeskScreen />);
    expect(html).not.toContain('class="flow"');
  });
});

describe('the picker', () => {
  test('has the one that waits first, then those that fit, and says what was refused', () => {
    const scene = inFlow('card-loss', [{}], { state: 'stopped', scene: 'foreign' });
    const refused = [{ file: 'x.yaml', line: 3, reason: 'a dead end', kept: '1.0' }];
    const library = { ...scene['flows/library']!, refused };
    const html = markup({ ...scene, 'flows/library': library }, <FlowPicker onClose={() => undefined} />);
    const ids = [...html.matchAll(/data-flow="([a-z-]+)"/g)].map(([, id]) => id);
    expect(ids.slice(0, 2)).toEqual(['card-loss', 'atm-card-kept']);
    expect(ids).toHaveLength(28);
    expect(textOf(html)).toContain('有 1 处流程文件未采用');
  });
});

describe('facts', () => {
  test.each(['zh-CN', 'en-US'] as const)('every one has words in %s', (language) => {
    const bare: string[] = [];
    function All() {
      const words = useFactWords();
      for (const id of factIds) if (words(id) === id) bare.push(id);
      return null;
    }
    renderToStaticMarkup(<p>{markup(inFlow('card-loss'), <All />, language)}</p>);
    expect(bare).toEqual([]);
  });
});
