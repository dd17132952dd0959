import { ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { Log } from '#electron/log/log.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import {
  type MediaEventName,
  mediaEvents,
  type MediaInput,
  type MediaOutput,
  type MediaRequestName,
  mediaRequests,
} from '#shared/media/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { channels } from './channels.ts';
import { isOwnSender } from './sender.ts';

export interface OwnedMediaLink extends MediaLink {
  /** The one media window; a new one replaces a dead one. */
  attach(contents: WebContents): void;
  /** The window is gone: everything that waits is rejected at once. */
  detach(): void;
}

const replySchema = z.strictObject({
  id: z.number().int(),
  ok: z.boolean(),
  value: z.unknown().optional(),
  error: z.string().max(1000).optional(),
});

interface Waiting {
  readonly name: MediaRequestName;
  readonly settle: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly undoTimeout: Undo;
}

/** Requests to the media window: ids, timeouts, rejected when the window dies. Nothing hangs. */
export function createMediaLink(deps: { clock: Clock; log: Log; origin: string }): OwnedMediaLink {
  const { clock, log, origin } = deps;
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(name: MediaEventName, payload: never) => void>();
  let window: WebContents | undefined;
  let nextId = 1;
  const own = (): ReadonlySet<WebContents> => new Set(window === undefined ? [] : [window]);

  ipcMain.on(channels.mediaReply, (event, raw: unknown) => {
    if (!isOwnSender(event, own(), origin, log)) return;
    const reply = replySchema.safeParse(raw);
    const one = reply.success ? waiting.get(reply.data.id) : undefined;
    if (!reply.success || one === undefined) return;
    waiting.delete(reply.data.id);
    one.undoTimeout();
    if (!reply.data.ok) return one.reject(new Error(reply.data.error ?? 'media window refused'));
    const value = mediaRequests[one.name].output.safeParse(reply.data.value);
    if (value.success) one.settle(value.data);
    else one.reject(new Error('the media window answered out of contract'));
  });
  ipcMain.on(channels.mediaEvent, (event, name: unknown, raw: unknown) => {
    if (!isOwnSender(event, own(), origin, log)) return;
    if (typeof name !== 'string' || !Object.hasOwn(mediaEvents, name)) return;
    const payload = mediaEvents[name as MediaEventName].safeParse(raw);
    if (!payload.success) return log.warn('media event out of contract', { eventName: name });
    for (const listener of [...listeners]) listener(name as MediaEventName, payload.data as never);
  });

  return {
    attach(contents) {
      window = contents;
    },
    detach() {
      window = undefined;
      for (const [id, one] of waiting) {
        waiting.delete(id);
        one.undoTimeout();
        one.reject(new Error('the media window is gone'));
      }
    },
    request<N extends MediaRequestName>(
      name: N,
      input: MediaInput<N>,
      timeoutMs = 5_000,
    ): Promise<MediaOutput<N>> {
      const target = window;
      if (target === undefined || target.isDestroyed()) return Promise.reject(new Error('no media window'));
      const id = nextId++;
      return new Promise((settle, reject) => {
        const undoTimeout = clock.after(timeoutMs, () => {
          waiting.delete(id);
          reject(new Error(`the media window did not answer ${name} in ${timeoutMs} ms`));
        });
        waiting.set(id, { name, settle: settle as (value: unknown) => void, reject, undoTimeout });
        target.send(channels.mediaRequest, id, name, input);
      });
    },
    onEvent(listener) {
      listeners.add(listener as (name: MediaEventName, payload: never) => void);
      return () => void listeners.delete(listener as (name: MediaEventName, payload: never) => void);
    },
  };
}
