import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall, type DeskRig, type WireCall } from './desk-rig.ts';

const id = 'c1' as CallId;

async function talking(): Promise<{ desk: DeskRig; wire: WireCall }> {
  const desk = createDeskRig();
  const wire = createWireCall('c1');
  desk.ring(wire);
  await desk.calls.answer(id);
  return { desk, wire };
}
const shown = (desk: DeskRig) =>
  desk.calls.state
    .get()
    .calls[0]?.messages.map(({ from, text, state, problem }) => [from, text, state, problem]);
/** Whatever is only a promise away has happened. */
const turn = (): Promise<void> => new Promise((done) => void setImmediate(done));
const texts = ({ asked }: WireCall): string[] =>
  asked.filter((one) => one.startsWith('text ')).map((one) => one.slice(5));

describe('what is written in a call', () => {
  it('goes out in parts, says which they are, and is delivered when the last was taken', async () => {
    const { desk, wire } = await talking();
    const long = '先核对您本人，再帮您重置。'.repeat(8);
    expect(await desk.calls.sendText(id, long)).toMatchObject({ ok: true });
    expect(texts(wire).join('')).toBe(long);
    expect(wire.parts.length).toBeGreaterThan(2);
    expect(wire.parts[0]).toMatch(/;part=1;of=\d+$/);
    expect(shown(desk)).toEqual([['agent', long, 'sent', null]]);
  });

  it('is on the disk before it is on the wire, and in the order it was written', async () => {
    const { desk, wire } = await talking();
    let answer = (): void => undefined;
    wire.takeTexts(9, new Promise((done) => (answer = done)));
    const both = [desk.calls.sendText(id, '一'), desk.calls.sendText(id, '二')];
    await turn();
    expect(desk.texts.of(id).map(({ text, state }) => [text, state])).toEqual([
      ['一', 'sending'],
      ['二', 'sending'],
    ]);
    answer();
    await Promise.all(both);
    expect(texts(wire)).toEqual(['一', '二']);
  });

  it('keeps what was taken apart from what was not: only the rest goes out again', async () => {
    const { desk, wire } = await talking();
    wire.takeTexts(1);
    const text = `${'甲'.repeat(20)}${'乙'.repeat(20)}`;
    expect(await desk.calls.sendText(id, text)).toMatchObject({ ok: false });
    expect(shown(desk)).toEqual([
      ['agent', '甲'.repeat(20), 'sent', null],
      ['agent', '乙'.repeat(20), 'failed', 'refused'],
    ]);
  });

  it('says plainly what the end of the call has cut off, and takes it back when the answer comes late', async () => {
    const { desk, wire } = await talking();
    let answer = (): void => undefined;
    wire.takeTexts(1, new Promise((done) => (answer = done)));
    const sending = desk.calls.sendText(id, '还在路上');
    const waiting = desk.calls.sendText(id, '还没发');
    await turn();
    wire.hear({ kind: 'ended', end: { by: 'caller', reason: 'hungUp', status: null } });
    expect(shown(desk)).toEqual([
      ['agent', '还在路上', 'failed', 'callEnded'],
      ['agent', '还没发', 'failed', 'callEnded'],
    ]);
    answer();
    await Promise.all([sending, waiting]);
    expect(texts(wire)).toEqual(['还在路上']);
    expect(shown(desk)).toEqual([
      ['agent', '还在路上', 'sent', null],
      ['agent', '还没发', 'failed', 'callEnded'],
    ]);
  });

  it('lets the last text leave before the agent hangs up, and waits no longer than a moment', async () => {
    const { desk, wire } = await talking();
    let answer = (): void => undefined;
    wire.takeTexts(9, new Promise((done) => (answer = done)));
    void desk.calls.sendText(id, '再见');
    const end = desk.calls.hangUp(id);
    await turn();
    expect(wire.asked).not.toContain('end');
    answer();
    await end;
    expect(wire.asked.slice(-2)).toEqual(['text 再见', 'end']);
    expect(shown(desk)?.[0]?.[2]).toBe('sent');

    const other = await talking();
    other.wire.takeTexts(9, new Promise(() => undefined));
    void other.desk.calls.sendText(id, '再见');
    const ending = other.desk.calls.hangUp(id);
    other.desk.clock.advance(1_500);
    await ending;
    expect(shown(other.desk)?.[0]?.slice(2)).toEqual(['failed', 'callEnded']);
  });

  it('puts the parts of the caller together, and cuts nothing off what is longer than one message may be', async () => {
    const { desk, wire } = await talking();
    wire.hear({ kind: 'text', text: '我听不见，', part: 'x1;part=1;of=2' });
    expect(shown(desk)).toEqual([['caller', '我听不见，', 'sent', null]]);
    wire.hear({ kind: 'text', text: '请打字。', part: 'x1;part=2;of=2' });
    expect(shown(desk)).toEqual([['caller', '我听不见，请打字。', 'sent', null]]);
    wire.hear({ kind: 'text', text: '字'.repeat(45_000) });
    expect(
      desk.calls.state
        .get()
        .calls[0]?.messages.slice(1)
        .map(({ text }) => text.length),
    ).toEqual([20_000, 20_000, 5_000]);
  });

  it('takes a text outside of the dialog by somebody whose call is up, and no other', async () => {
    const { desk } = await talking();
    const message = { asserted: '', user: '13800002207', displayName: '', text: '在吗' };
    expect(desk.calls.heardLoose(message)).toBe(true);
    expect(desk.calls.heardLoose({ ...message, user: '13900000000' })).toBe(false);
    expect(desk.calls.heardLoose({ ...message, asserted: '<sip:13900000000@x>' })).toBe(false);
    expect(shown(desk)).toEqual([['caller', '在吗', 'sent', null]]);
  });

  it('stands there again in a call that was taken over; what nobody has answered for says so', async () => {
    const desk = createDeskRig();
    const base = { at: 1, way: 'message', problem: null } as const;
    desk.texts.save(id, { ...base, id: 'm1', from: 'caller', text: '我听不见', state: 'sent' });
    desk.texts.save(id, { ...base, id: 'm2', from: 'agent', text: '请稍等', state: 'sending' });
    desk.calls.resume(createWireCall('c1'), {
      savedAt: 1,
      personId: 'lin',
      consultFor: null,
      muted: false,
      dialog: {} as never,
      call: {
        callId: id,
        direction: 'incoming',
        number: '13800002207',
        displayName: '',
        customerId: null,
        queue: null,
        ivrVerified: null,
        care: null,
        startedAt: 1,
        answeredAt: 1,
      },
    });
    expect(shown(desk)).toEqual([
      ['caller', '我听不见', 'sent', null],
      ['agent', '请稍等', 'failed', 'lineLost'],
    ]);
  });
});
