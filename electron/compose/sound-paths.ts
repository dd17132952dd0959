import type { MediaService } from '#electron/media/media-service.ts';
import type { Line } from '#electron/sip/ports.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';

/** A path that breaks may mend by itself (a packet or two); after this another is looked for. */
const pathPatienceMs = 2_000;

/** Keeps sound flowing when its path breaks (no consent from the far end any more, RFC 7675): another one is looked for. */
export function followPaths(deps: {
  readonly media: Pick<MediaService, 'onConnection'>;
  readonly line: Pick<Line, 'restartMedia'>;
  readonly clock: Clock;
}): void {
  const { media, line, clock } = deps;
  const broken = new Map<string, Undo>();
  media.onConnection((callId, state) => {
    broken.get(callId)?.();
    broken.delete(callId);
    if (state === 'failed') line.restartMedia(callId);
    if (state !== 'disconnected') return;
    broken.set(
      callId,
      clock.after(pathPatienceMs, () => line.restartMedia(callId)),
    );
  });
}
