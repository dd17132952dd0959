import type { Sketch } from './playbooks-set.ts';

/** Cues that come up in calls of every kind. */
const noise = [
  'afternoonOrEvening',
  'nightTime',
  'newPayee',
  'singleAbove50k',
  'deadline',
  'secondVoice',
  'vaguePurpose',
  'lineNoiseOrBlank',
  'angryAtLimit',
  'hesitatesAtUnexpected',
  'limitRaiseAsked',
  'fluentOnStandard',
  'otherDeviceSounds',
  'newDevice',
] as const;

/** A small generator with a seed: the same noise every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Each sketch `times` over, every time with one cue lost (if it has three or more) and one from the noise beside it. */
export function withNoise(sketches: readonly Sketch[], times: number, seed = 7): readonly Sketch[] {
  const next = numbers(seed);
  const pick = (length: number): number => Math.floor(next() * length);
  return sketches.flatMap((sketch) =>
    Array.from({ length: times }, (_, turn): Sketch => {
      const all = [...sketch.account, ...sketch.heard];
      const lost = all.length > 2 ? all[pick(all.length)] : undefined;
      const added = noise[pick(noise.length)] ?? noise[0];
      return {
        ...sketch,
        id: `${sketch.id}~${turn + 1}`,
        account: sketch.account.filter((id) => id !== lost),
        heard: [...sketch.heard.filter((id) => id !== lost), added],
      };
    }),
  );
}
