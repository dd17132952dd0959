import type { Clock } from '#shared/lib/clock.ts';
import { decodeMulaw } from './mulaw.ts';
import { digitOfEvent, parseRtp } from './rtp.ts';
import { measureSound } from './spectrum.ts';

/** What the caller heard since `sinceAt`. The proof that audio went on while a desk died is made of this. */
export interface AudioReport {
  readonly sinceAt: number;
  readonly asOf: number;
  readonly packets: number;
  readonly lostPackets: number;
  readonly lastPacketAt: number | null;
  /** Over the last second; 0 and null when nothing came in it. */
  readonly rms: number;
  readonly dominantHz: number | null;
  readonly purity: number;
  /** Longest time without a packet, ms, the one that may be going on now included. */
  readonly maxGapMs: number;
  /** Times over 100 ms without a packet; the last 50. `at`: when it began. */
  readonly gaps: readonly { readonly at: number; readonly ms: number }[];
  /** DTMF received by RFC 4733. */
  readonly digits: string;
  readonly sentPackets: number;
}

export interface Ear {
  receive(packet: Buffer): void;
  /** Starts the counters anew; the digits too. */
  mark(): void;
  report(): Omit<AudioReport, 'sentPackets'>;
  setEventPayloadType(payloadType: number): void;
  /** Called by the pacer: notices the end of speech also when packets stop. */
  beat(): void;
}

export interface EarDeps {
  readonly clock: Clock;
  /** The far end has spoken and then been quiet for `pauseMs`. */
  onSpoke(spokenMs: number): void;
  readonly pauseMs: number;
}

const gapMs = 100;
const keptGaps = 50;
const frameMs = 20;
/** About −40 dBFS: above line noise, below a quiet voice. */
const speechRms = 330;
/** Shorter than this is a cough or a click. */
const leastSpeechMs = 300;

/** Tells speech from silence by level; enough for a caller who waits for her turn. */
function createTurnListener(deps: EarDeps) {
  let spokenMs = 0;
  let lastLoudAt = 0;
  return {
    frame(rms: number): void {
      if (rms < speechRms) return;
      spokenMs += frameMs;
      lastLoudAt = deps.clock.monotonicMs();
    },
    beat(): void {
      if (spokenMs === 0 || deps.clock.monotonicMs() - lastLoudAt < deps.pauseMs) return;
      const total = spokenMs;
      spokenMs = 0;
      if (total >= leastSpeechMs) deps.onSpoke(total);
    },
  };
}

export function createEar(deps: EarDeps): Ear {
  const { clock } = deps;
  const ring = new Int16Array(8_000);
  const turn = createTurnListener(deps);
  let ringAt = 0;
  let eventType = 101;
  let lastEvent = -1;
  let lastSequence: number | null = null;
  let lastMonotonic: number | null = null;
  let sinceAt = clock.now();
  let packets = 0;
  let lost = 0;
  let lastAt: number | null = null;
  let longest = 0;
  let gaps: { at: number; ms: number }[] = [];
  let digits = '';

  function time(): void {
    const now = clock.monotonicMs();
    if (lastMonotonic !== null) {
      const gap = Math.round(now - lastMonotonic);
      longest = Math.max(longest, gap);
      if (gap > gapMs) gaps = [...gaps, { at: clock.now() - gap, ms: gap }].slice(-keptGaps);
    }
    lastMonotonic = now;
    lastAt = clock.now();
  }

  function hear(payload: Uint8Array): void {
    let sum = 0;
    for (const code of payload) {
      const sample = decodeMulaw(code);
      sum += sample * sample;
      ring[ringAt] = sample;
      ringAt = (ringAt + 1) % ring.length;
    }
    if (payload.length > 0) turn.frame(Math.sqrt(sum / payload.length));
  }

  const lastSecond = (): Int16Array => {
    const out = new Int16Array(ring.length);
    out.set(ring.subarray(ringAt));
    out.set(ring.subarray(0, ringAt), ring.length - ringAt);
    return out;
  };

  return {
    receive(bytes) {
      const packet = parseRtp(bytes);
      if (!packet || (packet.payloadType !== 0 && packet.payloadType !== eventType)) return;
      time();
      packets++;
      if (lastSequence !== null) {
        const step = (packet.sequence - lastSequence) & 0xffff;
        // A jump of thousands is a new source, not a loss.
        if (step > 1 && step < 3_000) lost += step - 1;
      }
      lastSequence = packet.sequence;
      if (packet.payloadType === 0) return hear(packet.payload);
      if (packet.timestamp === lastEvent) return;
      lastEvent = packet.timestamp;
      digits += digitOfEvent(packet.payload[0] ?? -1);
    },
    mark() {
      sinceAt = clock.now();
      packets = lost = longest = 0;
      gaps = [];
      digits = '';
      lastMonotonic = lastMonotonic === null ? null : clock.monotonicMs();
    },
    report() {
      const open = lastMonotonic === null ? 0 : Math.round(clock.monotonicMs() - lastMonotonic);
      const sound = lastMonotonic === null || open > 1_000 ? null : measureSound(lastSecond());
      return {
        sinceAt,
        asOf: clock.now(),
        packets,
        lostPackets: lost,
        lastPacketAt: lastAt,
        rms: sound?.rms ?? 0,
        dominantHz: sound?.dominantHz ?? null,
        purity: sound?.purity ?? 0,
        maxGapMs: Math.max(longest, open),
        gaps,
        digits,
      };
    },
    setEventPayloadType: (payloadType) => void (eventType = payloadType),
    beat: () => turn.beat(),
  };
}
