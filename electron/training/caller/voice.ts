import type { Undo } from '#shared/lib/clock.ts';
import type { CallDeps, CallListener } from './call.ts';
import { createEar, type Ear } from './ear.ts';
import { createMedia, type Media } from './media.ts';
import { createShow, type Show } from './picture.ts';
import { createMouth, type Mouth } from './mouth.ts';

export interface Voice {
  readonly mouth: Mouth;
  readonly ear: Ear;
  readonly media: Media;
  readonly show: Show | undefined;
}

/** Mouth, ear and the WebRTC leg between them and the far end. */
export function createVoice(deps: CallDeps, listener: CallListener): Voice {
  const { onTyped: onText, offersTyped = true } = listener;
  let send: (packet: Buffer) => void = () => {};
  const random32 = (): number => Number.parseInt(deps.random(4), 16);
  const mouth = createMouth({ send: (packet) => send(packet), random32 });
  const ear = createEar({
    clock: deps.clock,
    pauseMs: deps.pauseMs,
    onSpoke: (spokenMs) => listener.onSpoke?.(spokenMs),
  });
  const { film } = listener;
  const show = film === undefined ? undefined : createShow({ film, pacer: deps.pacer, random32 });
  const media = (deps.media ?? createMedia)({
    mouth,
    ear,
    pacer: deps.pacer,
    onTransport: (next) => void (send = next),
    ...(onText === undefined ? {} : { onText, offersText: offersTyped }),
    ...(show === undefined ? {} : { show }),
  });
  return { mouth, ear, media, show };
}

const watchEveryMs = 2_000;

/** Calls `onSilent` once when no RTP came for `rtpTimeoutMs`; a call on hold is left alone. */
export function watchRtp(deps: CallDeps, voice: Voice, onSilent: () => void): Undo {
  let since = deps.clock.now();
  let undo: Undo = () => {};
  const look = (): void => {
    undo = deps.clock.after(watchEveryMs, () => {
      if (voice.media.held) since = deps.clock.now();
      const last = Math.max(voice.ear.report().lastPacketAt ?? 0, since);
      if (deps.clock.now() - last > deps.rtpTimeoutMs) onSilent();
      else look();
    });
  };
  look();
  return () => undo();
}
