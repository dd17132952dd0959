import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';
import { createMeasuredCall, type MeasuredCall } from './measured-call.ts';
import type { Batch, FromWorker, ToWorker } from './messages.ts';
import { createSpeechModel, type MakeTensor, type SpeechModel } from './silero.ts';

/**
 * The measuring itself, off the thread that carries the call. It alone may compile WebAssembly: the policy that allows it comes with
 * this file (electron/window/app-protocol.ts). Anything that goes wrong is said once, and the window starts another.
 */
const modelFile = '/measures/silero.onnx';
/** So far behind, the figures would be of another moment: the machine is too slow for them. */
const mostWaiting = 160;
const sayEveryMs = 1_000;

/** A worker's own scope: what it posts goes to the window that started it, so there is no origin to name. */
const scope = self as unknown as {
  postMessage(message: FromWorker, carry: readonly Transferable[]): void;
  close(): void;
};
const tell = (message: FromWorker): void => scope.postMessage(message, []);
const calls = new Map<string, MeasuredCall>();
let session: InferenceSession | undefined;
let present: { readonly sessionId: string; readonly call: MeasuredCall; readonly port: MessagePort } | null =
  null;
let waiting = 0;
let saidAt = 0;
/** One batch after the other; a pause and a change of call wait for their turn, too. */
let work: Promise<void> = Promise.resolve();

const makeTensor = ((type: 'float32', data: Float32Array, dims: number[]) =>
  new Tensor(type, data, dims)) as unknown as MakeTensor;

const inTurn = (act: () => Promise<void> | void): void => {
  work = work.then(act).catch((error: unknown) => {
    tell({ kind: 'failed', why: String(error).slice(0, 200) });
    scope.close();
  });
};
const newModel = (): SpeechModel => {
  if (session === undefined) throw new Error('no model');
  return createSpeechModel(session, makeTensor);
};
const say = (): void => {
  if (present === null) return;
  const { sessionId, call } = present;
  saidAt = performance.now();
  tell({
    kind: 'measures',
    sessionId,
    measures: call.measures(),
    spoken: call.takeSpoken(),
    agentSpeaking: call.agentSpeaks(),
    callerSpeaking: call.callerSpeaks(),
  });
};

const feed = async (sessionId: string, batch: Batch): Promise<void> => {
  waiting -= 1;
  if (present?.sessionId !== sessionId) return;
  await present.call.feed(batch);
  const latencyMs = present.call.takeAnswer();
  if (latencyMs !== null) tell({ kind: 'answer', sessionId, latencyMs });
  if (performance.now() - saidAt >= sayEveryMs) say();
};
const pause = (): void => {
  present?.port.close();
  present?.call.pause();
  say();
  present = null;
};

const acts: { readonly [K in ToWorker['kind']]: (message: Extract<ToWorker, { kind: K }>) => void } = {
  measure: ({ sessionId, port }) =>
    inTurn(() => {
      pause();
      const call = calls.get(sessionId) ?? createMeasuredCall(Date.now);
      calls.set(sessionId, call);
      call.begin({ agent: newModel(), caller: newModel() });
      present = { sessionId, call, port };
      port.addEventListener('message', ({ data }: MessageEvent<Batch>) => {
        waiting += 1;
        if (waiting > mostWaiting) inTurn(() => Promise.reject(new Error('too slow')));
        inTurn(() => feed(sessionId, data));
      });
      port.start();
    }),
  pause: () => inTurn(pause),
  delay: ({ sessionId, ms }) => inTurn(() => calls.get(sessionId)?.setDelay(ms)),
  markQuestion: ({ sessionId }) => inTurn(() => calls.get(sessionId)?.markQuestion()),
  forget: ({ sessionId }) =>
    inTurn(() => {
      if (present?.sessionId === sessionId) pause();
      calls.delete(sessionId);
    }),
};

inTurn(async () => {
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  const model = await fetch(modelFile);
  session = await InferenceSession.create(new Uint8Array(await model.arrayBuffer()), {
    executionProviders: ['wasm'],
  });
  tell({ kind: 'ready' });
});
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  (acts[data.kind] as (message: ToWorker) => void)(data);
});
