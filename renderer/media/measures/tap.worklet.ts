import { frameSamples } from '#shared/measures/frame.ts';

/** What the global scope of a worklet has; TypeScript's own library does not know it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** 128 ms at a time: few messages, and soon enough for a figure that is shown once a second. */
const batchSamples = 4 * frameSamples;

/**
 * Takes both legs off the graph: input 0 the agent, input 1 the caller. What it sends goes by a port of its own straight to the worker,
 * past the page's thread. An input that is not there is silence.
 */
class Tap extends AudioWorkletProcessor {
  private out: MessagePort | undefined;
  private agent = new Float32Array(batchSamples);
  private caller = new Float32Array(batchSamples);
  private filled = 0;

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<MessagePort | null>) => {
      this.out = data ?? undefined;
      this.filled = 0;
    });
    this.port.start();
  }

  process([agent, caller]: readonly (readonly Float32Array[])[]): boolean {
    if (this.out === undefined) return true;
    const length = agent?.[0]?.length ?? caller?.[0]?.length ?? 128;
    put(this.agent, agent?.[0], this.filled);
    put(this.caller, caller?.[0], this.filled);
    this.filled += length;
    if (this.filled < batchSamples) return true;
    const batch = { agent: this.agent, caller: this.caller };
    this.out.postMessage(batch, [batch.agent.buffer, batch.caller.buffer]);
    this.agent = new Float32Array(batchSamples);
    this.caller = new Float32Array(batchSamples);
    this.filled = 0;
    return true;
  }
}

function put(into: Float32Array, from: Float32Array | undefined, at: number): void {
  if (from !== undefined) into.set(from, at);
}

registerProcessor('guardline-tap', Tap);
