import type { Quality } from '#shared/call/contract.ts';
import { estimateMos } from '#shared/call/mos.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallMedia } from './ports.ts';

const everyMs = 2_000;

export interface QualityWatch {
  start(callId: CallId): void;
  stop(callId: CallId): void;
}

/** Reads a live call's counters every 2 s and turns the last interval's loss into a MOS. Timers live in main. */
export function createQualityWatch(deps: {
  clock: Clock;
  media: Pick<CallMedia, 'stats'>;
  onQuality: (callId: CallId, quality: Quality) => void;
}): QualityWatch {
  const timers = new Map<CallId, Undo>();

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
            if (received > 0) deps.onQuality(callId, { mos, lossPercent, jitterMs, roundTripMs, codec });
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
    },
  };
}
