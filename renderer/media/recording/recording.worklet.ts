import { encodeMulawSample, mulawSilence } from '#shared/lib/mulaw.ts';
import { chunkSamples } from '#shared/recording/sound.ts';
import type { FromTap, ToTap } from './messages.ts';

/** What the global scope of a worklet has; TypeScript's own library does not know it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (given: {
    readonly processorOptions: { readonly silent: boolean };
  }) => AudioWorkletProcessor,
): void;

/** One leg of the chunk in hand. */
class Leg {
  private codes = new Uint8Array(chunkSamples).fill(mulawSilence);
  private hasSound = false;

  put(samples: Float32Array, at: number): void {
    for (const [index, sample] of samples.entries()) {
      const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      if (value === 0) continue;
      this.codes[at + index] = encodeMulawSample(value);
      this.hasSound = true;
    }
  }

  /** null: silent throughout. */
  take(length: number): Uint8Array<ArrayBuffer> | null {
    if (!this.hasSound) return null;
    const taken = this.codes.slice(0, length);
    this.codes = new Uint8Array(chunkSamples).fill(mulawSilence);
    this.hasSound = false;
    return taken;
  }
}

/**
 * Writes both legs down: input 0 the agent, input 1 the caller, 256 ms at a time. While it is silent nothing of the inputs is looked at:
 * what leaves are zeros, and time goes on. An input that is not there is silence.
 */
class Recording extends AudioWorkletProcessor {
  private readonly agent = new Leg();
  private readonly caller = new Leg();
  private silent: boolean;
  private filled = 0;
  private at = 0;

  constructor(given: { readonly processorOptions: { readonly silent: boolean } }) {
    super();
    this.silent = given.processorOptions.silent;
    this.port.addEventListener('message', ({ data }: MessageEvent<ToTap>) => {
      if (data.kind === 'silent') {
        this.silent = data.on;
        this.tell({ kind: 'silent', on: data.on, atSample: this.at });
        return;
      }
      this.send();
      this.tell({ kind: 'flushed' });
    });
    this.port.start();
  }

  process([agent, caller]: readonly (readonly Float32Array[])[]): boolean {
    const length = agent?.[0]?.length ?? caller?.[0]?.length ?? 128;
    if (!this.silent) {
      if (agent?.[0] !== undefined) this.agent.put(agent[0], this.filled);
      if (caller?.[0] !== undefined) this.caller.put(caller[0], this.filled);
    }
    this.filled += length;
    this.at += length;
    if (this.filled >= chunkSamples) this.send();
    return true;
  }

  private send(): void {
    if (this.filled === 0) return;
    const samples = this.filled;
    const chunk = {
      fromSample: this.at - samples,
      samples,
      agent: this.agent.take(samples),
      caller: this.caller.take(samples),
    };
    this.filled = 0;
    this.tell({ kind: 'chunk', chunk });
  }

  private tell(message: FromTap): void {
    this.port.postMessage(message, []);
  }
}

registerProcessor('guardline-recording', Recording);
