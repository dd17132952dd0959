import { createBaseline } from './baseline.ts';
import type { Measures } from './contract.ts';
import type { Spoken, Stretch } from './course.ts';
import { kWeighting } from './filters.ts';
import { frameMs, frameOf, frameSamples, sampleRateHz, toDb } from './frame.ts';
import { createLeg } from './leg.ts';
import { answerTo } from './question.ts';
import type { Segment } from './segmenter.ts';
import { createSyllableCounter } from './syllables.ts';
import { turnsOf } from './turns.ts';

/** 512 samples of one leg and what the model said to them. */
export interface LegFrame {
  readonly samples: Float32Array;
  readonly probability: number;
}

export interface Conversation {
  /** The same 32 ms of both legs. `pitchSemitones`: of the caller in this frame, null when it has none. */
  feed(agent: LegFrame, caller: LegFrame, pitchSemitones: number | null): void;
  callerSpeaks(): boolean;
  agentSpeaks(): boolean;
  /** The measuring stands still (hold): open turns are closed, and nothing is measured across the gap. */
  pause(): void;
  /** Stretches of speech that ended since this was last asked. @param instantOf as for `measures` */
  takeSpoken(instantOf: (ms: number) => number): Spoken;
  /** ms of samples so far: the only clock in here. */
  elapsedMs(): number;
  /** How long the answer to a question marked at `markedMs` took; null while there is none. */
  answerTo(markedMs: number, delayAt?: (ms: number) => number): number | null;
  /**
   * @param instantOf epoch ms of a moment given in ms of samples
   * @param delayAt ms of an answer at this moment that the line took and not the caller: the way there and back, and our jitter buffer
   */
  measures(instantOf: (ms: number) => number, delayAt?: (ms: number) => number): Measures;
}

const noDelay = (): number => 0;
const framesPerSecond = 1_000 / frameMs;
const rateFrames = Math.round(10 * framesPerSecond);
const fewestRateFrames = Math.round(3 * framesPerSecond);
/** A voice gives a clear pitch in about every second frame of its speech. */
const pitchesPerSecond = framesPerSecond / 2;

/** Everything that is measured of one call, from frames alone: time is the count of samples, never the moment a message came. */
export function createConversation(): Conversation {
  const agentLeg = createLeg();
  const callerLeg = createLeg();
  const weighted = kWeighting(sampleRateHz);
  const counter = createSyllableCounter();
  const loudness = createBaseline(framesPerSecond, 1);
  const pitch = createBaseline(pitchesPerSecond, 0.5);
  const syllables: number[] = [];
  let frames = 0;
  const breaksMs: number[] = [];
  const silence = { samples: new Float32Array(frameSamples), probability: 0 };
  const conversation: Conversation = {
    feed(agent, caller, pitchSemitones) {
      const heard = [
        frameOf(agent.samples, agent.probability),
        frameOf(caller.samples, caller.probability),
      ] as const;
      const [agentPeak, callerPeak] = [agentLeg.hear(heard[0].levelDb), callerLeg.hear(heard[1].levelDb)];
      agentLeg.feed(heard[0], callerPeak);
      callerLeg.feed(heard[1], agentPeak);
      frames += 1;
      let power = 0;
      for (const sample of caller.samples) power += weighted(sample) ** 2;
      if (callerLeg.isSpeaking() && caller.probability >= 0.5) {
        loudness.add(toDb(power / caller.samples.length));
        if (pitchSemitones !== null) pitch.add(pitchSemitones);
      }
      const found = counter.feed(agent.samples);
      if (!agentLeg.isSpeaking()) return;
      syllables.push(found);
      if (syllables.length > rateFrames) syllables.shift();
    },
    callerSpeaks: () => callerLeg.isSpeaking(),
    agentSpeaks: () => agentLeg.isSpeaking(),
    pause() {
      while (agentLeg.isSpeaking() || callerLeg.isSpeaking()) conversation.feed(silence, silence, null);
      breaksMs.push(frames * frameMs);
    },
    takeSpoken: (instantOf) => ({
      agent: agentLeg.takeEnded(mostSpoken).map((one) => stretchOf(one, instantOf)),
      caller: callerLeg.takeEnded(mostSpoken).map((one) => stretchOf(one, instantOf)),
    }),
    elapsedMs: () => frames * frameMs,
    answerTo(markedMs, delayAt = noDelay) {
      const found = answerTo(agentLeg.segments(), callerLeg.segments(), markedMs);
      return found === null ? null : Math.round(Math.max(0, found.latencyMs - delayAt(found.callerStartMs)));
    },
    measures(instantOf, delayAt = noDelay) {
      const measuredMs = Math.round(frames * frameMs);
      const { responses, ...turns } = turnsOf(
        agentLeg.segments(),
        callerLeg.segments(),
        measuredMs,
        breaksMs,
      );
      const whole = Object.fromEntries(
        Object.entries(turns).map(([name, value]) => [name, Math.round(value)]),
      ) as typeof turns;
      return {
        measuredMs,
        ...whole,
        responses: responses.slice(-100).map(({ agentEndMs, callerStartMs, latencyMs }) => ({
          agentEndAt: Math.round(instantOf(agentEndMs)),
          callerStartAt: Math.round(instantOf(callerStartMs)),
          latencyMs: Math.round(Math.max(0, latencyMs - delayAt(callerStartMs))),
        })),
        loudness: loudness.change(),
        pitch: pitch.change(),
        agentRate: rateOf(syllables),
      };
    },
  };
  return conversation;
}

/** The bound of the message; what is over comes with the next one. */
const mostSpoken = 500;
const stretchOf = ({ startMs, endMs }: Segment, instantOf: (ms: number) => number): Stretch => [
  Math.max(0, Math.round(instantOf(startMs))),
  Math.max(0, Math.round(instantOf(endMs))),
];

function rateOf(syllables: readonly number[]): number | null {
  if (syllables.length < fewestRateFrames) return null;
  const found = syllables.reduce((sum, one) => sum + one, 0);
  return Math.min(20, Math.round((found / syllables.length) * framesPerSecond * 10) / 10);
}
