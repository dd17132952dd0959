import { expect, vi } from 'vitest';
import type { SipCallEvent, TransferOutcome } from '#electron/sip/ports.ts';
import {
  answered,
  desk,
  type DeskThere,
  dialled,
  habits,
  hasEnded,
  isUp,
  ringing,
  type Talk,
} from '#tests/support/contrary/habit.ts';
import { type Leg, ring, sdp, sdpType } from '#tests/support/contrary/leg.ts';
import { one, tagOf } from '#tests/support/contrary/message.ts';

const habit = habits('8 transfers');
type Up = Talk & { readonly leg: Leg };

/** REFERs the caller; what is told of it comes as `steps`. */
async function referred(
  there: DeskThere,
  reply: { readonly status: number; readonly lines?: readonly string[] },
): Promise<Up & { readonly outcome: Promise<TransferOutcome>; readonly steps: number[] }> {
  const talk = await answered(there);
  there.exchange.habit('REFER', () => reply);
  const steps: number[] = [];
  const outcome = talk.call.transfer({ number: '1002' }, (status) => steps.push(status));
  await there.exchange.request('REFER');
  return { ...talk, outcome, steps };
}
const notify = (
  leg: Leg,
  fragment: string,
  lines: readonly string[] = ['Event: refer', 'Subscription-State: active;expires=60'],
) =>
  leg.send('NOTIFY', { lines: [...lines, 'Content-Type: message/sipfrag;version=2.0'], body: fragment })
    .answer;

habit('RFC 3515 §2.4.4', 'REFER answered 200, NOTIFYs 100, 180, 200 with reason noresource', async () => {
  const { leg, outcome, steps } = await referred(await desk(), { status: 200 });
  for (const fragment of ['SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing\r\n'])
    expect((await notify(leg, fragment)).status).toBe(200);
  expect(
    (
      await notify(leg, 'SIP/2.0 200 OK\r\nContact: <sip:1002@x.test>\r\n', [
        'Event: refer;id=2',
        'Subscription-State: terminated;reason=noresource',
      ])
    ).status,
  ).toBe(200);
  expect([await outcome, steps]).toEqual([{ kind: 'done' }, [100, 180]]);
  return 'followed to its end: done';
});
habit('RFC 3515 §2.4.5', 'NOTIFY without Subscription-State, Event in short form', async () => {
  const { leg, outcome } = await referred(await desk(), { status: 202 });
  expect((await notify(leg, 'SIP/2.0 200 OK', ['o: refer'])).status).toBe(200);
  expect(await outcome).toEqual({ kind: 'done' });
  return 'read all the same: done';
});
habit('RFC 3515 §2.4.4', 'NOTIFY before the 202', async () => {
  const there = await desk();
  const talk = await answered(there);
  there.exchange.habit('REFER', () => null);
  const outcome = talk.call.transfer({ number: '1002' }, () => undefined);
  const refer = await there.exchange.request('REFER');
  expect((await notify(talk.leg, 'SIP/2.0 100 Trying')).status).toBe(200);
  there.exchange.reply(refer, { status: 202 });
  await notify(talk.leg, 'SIP/2.0 486 Busy Here');
  expect(await outcome).toEqual({ kind: 'failed', status: 486 });
  return 'taken; then 486: failed, the caller is kept';
});
habit('RFC 4488 §4', '202 with Refer-Sub: false', async () => {
  const { outcome, events } = await referred(await desk(), { status: 202, lines: ['Refer-Sub: false'] });
  expect(await outcome).toEqual({ kind: 'noWord' });
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  return 'nobody will say how it went: said at once, not after 45 s; the caller is kept';
});
habit('RFC 5589 §6.1', 'BYE of the far end before the NOTIFY says 200', async () => {
  const { leg, outcome } = await referred(await desk(), { status: 202 });
  expect((await leg.send('BYE').answer).status).toBe(200);
  expect(await outcome).toEqual({ kind: 'left' });
  return 'said: it left before it told how it went';
});
for (const [status, what] of [
  [603, 'declined'],
  [405, 'not known'],
  [503, 'overloaded'],
] as const)
  habit('RFC 3515 §2.4.2', `REFER answered ${status}`, async () => {
    const { outcome, events } = await referred(await desk(), { status });
    expect(await outcome).toEqual({ kind: 'refused', status });
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    return `refused (${what}), the caller is kept`;
  });

const replacesOf = ({ leg }: Up, deskTag: string, more = ''): string =>
  `Replaces: ${leg.callId};from-tag=${leg.ourTag};to-tag=${deskTag}${more}`;
const deskTagOf = async (
  talk: Up & { readonly leg: Leg & { readonly invite: { readonly answer: Promise<unknown> } } },
): Promise<string> => tagOf(one((await talk.leg.invite.answer) as never, 'To'));

habit(
  'RFC 3891 §3',
  'INVITE that replaces a call of ours that is up, tags in the other order, Referred-By',
  async () => {
    const there = await desk();
    const talk = await answered(there);
    const next = await ringing(there, {
      lines: [
        'Require: replaces',
        replacesOf(talk, await deskTagOf(talk)),
        'Referred-By: <sip:1002@desk.test>',
      ],
    });
    expect(next.call.replaces).toBe(talk.call.id);
    expect(
      there.exchange.heard.filter(({ status, raw }) => status === 180 && raw.includes(next.leg.callId)),
    ).toEqual([]);
    expect(await next.call.accept()).toMatchObject({ ok: true });
    next.leg.learn(await next.leg.invite.answer);
    next.leg.ack();
    await there.exchange.request('BYE');
    await hasEnded(talk.events);
    expect(next.call.header('Referred-By')).toContain('1002');
    return 'taken without ringing; the old call gets its BYE';
  },
);
habit('RFC 3891 §3', 'Replaces with early-only, of a call that is up', async () => {
  const there = await desk();
  const talk = await answered(there);
  const leg = ring(there.exchange, { lines: [replacesOf(talk, await deskTagOf(talk), ';early-only')] });
  expect((await leg.invite.answer).status).toBe(486);
  expect(talk.events.some(({ kind }) => kind === 'ended')).toBe(false);
  return '486; the call goes on';
});
habit(
  'RFC 3891 §3',
  'Replaces with the tags of nobody, and with the tags of ours the wrong way round',
  async () => {
    const there = await desk();
    const talk = await answered(there);
    const tag = await deskTagOf(talk);
    for (const line of [
      replacesOf(talk, 'nobody'),
      `Replaces: ${talk.leg.callId};from-tag=${tag};to-tag=${talk.leg.ourTag}`,
    ])
      expect((await ring(there.exchange, { lines: [line] }).invite.answer).status).toBe(481);
    return '481 both times';
  },
);
habit('RFC 3891 §3', 'Replaces of a call that only rings here', async () => {
  const there = await desk();
  const talk = await ringing(there);
  const tag = tagOf(one(await there.exchange.until(({ status }) => status === 180, '180'), 'To'));
  expect((await ring(there.exchange, { lines: [replacesOf(talk, tag)] }).invite.answer).status).toBe(481);
  expect(talk.events.some(({ kind }) => kind === 'ended')).toBe(false);
  return '481: nobody but its own caller takes it away; it rings on';
});
habit('RFC 3891 §3', 'Replaces of a call of ours that is not answered yet', async () => {
  const there = await desk();
  const out = await dialled(there);
  out.leg.reply({ status: 180 });
  await vi.waitFor(() => expect(out.events).toContainEqual({ kind: 'progress', status: 180 }));
  const invite = await there.exchange.request('INVITE');
  const next = await ringing(there, {
    lines: [`Replaces: ${out.leg.callId};to-tag=${tagOf(one(invite, 'From'))};from-tag=first`],
  });
  expect(next.call.replaces).toBe(out.call.id);
  expect(await next.call.accept()).toMatchObject({ ok: true });
  next.leg.learn(await next.leg.invite.answer);
  next.leg.ack();
  await there.exchange.request('CANCEL');
  out.leg.reply({ status: 487 });
  await hasEnded(out.events);
  return 'taken; ours is given up by CANCEL';
});
for (const method of ['INVITE', 'UPDATE'])
  habit(
    'RFC 3325 §9.1, RFC 4916',
    `${method} in the call with another P-Asserted-Identity: the colleague has put the caller through`,
    async () => {
      const there = await desk();
      const { leg, events } = await answered(there, { from: '"Colleague" <sip:1002@contrary.test>' });
      const lines = [
        'P-Asserted-Identity: "张三" <tel:+8613900000002>, <sip:+8613900000002@contrary.test>',
        ...(method === 'INVITE' ? [sdpType] : []),
      ];
      expect(
        (await leg.send(method, { lines, body: method === 'INVITE' ? sdp({ version: 2 }) : '' }).answer)
          .status,
      ).toBe(200);
      const told = (): SipCallEvent | undefined => events.find(({ kind }) => kind === 'identity');
      await vi.waitFor(() =>
        expect(told()).toEqual({ kind: 'identity', user: '+8613900000002', displayName: '张三' }),
      );
      return 'name and number follow; the caller’s panel looks them up anew';
    },
  );
habit('RFC 5589 §7.3', 'the consulted one is reached at another address than was dialled', async () => {
  const there = await desk();
  const caller = await answered(there);
  const asked = await dialled(there);
  asked.leg.reply({ status: 200, lines: ['Contact: <sip:elsewhere@192.0.2.7>'], body: sdp() });
  await isUp(asked.events);
  there.exchange.habit('REFER', () => ({ status: 202 }));
  void caller.call.transfer({ call: asked.call }, () => undefined);
  const refer = await there.exchange.request('REFER');
  expect(decodeURIComponent(one(refer, 'Refer-To'))).toBe(
    `<sip:1002@desk.test?Replaces=${asked.leg.callId};to-tag=first;from-tag=${tagOf(one(await there.exchange.request('INVITE'), 'From'))}>`,
  );
  return 'Refer-To names the number that the exchange routes, with Replaces as its far end knows the call';
});
