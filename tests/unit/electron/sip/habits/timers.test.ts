import { expect, vi } from 'vitest';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import {
  answered,
  desk,
  type DeskThere,
  dialled,
  habits,
  hasEnded,
  isUp,
} from '#tests/support/contrary/habit.ts';
import { sdp, sdpType, taken } from '#tests/support/contrary/leg.ts';
import { one } from '#tests/support/contrary/message.ts';

const habit = habits('6 session timers');

/** Time goes by in small steps, with the exchange there all the while: nothing but the session timer is to run out. */
async function pass(clock: ManualClock, { exchange }: DeskThere, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 3) {
    clock.advance(Math.min(3, left) * 1_000);
    // What the desk asked is answered before the first of these, and has arrived before the second.
    await exchange.settled();
    await exchange.settled();
  }
}

habit('RFC 4028 §7.1', 'looks at what our INVITE offers', async () => {
  const { exchange } = await dialled(await desk());
  const invite = await exchange.request('INVITE');
  expect([one(invite, 'Session-Expires'), one(invite, 'Min-SE')]).toEqual(['1800', '90']);
  expect(one(invite, 'Supported')).toMatch(/\btimer\b/);
  expect(one(invite, 'Allow').split(/,\s*/)).toEqual(
    expect.arrayContaining(['UPDATE', 'PRACK', 'MESSAGE', 'INFO', 'REFER']),
  );
  return 'Session-Expires: 1800, Min-SE: 90, Supported: timer; Allow names UPDATE and PRACK';
});
habit('RFC 4028 §7.2', '200 without a timer', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, events, exchange } = await dialled(there);
  leg.reply({ status: 200, body: sdp() });
  await isUp(events);
  await exchange.settled();
  // As the exchange goes on to answer OPTIONS, nothing but the timer could end it.
  expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
  expect(exchange.heard.some(({ method }) => method === 'UPDATE')).toBe(false);
  return 'no timer runs';
});
habit('RFC 4028 §7.2, §10', '200 with refresher=uac, takes UPDATE', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, events, exchange } = await dialled(there);
  leg.reply({
    status: 200,
    lines: ['Session-Expires: 200;refresher=uac', 'Require: timer', 'Allow: INVITE, ACK, BYE, UPDATE'],
    body: sdp(),
  });
  await isUp(events);
  await exchange.settled();
  await vi.waitFor(() => expect(exchange.heard.some(({ method }) => method === 'ACK')).toBe(true));
  await pass(clock, there, 101);
  const update = await exchange.request('UPDATE');
  expect([one(update, 'Session-Expires'), update.body]).toEqual(['200;refresher=uac', '']);
  return 'UPDATE without a description at half the time';
});
habit('RFC 4028 §7.2, §10', '200 with refresher=uac, knows no UPDATE', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, events, exchange } = await dialled(there);
  leg.reply({
    status: 200,
    lines: ['Session-Expires: 200;refresher=uac', 'Allow: INVITE, ACK, BYE'],
    body: sdp(),
  });
  await isUp(events);
  await exchange.settled();
  await pass(clock, there, 101);
  const again = await exchange.request('INVITE', 2);
  expect([one(again, 'Session-Expires'), again.body.includes('m=audio')]).toEqual([
    '200;refresher=uac',
    true,
  ]);
  return 'a re-INVITE with the same description at half the time';
});
habit('RFC 4028 §10', '200 with refresher=uas, and then never refreshes', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, events, exchange } = await dialled(there);
  leg.reply({ status: 200, lines: ['x: 200;refresher=uas', 'Require: timer'], body: sdp() });
  await isUp(events);
  await exchange.settled();
  await pass(clock, there, 169);
  await exchange.request('BYE');
  expect((await hasEnded(events)).end.reason).toBe('sessionExpired');
  return 'BYE 32 s before the end, said as “no longer confirmed”';
});
habit('RFC 4028 §7.3', '422 with Min-SE: 3600 to our INVITE', async () => {
  const { leg, events, exchange } = await dialled(await desk());
  leg.reply({ status: 422, lines: ['Min-SE: 3600'] });
  const again = await exchange.request('INVITE', 2);
  expect([
    one(again, 'Session-Expires'),
    one(again, 'Min-SE'),
    one(again, 'CSeq'),
    one(again, 'Call-ID'),
  ]).toEqual(['3600', '3600', '2 INVITE', leg.callId]);
  taken(exchange, again, 'first').reply({
    status: 200,
    lines: ['Session-Expires: 3600;refresher=uas'],
    body: sdp(),
  });
  await isUp(events);
  return 'the same call once more with 3600 s';
});
habit('RFC 4028 §9', 'INVITE with refresher=uas', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, exchange } = await answered(there, {
    lines: ['Session-Expires: 180;refresher=uas', 'Supported: timer', 'Allow: UPDATE'],
  });
  expect(one(await leg.invite.answer, 'Session-Expires')).toBe('180;refresher=uas');
  await pass(clock, there, 91);
  await exchange.request('UPDATE');
  return 'we refresh, by UPDATE';
});
habit(
  'RFC 4028 §9',
  'INVITE with refresher=uac, refreshed by re-INVITE and by UPDATE, with and without a description',
  async () => {
    const clock = createManualClock();
    const there = await desk({ clock });
    const { leg, exchange, events } = await answered(there, {
      lines: ['Session-Expires: 100;refresher=uac', 'Supported: timer'],
    });
    const timer = 'Session-Expires: 100;refresher=uac';
    for (const turn of [1, 2, 3]) {
      await pass(clock, there, 60);
      await exchange.settled();
      const sent =
        turn === 1
          ? leg.send('UPDATE', { lines: [timer, 'Supported: timer'] })
          : turn === 2
            ? leg.send('INVITE', { lines: [timer, 'Supported: timer', sdpType], body: sdp() })
            : leg.send('UPDATE', { lines: [timer, 'Supported: timer', sdpType], body: sdp({ version: 2 }) });
      const answer = await sent.answer;
      expect([answer.status, one(answer, 'Session-Expires')]).toEqual([200, '100;refresher=uac']);
      if (turn === 2) leg.ack();
    }
    await pass(clock, there, 60);
    await exchange.settled();
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    return 'each starts the time anew';
  },
);
habit('RFC 4028 §7.4', 'a refresh of ours is answered 481', async () => {
  const clock = createManualClock();
  const there = await desk({ clock });
  const { leg, events, exchange } = await dialled(there);
  leg.reply({ status: 200, lines: ['Session-Expires: 100;refresher=uac', 'Allow: UPDATE'], body: sdp() });
  await isUp(events);
  exchange.habit('UPDATE', () => ({ status: 481 }));
  await exchange.settled();
  await pass(clock, there, 101);
  await exchange.request('BYE');
  expect((await hasEnded(events)).end.reason).toBe('sessionExpired');
  return 'ends with BYE and says why';
});
