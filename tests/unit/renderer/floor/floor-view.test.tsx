import { describe, expect, test } from 'vitest';
import type { ReleaseAsk } from '#shared/control/contract.ts';
import { noHolds } from '#shared/control/state.ts';
import { FloorView } from '#renderer/features/floor/floor-view.tsx';
import { rowAfter } from '#renderer/ui/use-row-keys.ts';
import { signedIn } from '#tests/support/renderer-preview/fixtures.ts';
import { settingsState } from '../settings/settings-fixtures.ts';
import { markup, textOf } from '../workspace-markup.tsx';
import { floor, queue, seat } from './floor-fixtures.ts';

const scene = (state: ReturnType<typeof floor>) => ({
  'access/state': signedIn(1),
  'settings/state': settingsState(),
  'floor/state': state,
});
const figure = (html: string, name: string): string =>
  textOf(new RegExp(`<div class="figure"[^>]*data-figure="${name}">(.*?)</div>`).exec(html)?.[1] ?? '');

const asked = (over: Partial<ReleaseAsk> = {}): ReleaseAsk => ({
  askId: 'ask-1',
  requestId: 'hold-1',
  target: { kind: 'card', id: 'card-1', masked: '6222 02** **** 7788' },
  callId: null,
  why: 'wrongCard',
  reason: '',
  askedAt: 1,
  askedBy: { personId: 'p-2', name: '林晓晴' },
  state: 'open',
  decidedAt: null,
  decidedBy: null,
  decidedReason: '',
  ...over,
});

describe('a hold that an agent wants released', () => {
  const lead = { ...signedIn(1), person: { ...signedIn(1).person!, role: 'teamLead' as const } };
  const shown = (asks: readonly ReleaseAsk[], access = lead) =>
    markup(
      {
        ...scene(floor([], [])),
        'access/state': access,
        'control/state': { ...noHolds, releaseAsks: [...asks] },
      },
      <FloorView />,
    );

  test('stands in the team lead’s list with who, which card and why, and leads to the answer', () => {
    const row = /<li data-attention="release">(.*?)<\/li>/.exec(shown([asked()]))?.[1] ?? '';
    expect(textOf(row)).toMatch(/林晓晴请解除挂失：6222 02\*\* \*\*\*\* 7788/);
    expect(row).toContain('Alt+Shift+H');
  });

  test('is gone once it is decided, and nobody else is shown it', () => {
    expect(shown([asked({ state: 'declined' })])).not.toContain('data-attention="release"');
    const trainer = { ...lead, person: { ...lead.person, role: 'trainer' as const } };
    expect(shown([asked()], trainer as never)).not.toContain('data-attention="release"');
  });
});

describe('the floor', () => {
  test('shows a dash where there is nothing to divide by, and says so to a screen reader', () => {
    const html = markup(scene(floor([], [queue('queue-general')])), <FloorView />);
    for (const name of ['answerRate', 'serviceLevel', 'asa', 'occupancy', 'handling'])
      expect(figure(html, name), name).toContain('还没有数据 —');
    expect(textOf(html)).not.toContain('0.0%');
  });

  test('shows rates with the numbers they are made of', () => {
    const html = markup(
      scene(
        floor([], [queue('queue-elderly', { offered: 8, answered: 7, abandoned: 1, answeredWithin20s: 6 })]),
      ),
      <FloorView />,
    );
    expect(figure(html, 'answerRate')).toBe('接通率 87.5% 已接 7 / 来电 8');
    expect(figure(html, 'serviceLevel')).toBe('20 秒服务水平 75.0% 20 秒内接 6');
  });

  test('says every seat state as shape and word', () => {
    const states = ['help', 'talking', 'ringing', 'wrapUp', 'ready', 'notReady'] as const;
    const html = markup(
      scene(
        floor(
          states.map((state, index) => seat(`${index}`, state)),
          [],
        ),
      ),
      <FloorView />,
    );
    const shapes = states.map(
      (state) => new RegExp(`data-state="${state}".*?<i class="(dot[^"]*)"></i>`).exec(html)?.[1],
    );
    expect(new Set(shapes).size).toBe(states.length);
    for (const word of ['求助', '通话', '振铃', '话后', '就绪', '未就绪'])
      expect(textOf(html)).toContain(word);
  });

  test('shows the care flags of the caller, known ones only, the most demanding first', () => {
    const flags = ['priority', 'elderly', 'notAFlag'];
    const html = markup(scene(floor([seat('1', 'talking', { callId: 'c', flags })], [])), <FloorView />);
    expect([...html.matchAll(/data-flag="(\w+)"/g)].map(([, id]) => id)).toEqual(['elderly', 'priority']);
  });

  test('a feed that is off: the time of the figures, and no clock that runs on', () => {
    const state = floor([seat('1', 'talking')], [], 'off');
    const html = markup(scene(state), <FloorView />);
    expect(textOf(html)).toContain('话务平台没有在报数据');
    // 30 s at the moment the feed stopped, whatever the time is now.
    expect(textOf(html)).toContain('00:30');
  });

  test('on the bank’s exchange nothing is pretended', () => {
    const html = markup(
      {
        ...scene(floor([], [], 'off')),
        'settings/state': settingsState({ 'exchange.mode': 'configured' }),
      },
      <FloorView />,
      'en-US',
    );
    expect(textOf(html)).toContain('Only the built-in exchange can be seen here');
    expect(html).not.toContain('<table');
  });

  test('offers nothing that does not work yet', () => {
    const html = markup(scene(floor([seat('1', 'help', { callId: 'c' })], [])), <FloorView />);
    expect(textOf(html)).not.toMatch(/监听|耳语|接管|预案/);
  });
});

describe('arrows in a table', () => {
  test('move by one, by a page, to the ends, and stop there', () => {
    const to = (key: string, from: number) => rowAfter(key, from, 20);
    expect([to('ArrowDown', 0), to('ArrowUp', 0), to('PageDown', 15), to('End', 3), to('Home', 9)]).toEqual([
      1, 0, 19, 19, 0,
    ]);
    expect([rowAfter('ArrowDown', 0, 0), to('a', 3)]).toEqual([null, null]);
  });
});
