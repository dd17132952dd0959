import { mulawSilence } from './mulaw.ts';
import { eventOfDigit, formatRtp, telephoneEvent } from './rtp.ts';

/**
 * What the simulated caller sends: one PCMU packet each 20 ms, clips in turn, silence between them, telephone events in
 * their place. `beat()` is called by the pacer.
 */
export interface Mouth {
  beat(): void;
  /** Says a clip (μ-law, 8 kHz) after those already queued; resolves when it was said to the end or was cut short. */
  say(clip: Uint8Array): Promise<'said' | 'cut'>;
  /** Plays on and on until told otherwise; null ends it. */
  loop(clip: Uint8Array | null): void;
  /** Says a packet's sound again in its turn; what waits longer than 200 ms is dropped. */
  repeat(payload: Uint8Array): void;
  dtmf(digits: string): void;
  /** Stops in the middle of the word. */
  hush(): void;
  /** While the far end holds us nothing is sent; clips wait. */
  setSending(sending: boolean): void;
  setEventPayloadType(payloadType: number): void;
  readonly talking: boolean;
  readonly sentPackets: number;
}

export interface MouthDeps {
  send(packet: Buffer): void;
  /** Random 32 bits, for SSRC and first sequence number and timestamp. */
  random32(): number;
}

const frame = 160;
/** 100 ms of tone, the end packet three times (RFC 4733 §2.5.1.4), then a pause. */
const eventFrames = 5;
const eventTotal = 10;
const mostRepeated = 10;

interface Saying {
  readonly clip: Uint8Array;
  at: number;
  readonly done: (how: 'said' | 'cut') => void;
}

export function createMouth(deps: MouthDeps): Mouth {
  const ssrc = deps.random32();
  let sequence = deps.random32() & 0xffff;
  let timestamp = deps.random32();
  let sent = 0;
  let sending = true;
  let eventType = 101;
  let looped: { readonly clip: Uint8Array; at: number } | null = null;
  const sayings: Saying[] = [];
  const repeated: Uint8Array[] = [];
  const events: { readonly code: number; count: number; start: number }[] = [];

  const emit = (payloadType: number, payload: Uint8Array, stamp: number, marker: boolean): void => {
    sequence = (sequence + 1) & 0xffff;
    sent++;
    deps.send(formatRtp({ payloadType, marker, sequence, timestamp: stamp, payload }, ssrc));
  };

  function nextFrame(): Uint8Array {
    const out = new Uint8Array(frame).fill(mulawSilence);
    const current = sayings[0];
    if (current) {
      out.set(current.clip.subarray(current.at, current.at + frame));
      current.at += frame;
      if (current.at >= current.clip.length) {
        sayings.shift();
        current.done('said');
      }
    } else if (repeated.length > 0) {
      out.set(repeated.shift()?.subarray(0, frame) ?? []);
    } else if (looped) {
      for (let i = 0; i < frame; i++) out[i] = looped.clip[(looped.at + i) % looped.clip.length]!;
      looped.at = (looped.at + frame) % looped.clip.length;
    }
    return out;
  }

  function beatEvent(event: { readonly code: number; count: number; start: number }): void {
    if (event.count === 0) event.start = timestamp;
    event.count++;
    const duration = Math.min(event.count, eventFrames) * frame;
    const ending = event.count > eventFrames;
    if (event.count <= eventFrames + 3) {
      emit(eventType, telephoneEvent(event.code, ending, duration), event.start, event.count === 1);
    }
    if (event.count >= eventTotal) events.shift();
  }

  return {
    beat() {
      timestamp = (timestamp + frame) >>> 0;
      if (!sending) return;
      const event = events[0];
      if (event) beatEvent(event);
      else emit(0, nextFrame(), timestamp, sent === 0);
    },
    say: (clip) => new Promise((done) => sayings.push({ clip, at: 0, done })),
    loop: (clip) => void (looped = clip === null || clip.length === 0 ? null : { clip, at: 0 }),
    repeat(payload) {
      repeated.push(payload);
      if (repeated.length > mostRepeated) repeated.shift();
    },
    dtmf(digits) {
      for (const digit of digits) {
        const code = eventOfDigit(digit);
        if (code >= 0) events.push({ code, count: 0, start: 0 });
      }
    },
    hush() {
      for (const saying of sayings.splice(0)) saying.done('cut');
    },
    setSending: (next) => void (sending = next),
    setEventPayloadType: (payloadType) => void (eventType = payloadType),
    get talking() {
      return sayings.length > 0;
    },
    get sentPackets() {
      return sent;
    },
  };
}
