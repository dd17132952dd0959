import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialogue, leaked, seeded, telephone, voiceClips } from '#tests/eval/measures-audio.ts';
import { measureDialogue, openModel, quantile, scoreOf } from '#tests/eval/measures-run.ts';

const assets = join(import.meta.dirname, '../../../assets');

/** The short form of `npm run eval:measures`: the real weights on a call of three questions, as a telephone carries it. */
test('on generated audio the speech model finds each turn, and dates answers to a tenth of a second', async () => {
  const wide = dialogue(voiceClips(assets, 'sample-fang'), voiceClips(assets, 'case-3-12'), 3, seeded(7));
  const call = { ...wide, agent: telephone(wide.agent), caller: telephone(wide.caller) };
  const score = scoreOf(call, await measureDialogue(await openModel(), call));
  expect(score).toMatchObject({ missed: 0, latencyLost: 0 });
  expect(score.latencyMs.length).toBe(2);
  expect(Math.abs(quantile(score.latencyMs, 0.5))).toBeLessThan(100);
  expect(Math.abs(score.overlapS[0] - score.overlapS[1])).toBeLessThan(0.3);
  expect(Math.abs(score.talkRatio[0] - score.talkRatio[1])).toBeLessThan(0.05);
}, 300_000);

/** speech.md: without the gate across the legs a headset that leaks is reported as talk-over from end to end. */
test('what leaks from one side into the other is no talk-over', async () => {
  const clean = dialogue(voiceClips(assets, 'sample-fang'), voiceClips(assets, 'case-3-12'), 3, seeded(7));
  const call = {
    ...clean,
    agent: leaked(clean.agent, clean.caller, -20),
    caller: leaked(clean.caller, clean.agent, -20),
  };
  const { overlapS, talkRatio } = scoreOf(call, await measureDialogue(await openModel(), call));
  expect(Math.abs(overlapS[0] - overlapS[1])).toBeLessThan(0.3);
  expect(Math.abs(talkRatio[0] - talkRatio[1])).toBeLessThan(0.05);
}, 300_000);
