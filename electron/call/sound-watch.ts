import type { CallSnapshot } from '#shared/call/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallMedia } from './ports.ts';

/** Looked at this often, and said after this long without a packet: within 3 s (issue 3). */
const everyMs = 500;
const silentAfterMs = 2_000;

export type Sound = CallSnapshot['sound'];

export interface SoundWatch {
  start(callId: CallId): void;
  stop(callId: CallId): void;
}

interface Way {
  packets: number;
  sinceMs: number;
}

/**
 * Whether packets still come and go in a call that is talked on. Packets, not loudness: a caller who says nothing still
 * sends. Silence that was agreed on (hold, either side) is none.
 */
export function createSoundWatch(deps: {
  readonly clock: Clock;
  readonly media: Pick<CallMedia, 'stats'>;
  /** False while nothing is expected to flow. */
  readonly expected: (callId: CallId) => boolean;
  readonly onSound: (callId: CallId, sound: Sound) => void;
}): SoundWatch {
  const { clock } = deps;
  const timers = new Map<CallId, Undo>();

  const watch = (callId: CallId, heard: Way, sent: Way): void => {
    const again = (): void => watch(callId, heard, sent);
    timers.set(
      callId,
      clock.after(everyMs, () => {
        const atMs = clock.monotonicMs();
        if (!deps.expected(callId)) {
          heard.sinceMs = atMs;
          sent.sinceMs = atMs;
          deps.onSound(callId, 'ok');
          return again();
        }
        deps.media.stats(callId).then(
          ({ packetsReceived, packetsSent }) => {
            if (!timers.has(callId)) return;
            note(heard, packetsReceived, atMs);
            note(sent, packetsSent, atMs);
            const nothingHeard = atMs - heard.sinceMs >= silentAfterMs;
            const notHeard = atMs - sent.sinceMs >= silentAfterMs;
            const one = nothingHeard ? 'nothingHeard' : 'notHeard';
            deps.onSound(callId, nothingHeard && notHeard ? 'silent' : nothingHeard || notHeard ? one : 'ok');
            again();
          },
          () => {
            // The media window is away: it says so itself when it is back.
            if (timers.has(callId)) again();
          },
        );
      }),
    );
  };

  return {
    start(callId) {
      if (timers.has(callId)) return;
      const sinceMs = clock.monotonicMs();
      watch(callId, { packets: 0, sinceMs }, { packets: 0, sinceMs });
    },
    stop(callId) {
      timers.get(callId)?.();
      timers.delete(callId);
    },
  };
}

function note(way: Way, packets: number, atMs: number): void {
  if (packets === way.packets) return;
  way.packets = packets;
  way.sinceMs = atMs;
}
