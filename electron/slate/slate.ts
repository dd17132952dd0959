import type { CallRecords, Calls, CallSlate } from '#electron/call/ports.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noSlate, type SlateState } from '#shared/slate/contract.ts';
import type { DrawnSlate } from '#shared/slate/draw.ts';
import { layoutSlate, type SlateLayout, type SlateMode } from '#shared/slate/layout.ts';

export interface SlateDeps {
  readonly calls: Pick<Calls, 'onEvent'>;
  readonly video: CallSlate;
  readonly records: () => Pick<CallRecords, 'event'> | null;
  readonly clock: Clock;
}

export interface Slate {
  readonly state: Source<SlateState>;
  write(callId: CallId, text: string, mode: SlateMode): Promise<Result<void>>;
  turn(callId: CallId, by: 1 | -1): Promise<Result<void>>;
  /** What stood long enough to be read. */
  onRead(listener: (text: string) => void): Undo;
}

/** What stood so long unchanged was meant to be read: it is kept with the call. */
const settledMs = 2_000;

/**
 * The sheet of paper before the camera (case 1.14). Main lays the words out, the media window only draws them: the desk's
 * preview, the far end's picture and what is kept with the call are the same words.
 */
export function createSlate(deps: SlateDeps): Slate {
  const { clock } = deps;
  const readers = new Set<(text: string) => void>();
  const state = createPublisher<SlateState>(noSlate);
  let page = 1;
  let kept = '';
  let undoSettle: Undo = () => undefined;
  let last: Promise<unknown> = Promise.resolve();

  const keep = (): void => {
    undoSettle();
    const { callId, text, mode } = state.get();
    if (callId === null || text.trim() === '' || text === kept) return;
    kept = text;
    deps.records()?.event(callId, clock.now(), 'slate', JSON.stringify({ text, mode }));
    for (const read of [...readers]) read(text);
  };
  const settleLater = (): void => {
    undoSettle();
    undoSettle = clock.after(settledMs, keep);
  };
  const drawnOf = ({ pages, sizePx, linePx }: SlateLayout, mode: SlateMode): DrawnSlate | null => {
    const shown = pages[page - 1];
    return shown === undefined
      ? null
      : { mode, lines: shown.lines, sizePx, linePx, page, pages: pages.length };
  };
  /** One after the other: what was typed last is what stands there in the end. */
  const show = (callId: CallId, drawn: DrawnSlate | null): Promise<Result<void>> => {
    const work = last.then(() => deps.video.setSlate(callId, drawn));
    last = work.catch(() => undefined);
    return work;
  };
  const forget = (): void => {
    keep();
    kept = '';
    page = 1;
    state.set(noSlate);
  };
  const put = (callId: CallId, text: string, mode: SlateMode): DrawnSlate | null => {
    const drawn = drawnOf(layoutSlate(text, mode), mode);
    const before = state.get();
    const same = JSON.stringify(before.drawn) === JSON.stringify(drawn) && before.callId === callId;
    const shown = drawn === null ? null : { ...drawn, lines: [...drawn.lines] };
    state.set({ callId, text, mode, drawn: shown, shownAt: same ? before.shownAt : clock.now() });
    return drawn;
  };

  deps.calls.onEvent((event) => {
    if (event.kind === 'ended' && event.call.callId === state.get().callId) forget();
  });

  return {
    state,
    onRead(listener) {
      readers.add(listener);
      return () => void readers.delete(listener);
    },
    async write(callId, text, mode) {
      const before = state.get();
      if (before.callId !== null && before.callId !== callId) forget();
      // Something else is written, not more of the same: what stood there was a sentence of its own.
      if (!text.startsWith(before.text.slice(0, 4))) keep();
      page = Math.max(1, layoutSlate(text, mode).pages.length);
      const drawn = put(callId, text, mode);
      settleLater();
      const result = await show(callId, drawn);
      // No video: the words are not before the caller's eyes, and the desk must not say that they are.
      if (!result.ok && state.get().callId === callId)
        state.set({ ...state.get(), drawn: null, shownAt: null });
      if (drawn === null) keep();
      return result;
    },
    async turn(callId, by) {
      const { text, mode, drawn } = state.get();
      if (state.get().callId !== callId || drawn === null)
        return fail(appError('call/wrong-state', { action: 'turn', state: 'noSlate' }));
      const next = Math.min(drawn.pages, Math.max(1, page + by));
      if (next === page) return ok(undefined);
      page = next;
      keep();
      return show(callId, put(callId, text, mode));
    },
  };
}
