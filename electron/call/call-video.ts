import type { CallSnapshot } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { DrawnSlate } from '#shared/slate/draw.ts';
import type { CallDesk } from './call-desk.ts';
import type { CallEntry } from './call-entry.ts';
import type { CallSlate } from './ports.ts';

/** The picture of the calls: whether there is one, and what of ours is in it. Nothing is until the agent says so. */
export interface CallVideo extends CallSlate {
  /** Adds pictures or drops them. A far end that says no leaves the sound as it was: `call/no-video`. */
  setVideo(callId: CallId, on: boolean): Promise<Result<void>>;
  /** The agent's camera; adds video where there is none. */
  setCamera(callId: CallId, on: boolean): Promise<Result<void>>;
  /** What the far end's descriptions say. */
  heard(entry: CallEntry, on: boolean, asked: boolean): void;
}

type Video = CallSnapshot['video'];
/** Not these media, in the words of RFC 3261 §21.4.13, §21.4.26, §21.6.4. */
const notAcceptable = new Set([415, 488, 606]);

export function createCallVideo(desk: CallDesk): CallVideo {
  const { lines, media } = desk;
  const slates = new Map<CallId, DrawnSlate>();
  /** Calls whose far end has shown something: its first frame may be here before its answer has been read. */
  const seen = new Set<CallId>();
  /** One re-INVITE for pictures at a time: who comes while it runs waits for the same one. */
  const adding = new Map<CallId, Promise<Result<void>>>();

  const put = (entry: CallEntry, change: Partial<Video>): void => {
    const video = { ...entry.snapshot.video, ...change };
    if (JSON.stringify(video) !== JSON.stringify(entry.snapshot.video)) lines.put(entry, { video });
  };
  const show = async (entry: CallEntry, wantsCamera: boolean): Promise<Result<void>> => {
    const slate = slates.get(entry.current.callId) ?? null;
    try {
      const camera = await media.setPicture(entry.sip.id, { slate, camera: wantsCamera });
      put(entry, { camera });
      return ok(undefined);
    } catch (error) {
      return fail(appError('call/media-failed', { detail: String(error).slice(0, 280) }, 'now'));
    }
  };
  const ask = async (entry: CallEntry, on: boolean): Promise<Result<void>> => {
    put(entry, { pending: true });
    const agreed = await entry.sip.setVideo(on);
    put(entry, { pending: false });
    // A far end that knows nothing of pictures may refuse the whole description instead of the section.
    const status = agreed.ok ? 0 : ((agreed.error.params as { readonly status?: number }).status ?? 0);
    const refused = on && (agreed.ok ? !agreed.value : notAcceptable.has(status));
    put(entry, { refused });
    if (refused) return fail(appError('call/no-video', {}));
    return agreed.ok ? ok(undefined) : agreed;
  };
  const ensure = (entry: CallEntry): Promise<Result<void>> => {
    if (entry.snapshot.video.state === 'on') return Promise.resolve(ok(undefined));
    const { callId } = entry.current;
    const under = adding.get(callId);
    if (under !== undefined) return under;
    const work = ask(entry, true).finally(() => adding.delete(callId));
    adding.set(callId, work);
    return work;
  };
  const cameraIsOn = (entry: CallEntry): boolean => entry.snapshot.video.camera === 'ok';

  media.onFirstPicture((sessionId) => {
    seen.add(sessionId as CallId);
    const entry = lines.get(sessionId as CallId);
    if (entry?.snapshot.video.state === 'on') put(entry, { receiving: true });
  });

  return {
    setVideo: (callId, on) =>
      desk.inState(callId, 'video', ['active'], async (entry) => {
        if (on) return ensure(entry);
        slates.delete(callId);
        await show(entry, false);
        return ask(entry, false);
      }),
    setCamera: (callId, on) =>
      desk.inState(callId, 'camera', ['active', 'held'], async (entry) => {
        if (on && entry.snapshot.state === 'held')
          return fail(appError('call/wrong-state', { action: 'camera', state: 'held' }));
        if (!on) return show(entry, false);
        const agreed = await ensure(entry);
        return agreed.ok ? show(entry, true) : agreed;
      }),
    setSlate: (callId, slate) =>
      desk.inState(callId, 'slate', ['active'], async (entry) => {
        if (slate === null) {
          slates.delete(callId);
          return show(entry, cameraIsOn(entry));
        }
        const agreed = await ensure(entry);
        if (!agreed.ok) return agreed;
        slates.set(callId, slate);
        return show(entry, cameraIsOn(entry));
      }),
    heard(entry, on, asked) {
      const state = on ? 'on' : asked ? 'asked' : 'off';
      const { callId } = entry.current;
      if (!on) seen.delete(callId);
      put(entry, { state, receiving: on && seen.has(callId), ...(on ? { refused: false } : {}) });
      if (on) return;
      slates.delete(callId);
      if (cameraIsOn(entry)) void show(entry, false);
    },
  };
}
