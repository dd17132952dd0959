import { describe, expect, it } from 'vitest';
import { createScriptPlayer } from '#electron/training/caller/script-player.ts';
import { resolve } from 'node:path';
import { readTrainingContent } from '#electron/training/content.ts';
import { scriptSchema, type Script } from '#shared/training/script.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const note = { zh: '一', en: 'one' };
const script = scriptSchema.parse({
  id: 'sample-x',
  customer: { number: '+8613800000000', displayName: 'x' },
  queue: 'queue-general',
  language: 'zh',
  channel: 'voice',
  voice: { name: 'cmn', wordsPerMinute: 150, pitch: 50 },
  start: 'opening',
  anytime: [{ when: { on: 'did', kind: 'cardHoldConfirmed', ever: true }, to: 'relieved' }],
  beats: {
    opening: {
      note,
      lines: [
        { id: '01', text: '一', pauseMs: 500 },
        { id: '02', text: '二' },
      ],
      next: [
        { when: { on: 'did', kind: 'questionAsked', times: 2 }, to: 'doubts' },
        { when: { on: 'wrote', any: ['刷单', 'Task'] }, to: 'relieved' },
        { when: { on: 'spoke' }, to: 'insists' },
        { when: { on: 'waited', ms: 9_000 }, to: 'leaves' },
      ],
    },
    insists: {
      note,
      lines: [{ id: '03', text: '三' }],
      next: [{ when: { on: 'waited', ms: 1_000 }, to: 'leaves' }],
    },
    doubts: {
      note,
      lines: [{ id: '04', text: '四' }],
      next: [{ when: { on: 'waited', ms: 9_000 }, to: 'leaves' }],
    },
    relieved: {
      note,
      lines: [{ id: '05', text: '五' }],
      next: [{ when: { on: 'waited', ms: 9_000 }, to: 'leaves' }],
    },
    leaves: { note, lines: [], hangUp: true },
  },
});

function play(own: Script = script) {
  const clock = createManualClock();
  const said: string[] = [];
  const beats: string[] = [];
  let hungUp = 0;
  const player = createScriptPlayer({
    clock,
    script: own,
    say: async ({ text }) => void said.push(text),
    hangUp: () => void hungUp++,
    onBeat: (id) => beats.push(id),
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  const wait = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  const did = async (
    kind: 'questionAsked' | 'cardHoldConfirmed',
    params: Record<string, string> = {},
  ): Promise<void> => {
    player.did({ kind, at: clock.now(), params });
    await settle();
  };
  player.start();
  return { player, said, beats, wait, settle, did, hungUp: () => hungUp };
}

// The holder of case 3.13b as she ships.
it('fluent within a second, silent for three at the question nobody prepared', async () => {
  const holder = readTrainingContent(resolve('assets')).outbound.get('case-3-13b');
  if (!holder) throw new Error('no case 3.13b');
  const she = play(holder.script);
  await she.wait(2_000);
  const before = she.said.length;
  await she.did('questionAsked', { questionId: 'whatFor' });
  await she.wait(999);
  expect(she.said.length).toBe(before + 1);
  await she.did('questionAsked', { questionId: 'howKnowPayee' });
  await she.wait(3_000);
  expect(she.said.length, 'three seconds without a word').toBe(before + 1);
  await she.wait(200);
  expect(she.said.length).toBe(before + 2);
});

describe('a simulated caller follows her script', () => {
  it('says her lines with their pauses, then waits, then time moves her on', async () => {
    const she = play();
    await she.settle();
    expect(she.said).toEqual([]);
    await she.wait(500);
    expect(she.said).toEqual(['一', '二']);
    await she.wait(8_999);
    expect(she.hungUp()).toBe(0);
    await she.wait(1);
    expect([she.beats, she.hungUp()]).toEqual([['opening', 'leaves'], 1]);
  });

  it('takes no answer that came while she was talking', async () => {
    const she = play();
    she.player.spoke();
    await she.wait(500);
    expect(she.beats).toEqual(['opening']);
    she.player.spoke();
    await she.settle();
    expect(she.beats).toEqual(['opening', 'insists']);
  });

  it('remembers what was done while she was talking', async () => {
    const she = play();
    await she.did('questionAsked', { questionId: 'a' });
    await she.did('questionAsked', { questionId: 'a' });
    await she.wait(500);
    expect(she.beats).toEqual(['opening']);
    await she.did('questionAsked', { questionId: 'b' });
    expect(she.beats).toEqual(['opening', 'doubts']);
  });

  it('reads what is written, whatever its case', async () => {
    const she = play();
    await she.wait(500);
    she.player.wrote('你好');
    await she.settle();
    expect(she.beats).toEqual(['opening']);
    she.player.wrote('some TASK?');
    await she.settle();
    expect(she.beats).toEqual(['opening', 'relieved']);
  });

  it('is moved once by what may come at any time', async () => {
    const she = play();
    await she.wait(500);
    await she.did('cardHoldConfirmed', { cardId: 'c' });
    expect(she.beats).toEqual(['opening', 'relieved']);
    await she.wait(9_000);
    expect(she.beats).toEqual(['opening', 'relieved', 'leaves']);
  });

  it('goes on at once when told to, and never after her end', async () => {
    const she = play();
    await she.wait(500);
    she.player.next();
    await she.settle();
    expect([she.beats, she.hungUp()]).toEqual([['opening', 'leaves'], 1]);
    she.player.next();
    she.player.spoke();
    await she.wait(60_000);
    expect([she.beats.length, she.hungUp()]).toEqual([2, 1]);
  });
});
