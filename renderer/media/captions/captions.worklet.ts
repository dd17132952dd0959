import { pieceSamples } from '#shared/captions/sound.ts';
import type { FromCaptionTap } from './messages.ts';

/** What the global scope of a worklet has; TypeScript's own library does not know it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** One leg of the piece in hand, as a recogniser wants it. */
class Leg {
  private samples = new Int16Array(pieceSamples);
  private hasSound = false;

  put(sample: number, at: number): void {
    const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
    this.samples[at] = value;
    if (value !== 0) this.hasSound = true;
  }

  /** null: silent throughout. Little-endian, as every machine is that Chromium runs on. */
  take(): Uint8Array<ArrayBuffer> | null {
    if (!this.hasSound) return null;
    const taken = new Uint8Array(this.samples.buffer);
    this.samples = new Int16Array(pieceSamples);
    this.hasSound = false;
    return taken;
  }
}

/**
 * Takes both legs off the graph at 16 kHz: input 0 the agent, input 1 the caller, 60 ms at a time, which is no whole number of the
 * graph's own blocks of 128. An input that is not there is silence.
 */
class Captions extends AudioWorkletProcessor {
  private readonly agent = new Leg();
  private readonly caller = new Leg();
  private filled = 0;

  process([agent, caller]: readonly (readonly Float32Array[])[]): boolean {
    const length = agent?.[0]?.length ?? caller?.[0]?.length ?? 128;
    for (let at = 0; at < length; at += 1) {
      this.agent.put(agent?.[0]?.[at] ?? 0, this.filled);
      this.caller.put(caller?.[0]?.[at] ?? 0, this.filled);
      this.filled += 1;
      if (this.filled === pieceSamples) this.send();
    }
    return true;
  }

  private send(): void {
    this.filled = 0;
    const piece: FromCaptionTap = { agent: this.agent.take(), caller: this.caller.take() };
    const carry = [piece.agent, piece.caller].flatMap((leg) => (leg === null ? [] : [leg.buffer]));
    this.port.postMessage(piece, carry);
  }
}

registerProcessor('guardline-captions', Captions);
