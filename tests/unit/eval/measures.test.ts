import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialogue, seeded, telephone, voiceClips } from '#tests/eval/measures-audio.ts';
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
