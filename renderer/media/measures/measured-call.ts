import { createConversation } from '#shared/measures/conversation.ts';
import type { Measures } from '#shared/measures/contract.ts';
import type { Spoken } from '#shared/measures/course.ts';
import { frameSamples } from '#shared/measures/frame.ts';
import type { Batch } from './messages.ts';
import { createPitch } from './pitch.ts';
import type { SpeechModel } from './silero.ts';

/** An hour of them; answers are dated as they are found. */
const keptDelays = 3_600;

/** Everything measured of one call, over its holds. */
export interface MeasuredCall {
  /** Begins a stretch that is measured without a gap; the models start without memory of what was before. */
  begin(models: { readonly agent: SpeechModel; readonly caller: SpeechModel }): void;
  feed(batch: Batch): Promise<void>;
  pause(): void;
  /** What lies between the caller's doing and our hearing it, there and back, as of now, ms. */
  setDelay(ms: number): void;
  markQuestion(): void;
  /** The latency of the answer to the marked question, once. */
  takeAnswer(): number | null;
  measures(): Measures;
  /** Who spoke when, as far as it ended since this was last asked. */
  takeSpoken(): Spoken;
  agentSpeaks(): boolean;
  callerSpeaks(): boolean;
}

/** @param now epoch ms */
export function createMeasuredCall(now: () => number): MeasuredCall {
  const conversation = createConversation();
  const pitch = createPitch();
  /** Where the clock of the samples met the clock of the wall; one for each stretch. */
  const meetings: { fromMs: number; at: number }[] = [];
  /** Newest last. */
  const delays: { fromMs: number; ms: number }[] = [];
  let models: Parameters<MeasuredCall['begin']>[0] | null = null;
  let begins = true;
  let markedMs: number | null = null;
  const delayAt = (ms: number): number =>
    delays.findLast((one) => one.fromMs <= ms)?.ms ?? delays[0]?.ms ?? 0;
  const meet = (): void => {
    const last = meetings.at(-1);
    // Batches wait in a queue while the model loads: the one that came through fastest says best when its samples were.
    if (last !== undefined) last.at = Math.min(last.at, now() - (conversation.elapsedMs() - last.fromMs));
  };
  const instantOf = (ms: number): number => {
    const { fromMs, at } = meetings.findLast((one) => one.fromMs <= ms) ??
      meetings[0] ?? { fromMs: 0, at: 0 };
    return at + ms - fromMs;
  };
  return {
    begin(next) {
      models = next;
      begins = true;
    },
    async feed({ agent, caller }) {
      if (models === null) return;
      const { agent: agentModel, caller: callerModel } = models;
      if (begins) {
        meetings.push({ fromMs: conversation.elapsedMs(), at: Number.POSITIVE_INFINITY });
        begins = false;
      }
      for (let from = 0; from < agent.length; from += frameSamples) {
        const [own, other] = [
          agent.subarray(from, from + frameSamples),
          caller.subarray(from, from + frameSamples),
        ];
        const heard = {
          agent: { samples: own, probability: await agentModel.probability(own) },
          caller: { samples: other, probability: await callerModel.probability(other) },
        };
        pitch.feed(other);
        // The search for a pitch costs most: only where somebody speaks.
        const semitones = heard.caller.probability >= 0.5 ? pitch.semitones() : null;
        conversation.feed(heard.agent, heard.caller, semitones);
      }
      meet();
    },
    pause() {
      if (models === null) return;
      models = null;
      conversation.pause();
    },
    setDelay(ms) {
      delays.push({ fromMs: conversation.elapsedMs(), ms });
      if (delays.length > keptDelays) delays.shift();
    },
    markQuestion() {
      markedMs = conversation.elapsedMs();
    },
    takeAnswer() {
      const found = markedMs === null ? null : conversation.answerTo(markedMs, delayAt);
      if (found !== null) markedMs = null;
      return found;
    },
    measures: () => conversation.measures(instantOf, delayAt),
    takeSpoken: () => conversation.takeSpoken(instantOf),
    agentSpeaks: () => conversation.agentSpeaks(),
    callerSpeaks: () => conversation.callerSpeaks(),
  };
}
