import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall, type DeskRig, type WireCall } from './desk-rig.ts';

const id = 'c1' as CallId;
const turn = (): Promise<void> => new Promise((done) => void setImmediate(done));

async function readingAlong(): Promise<{ desk: DeskRig; wire: WireCall }> {
  const desk = createDeskRig();
  const wire = createWireCall('c1');
  desk.ring(wire);
  await desk.calls.answer(id);
  desk.realTime.open('c1', true, 30);
  return { desk, wire };
}
const shown = (desk: DeskRig) =>
  desk.calls.state.get().calls[0]?.messages.map(({ from, text, state, way }) => [from, text, state, way]);

describe('real-time text of a call', () => {
  it('sends what was typed after 300 ms, corrections as backspaces, and a line at once', async () => {
    const { desk } = await readingAlong();
    expect(desk.calls.state.get().calls[0]?.realTimeText).toBe(true);
    desk.calls.type(id, '您的卡');
    expect(desk.realTime.sent).toEqual([]);
    desk.clock.advance(300);
    await turn();
    desk.calls.type(id, '您的存折');
    expect(await desk.calls.sendText(id, '您的存折在')).toMatchObject({ ok: true });
    expect(desk.realTime.sent).toEqual(['\uFEFF您的卡', '\b存折在\u2028']);
    expect(shown(desk)).toEqual([['agent', '您的存折在', 'sent', 'realTime']]);
  });

  it('shows the far end’s line while it is typed, keeps it when it ends, and marks what was lost', async () => {
    const { desk } = await readingAlong();
    desk.realTime.hear('c1', '\uFEFF我听');
    expect(shown(desk)).toEqual([['caller', '我听', 'typing', 'realTime']]);
    desk.realTime.hear('c1', '不见\u2028在');
    expect(shown(desk)).toEqual([
      ['caller', '我听不见', 'sent', 'realTime'],
      ['caller', '在', 'typing', 'realTime'],
    ]);
    desk.realTime.open('c1', false, 30);
    expect(desk.calls.state.get().calls[0]?.realTimeText).toBe(false);
    desk.realTime.open('c1', true, 30);
    desk.realTime.hear('c1', '吗');
    expect(shown(desk)?.at(-1)).toEqual(['caller', '在\uFFFD吗', 'typing', 'realTime']);
  });

  it('goes as a message where the channel is gone or the text too long to be read along', async () => {
    const { desk, wire } = await readingAlong();
    const long = '字'.repeat(301);
    await desk.calls.sendText(id, long);
    expect(
      wire.asked
        .filter((one) => one.startsWith('text'))
        .map((one) => one.slice(5))
        .join(''),
    ).toBe(long);
    desk.realTime.fail();
    await desk.calls.sendText(id, '在吗');
    await desk.calls.sendText(id, '好的');
    expect(wire.asked.slice(-2)).toEqual(['text 在吗', 'text 好的']);
    expect(shown(desk)?.map(([, , state, way]) => [state, way])).toEqual(
      Array.from({ length: 3 }, () => ['sent', 'message']),
    );
  });

  it('keeps what was half written when the call ends', async () => {
    const { desk, wire } = await readingAlong();
    desk.realTime.hear('c1', '还有一');
    wire.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    expect(shown(desk)).toEqual([['caller', '还有一', 'sent', 'realTime']]);
    expect(desk.texts.of(id)).toMatchObject([{ text: '还有一', state: 'sent' }]);
  });
});
