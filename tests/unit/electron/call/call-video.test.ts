import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall, type DeskRig, type WireCall } from './desk-rig.ts';

const a = 'a' as CallId;
const drawn = { mode: 'full', lines: ['请稍等'], sizePx: 88, linePx: 113, page: 1, pages: 1 } as const;

async function talking(): Promise<{ desk: DeskRig; caller: WireCall }> {
  const desk = createDeskRig();
  const caller = createWireCall('a');
  desk.ring(caller);
  await desk.calls.answer(a);
  return { desk, caller };
}
const videoOf = (desk: DeskRig) => desk.calls.state.get().calls.find(({ id }) => id === a)?.video;

describe('pictures of a call', () => {
  it('are not there until somebody wants them', async () => {
    const { desk, caller } = await talking();
    expect(videoOf(desk)).toEqual({
      state: 'off',
      pending: false,
      refused: false,
      camera: 'off',
      receiving: false,
    });
    expect(caller.asked).toEqual(['accept']);
  });

  it('are added for the slate with one re-INVITE, however fast is typed', async () => {
    const { desk, caller } = await talking();
    const results = await Promise.all([1, 2, 3].map(() => desk.calls.video.setSlate(a, drawn)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(caller.asked.filter((one) => one === 'video')).toHaveLength(1);
    expect(videoOf(desk)?.state).toBe('on');
  });

  it('can be offered by the caller and taken by one key', async () => {
    const { desk, caller } = await talking();
    caller.hear({ kind: 'video', on: false, asked: true });
    expect(videoOf(desk)?.state).toBe('asked');
    await desk.calls.video.setVideo(a, true);
    expect(videoOf(desk)).toMatchObject({ state: 'on', refused: false });
  });

  it('are dropped with the camera, and dropped by the far end too', async () => {
    const { desk, caller } = await talking();
    await desk.calls.video.setCamera(a, true);
    expect(videoOf(desk)?.camera).toBe('ok');
    await desk.calls.video.setVideo(a, false);
    expect(videoOf(desk)).toMatchObject({ state: 'off', camera: 'off' });
    await desk.calls.video.setCamera(a, true);
    caller.hear({ kind: 'video', on: false, asked: false });
    await Promise.resolve();
    await Promise.resolve();
    expect(videoOf(desk)).toMatchObject({ state: 'off', camera: 'off' });
  });

  it('are not touched while the caller is on hold', async () => {
    const { desk } = await talking();
    await desk.calls.setHold(a, true);
    expect(await desk.calls.video.setVideo(a, true)).toMatchObject({
      ok: false,
      error: { code: 'call/wrong-state' },
    });
    expect(await desk.calls.video.setCamera(a, true)).toMatchObject({ ok: false });
  });
});
