import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClips } from '#electron/training/caller/clips.ts';
import { highPass, inTurn, lowPass } from '#shared/measures/filters.ts';
import { sampleRateHz } from '#shared/measures/frame.ts';
import type { Segment } from '#shared/measures/segmenter.ts';

export interface Dialogue {
  readonly agent: Float32Array;
  readonly caller: Float32Array;
  /** Where the clips really sound: their energy edges before anything was done to them. */
  readonly truth: { readonly agent: readonly Segment[]; readonly caller: readonly Segment[] };
}

export type Random = () => number;

/** Mulberry32: the same dialogue every time. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const linearOfMulaw = (byte: number): number => {
  const flipped = ~byte & 0xff;
  const size = (((flipped & 15) << 3) + 132) << ((flipped >> 4) & 7);
  return ((flipped & 0x80) === 0 ? size - 132 : 132 - size) / 32_768;
};

/** The clips of one voice at 16 kHz, cut to where they sound. */
export function voiceClips(assets: string, voice: string): Float32Array[] {
  const clips = createClips(assets);
  return readdirSync(join(assets, 'voices', voice))
    .toSorted()
    .flatMap((name) => {
      const bytes = clips.get(voice, name.replace('.wav', ''));
      if (bytes === null) return [];
      const smooth = inTurn(lowPass(3_800, sampleRateHz), lowPass(3_800, sampleRateHz));
      const samples = new Float32Array(bytes.length * 2);
      for (let at = 0; at < samples.length; at += 1) {
        const here = linearOfMulaw(bytes[at >> 1] ?? 255);
        const next = linearOfMulaw(bytes[Math.min(bytes.length - 1, (at + 1) >> 1)] ?? 255);
        samples[at] = smooth((here + next) / 2);
      }
      return [cut(samples)];
    });
}

/** Energy edges in pieces of 5 ms, −36 dB under the loudest piece: what speech.md calls the truth. */
function cut(samples: Float32Array): Float32Array {
  const piece = sampleRateHz / 200;
  const powers = Array.from({ length: Math.floor(samples.length / piece) }, (_, at) =>
    samples.subarray(at * piece, (at + 1) * piece).reduce((sum, one) => sum + one * one, 0),
  );
  const least = Math.max(...powers) * 10 ** -3.6;
  const first = powers.findIndex((one) => one > least);
  const last = powers.findLastIndex((one) => one > least);
  return samples.slice(first * piece, (last + 1) * piece);
}

/**
 * Agent and caller take turns. Every third answer comes in 600 ms before the agent has ended; the others after 0.4–4 s.
 * @param turns how many questions the agent asks
 */
export function dialogue(
  agentClips: Float32Array[],
  callerClips: Float32Array[],
  turns: number,
  random: Random,
): Dialogue {
  const placed: { agent: [number, Float32Array][]; caller: [number, Float32Array][] } = {
    agent: [],
    caller: [],
  };
  let at = sampleRateHz;
  for (let turn = 0; turn < turns; turn += 1) {
    const question = agentClips[turn % agentClips.length] ?? new Float32Array();
    const answer = callerClips[turn % callerClips.length] ?? new Float32Array();
    placed.agent.push([at, question]);
    const gapS = turn % 3 === 2 ? -0.6 : 0.4 + random() * 3.6;
    const startsAt = at + question.length + Math.round(gapS * sampleRateHz);
    placed.caller.push([startsAt, answer]);
    at =
      Math.max(at + question.length, startsAt + answer.length) +
      Math.round((0.6 + random() * 2) * sampleRateHz);
  }
  const length = at + sampleRateHz;
  const lay = (all: [number, Float32Array][]): Float32Array => {
    const out = new Float32Array(length);
    for (const [from, clip] of all) out.set(clip, from);
    return out;
  };
  const truthOf = (all: [number, Float32Array][]): Segment[] =>
    all.map(([from, clip]) => ({
      startMs: (from / sampleRateHz) * 1_000,
      endMs: ((from + clip.length) / sampleRateHz) * 1_000,
    }));
  return {
    agent: lay(placed.agent),
    caller: lay(placed.caller),
    truth: { agent: truthOf(placed.agent), caller: truthOf(placed.caller) },
  };
}

/** 300–3400 Hz, twelve decibels an octave on either side, twice. */
export function telephone(samples: Float32Array): Float32Array {
  const band = inTurn(
    highPass(300, sampleRateHz),
    highPass(300, sampleRateHz),
    lowPass(3_400, sampleRateHz),
    lowPass(3_400, sampleRateHz),
  );
  return samples.map(band);
}

/** Pink noise (P. Kellet's filter), so many dB under the mean power of what sounds. */
export function noisy(samples: Float32Array, snrDb: number, random: Random): Float32Array {
  const loud = samples.filter((one) => Math.abs(one) > 1e-3);
  const speech = loud.reduce((sum, one) => sum + one * one, 0) / Math.max(1, loud.length);
  let [b0, b1, b2] = [0, 0, 0];
  const pink = samples.map(() => {
    const white = random() * 2 - 1;
    b0 = 0.99765 * b0 + white * 0.099046;
    b1 = 0.963 * b1 + white * 0.2965164;
    b2 = 0.57 * b2 + white * 1.0526913;
    return b0 + b1 + b2 + white * 0.1848;
  });
  const power = pink.reduce((sum, one) => sum + one * one, 0) / pink.length;
  const gain = Math.sqrt(speech / power) * 10 ** (-snrDb / 20);
  return samples.map((one, at) => one + gain * (pink[at] ?? 0));
}

/** What a headset lets through from one side into the other. */
export const leaked = (into: Float32Array, from: Float32Array, levelDb: number): Float32Array =>
  into.map((one, at) => one + (from[at] ?? 0) * 10 ** (levelDb / 20));
