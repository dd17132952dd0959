import type { Quality } from '#shared/call/contract.ts';
import { estimateMos } from '#shared/call/mos.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallMedia } from './ports.ts';

const everyMs = 2_000;
/** The last hour of them. */
const mostReadings = 1_800;

export interface QualityWatch {
  start(callId: CallId): void;
  /** Ends the watch; answers what the call was like, null when nothing was measured: mean and worst over its readings, 2 s each. */
  stop(callId: CallId): QualityOfCall | null;
}

/** Kept with the call. Percent, ms; MOS 1–4.5 (ITU-T G.107). */
export interface QualityOfCall {
  readonly readings: number;
  readonly meanMos: number;
  readonly worstMos: number;
  readonly worstLossPercent: number;
  readonly worstJitterMs: number;
  readonly worstRoundTripMs: number | null;
  readonly codec: string;
}

/** Reads a live call's counters every 2 s and turns the last interval's loss into a MOS. Timers live in main. */
export function createQualityWatch(deps: {
  clock: Clock;
  media: Pick<CallMedia, 'stats'>;
  onQuality: (callId: CallId, quality: Quality) => void;
}): QualityWatch {
  const timers = new Map<CallId, Undo>();
  const readings = new Map<CallId, Quality[]>();
  const read = (callId: CallId, quality: Quality): void => {
    readings.set(callId, [...(readings.get(callId) ?? []), quality].slice(-mostReadings));
    deps.onQuality(callId, quality);
  };

  const watch = (callId: CallId, before: { received: number; lost: number }): void => {
    timers.set(
      callId,
      deps.clock.after(everyMs, () => {
        deps.media.stats(callId).then(
          (stats) => {
            if (!timers.has(callId)) return;
            const received = Math.max(0, stats.packetsReceived - before.received);
            const lost = Math.max(0, stats.packetsLost - before.lost);
            const lossPercent = received + lost === 0 ? 0 : (100 * lost) / (received + lost);
            const { jitterMs, roundTripMs, codec } = stats;
            const mos = estimateMos({ lossPercent, jitterMs, roundTripMs, codec });
            if (received > 0) read(callId, { mos, lossPercent, jitterMs, roundTripMs, codec });
            watch(callId, { received: stats.packetsReceived, lost: stats.packetsLost });
          },
          () => {
            if (timers.has(callId)) watch(callId, before);
          },
        );
      }),
    );
  };

  return {
    start(callId) {
      if (!timers.has(callId)) watch(callId, { received: 0, lost: 0 });
    },
    stop(callId) {
      timers.get(callId)?.();
      timers.delete(callId);
      const all = readings.get(callId) ?? [];
      readings.delete(callId);
      return ofCall(all);
    },
  };
}

function ofCall(all: readonly Quality[]): QualityOfCall | null {
  const last = all.at(-1);
  if (last === undefined) return null;
  const trips = all.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]));
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return {
    readings: all.length,
    meanMos: rounded(all.reduce((sum, { mos }) => sum + mos, 0) / all.length),
    worstMos: rounded(Math.min(...all.map(({ mos }) => mos))),
    worstLossPercent: rounded(Math.max(...all.map(({ lossPercent }) => lossPercent))),
    worstJitterMs: rounded(Math.max(...all.map(({ jitterMs }) => jitterMs))),
    worstRoundTripMs: trips.length === 0 ? null : rounded(Math.max(...trips)),
    codec: last.codec,
  };
}
