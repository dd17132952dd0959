import { describe, expect, it } from 'vitest';
import { createSlate } from '#electron/slate/slate.ts';
import type { CallEvent } from '#electron/call/ports.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { DrawnSlate } from '#shared/slate/draw.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const a = 'a' as CallId;

function rig(takesVideo = true) {
  const clock = createManualClock();
  const shown: (DrawnSlate | null)[] = [];
  const events: { kind: string; text: string }[] = [];
  let tell: (event: CallEvent) => void = () => undefined;
  const slate = createSlate({
    clock,
    calls: { onEvent: (listener) => ((tell = listener), () => undefined) },
    video: {
      async setSlate(_callId, drawn) {
        if (!takesVideo) return fail(appError('call/no-video', {}));
        shown.push(drawn);
        return ok(undefined);
      },
    },
    records: () => ({
      event: (_callId, _at, kind, detail) =>
        void events.push({ kind, text: (JSON.parse(detail) as { text: string }).text }),
    }),
  });
  const end = (): void =>
    tell({
      kind: 'ended',
      call: { callId: a },
      end: { by: 'caller', reason: 'hungUp', status: null },
      owesWrapUp: true,
    } as CallEvent);
  return { slate, clock, shown, events, end };
}

describe('the slate', () => {
  it('shows what is typed as it is typed, and keeps a sentence once it has stood', async () => {
    const { slate, clock, shown, events } = rig();
    for (const text of ['请', '请稍', '请稍等']) await slate.write(a, text, 'full');
    expect(shown.map((one) => one?.lines.join(''))).toEqual(['请', '请稍', '请稍等']);
    expect(events).toEqual([]);
    clock.advance(2_000);
    expect(events).toEqual([{ kind: 'slate', text: '请稍等' }]);
    clock.advance(60_000);
    expect(events).toHaveLength(1);
  });

  it('keeps what stood there when something else is written, when it is wiped, and when the call ends', async () => {
    const { slate, events, end, shown } = rig();
    await slate.write(a, '请看手机短信', 'full');
    await slate.write(a, '看清楚了', 'full');
    expect(events.map(({ text }) => text)).toEqual(['请看手机短信']);
    await slate.write(a, '', 'full');
    expect(shown.at(-1)).toBeNull();
    expect(events.map(({ text }) => text)).toEqual(['请看手机短信', '看清楚了']);
    await slate.write(a, '再见', 'full');
    end();
    expect(events.map(({ text }) => text)).toEqual(['请看手机短信', '看清楚了', '再见']);
    expect(slate.state.get()).toMatchObject({ callId: null, text: '', drawn: null });
  });

  it('stands at the page of the last word, and is turned within its pages', async () => {
    const { slate, shown } = rig();
    await slate.write(
      a,
      '您的卡已经临时挂失，钱是安全的。请您带身份证去最近的网点办新卡。'.repeat(3),
      'full',
    );
    const pages = slate.state.get().drawn?.pages ?? 0;
    expect(pages).toBeGreaterThan(1);
    expect(slate.state.get().drawn?.page).toBe(pages);
    await slate.turn(a, 1);
    expect(shown).toHaveLength(1);
    await slate.turn(a, -1);
    expect(shown.at(-1)?.page).toBe(pages - 1);
    expect(await slate.turn('b' as CallId, 1)).toMatchObject({ ok: false });
  });

  it('never says that the caller sees it when there is no video', async () => {
    const { slate } = rig(false);
    expect(await slate.write(a, '请稍等', 'full')).toMatchObject({
      ok: false,
      error: { code: 'call/no-video' },
    });
    expect(slate.state.get()).toMatchObject({ text: '请稍等', drawn: null, shownAt: null });
  });
});
