import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, SipCall, SipCallEvent, TransferOutcome } from '#electron/sip/ports.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { SipRequest } from '#electron/training/sip/message.ts';
import { secretOf, startTestExchange, type TestExchange } from '#tests/support/embedded-exchange.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { headerOf, plainSdp, rawCall, type RawCall } from '#tests/support/raw-call.ts';

// The desk's line against a far end written message by message, over the real embedded exchange.

let floor: TestExchange;
let trunk: UserAgent;
let desk: Line;
const lines: Line[] = [];
const invites: SipRequest[] = [];
const incoming: SipCall[] = [];

async function openLine(user: string): Promise<Line> {
  const media = quietMedia();
  const line = createLine({ clock: systemClock, log: silentLog, media, random: () => 0.5, version: '0' });
  lines.push(line);
  line.start({
    exchange: 'embedded',
    urls: [floor.exchange.url],
    domain: floor.exchange.domain,
    user,
    password: secretOf(user),
    displayName: user,
    instanceId: `5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1${user.slice(1)}`,
    expiresSeconds: 60,
  });
  await vi.waitFor(() => expect(line.state.get().state).toBe('registered'));
  return line;
}

const eventsOf = (call: SipCall): SipCallEvent[] => {
  const events: SipCallEvent[] = [];
  call.subscribe((event) => events.push(event));
  return events;
};

/** A call of the raw peer that the desk has answered. */
async function answered(
  headers: readonly (readonly [string, string])[] = [],
): Promise<{ far: RawCall; call: SipCall; events: SipCallEvent[] }> {
  incoming.length = 0;
  const far = rawCall(trunk, { to: '1001', headers });
  await vi.waitFor(() => expect(incoming.length).toBe(1));
  const call = incoming[0] as SipCall;
  const events = eventsOf(call);
  expect(await call.accept()).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(far.answered?.start.status).toBe(200));
  return { far, call, events };
}

beforeEach(async () => {
  floor = await startTestExchange();
  invites.length = 0;
  incoming.length = 0;
  trunk = await floor.agent('trunk', { onInvite: (invite) => invites.push(invite) > 0 });
  desk = await openLine('1001');
  desk.onIncoming((call) => incoming.push(call));
});
afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.stop()));
  await floor.dispose();
});

describe('a transfer on the wire', () => {
  const notify = (far: RawCall, status: string, over = false) =>
    far.send('NOTIFY', {
      headers: [
        ['Event', 'refer'],
        ['Subscription-State', over ? 'terminated;reason=noresource' : 'active;expires=60'],
        ['Content-Type', 'message/sipfrag'],
      ],
      body: `SIP/2.0 ${status}`,
    });

  it('is a REFER that is followed by its NOTIFYs until 200', async () => {
    const { far, call } = await answered();
    far.answer('REFER', 202);
    const steps: number[] = [];
    const ended = call.transfer({ number: '13800002207' }, (status) => steps.push(status));
    await vi.waitFor(() => expect(far.heard.map(({ start }) => start.method)).toContain('REFER'));
    const refer = far.heard.find(({ start }) => start.method === 'REFER') as SipRequest;
    expect(headerOf(refer, 'refer-to')).toBe(`<sip:13800002207@${floor.exchange.domain}>`);
    expect(headerOf(refer, 'referred-by')).toContain('sip:1001@');
    await notify(far, '100 Trying');
    await notify(far, '180 Ringing');
    expect((await notify(far, '200 OK', true)).start.status).toBe(200);
    expect(await ended).toEqual({ kind: 'done' });
    expect(steps).toEqual([100, 180]);
    // Ending our leg is the manager's act, not the line's.
    expect(far.heard.map(({ start }) => start.method)).not.toContain('BYE');
  });

  it.each([
    [
      'the NOTIFY says 503, as Asterisk does for a busy target',
      202,
      '503 Service Unavailable',
      { kind: 'failed', status: 503 },
    ],
    ['the REFER is refused', 405, null, { kind: 'refused', status: 405 }],
  ] as const)('fails and keeps the caller when %s', async (_why, status, fragment, outcome) => {
    const { far, call, events } = await answered();
    far.answer('REFER', status);
    const ended = call.transfer({ number: '13800002207' }, () => undefined);
    await vi.waitFor(() => expect(far.heard.length).toBe(1));
    if (fragment !== null) await notify(far, fragment, true);
    expect(await ended).toEqual(outcome as TransferOutcome);
    expect(events.some(({ kind }) => kind === 'ended')).toBe(false);
    expect(await call.setHold(true)).toMatchObject({ ok: true });
  });

  it('says so when the far end leaves before it has said how it went', async () => {
    const { far, call } = await answered();
    far.answer('REFER', 202);
    const ended = call.transfer({ number: '13800002207' }, () => undefined);
    await vi.waitFor(() => expect(far.heard.length).toBe(1));
    await far.send('BYE');
    expect(await ended).toEqual({ kind: 'left' });
  });

  it('names the other dialog as its far end knows it, and that far end takes the caller by itself (RFC 3891)', async () => {
    const colleague = await openLine('1002');
    const atColleague: SipCall[] = [];
    colleague.onIncoming((call) => atColleague.push(call));
    const { far, call } = await answered();
    await call.setHold(true);
    const dialed = desk.dial('1002');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const ours = eventsOf(dialed.value);
    await vi.waitFor(() => expect(atColleague.length).toBe(1));
    const consulted = eventsOf(atColleague[0] as SipCall);
    await atColleague[0]?.accept();
    await vi.waitFor(() => expect(ours).toContainEqual({ kind: 'established' }));

    far.answer('REFER', 202);
    void call.transfer({ call: dialed.value }, () => undefined);
    await vi.waitFor(() => expect(far.heard.some(({ start }) => start.method === 'REFER')).toBe(true));
    const referTo = headerOf(far.heard.at(-1) as SipRequest, 'refer-to') ?? '';
    const replaces = decodeURIComponent(/Replaces=([^>]+)/.exec(referTo)?.[1] ?? '');
    const onward = rawCall(trunk, {
      to: '1002',
      headers: [
        ['Replaces', replaces],
        ['Require', 'replaces'],
      ],
    });
    await vi.waitFor(() => expect(atColleague.length).toBe(2));
    expect(atColleague[1]?.replaces).toBe(atColleague[0]?.id);
    await atColleague[1]?.accept();
    await vi.waitFor(() => expect(onward.answered?.start.status).toBe(200));
    // The colleague's side ends the leg that was replaced.
    await vi.waitFor(() => expect(consulted.at(-1)?.kind).toBe('ended'));
  });

  it('takes no call that replaces a dialog which is none of ours', async () => {
    const stranger = rawCall(trunk, { to: '1001', headers: [['Replaces', 'x@y;to-tag=1;from-tag=2']] });
    await vi.waitFor(() => expect(stranger.answered?.start.status).toBe(481));
    expect(incoming).toEqual([]);
  });
});

describe('session timers on the wire (RFC 4028)', () => {
  it('answers with who refreshes, and takes UPDATE as a refresh', async () => {
    const { far } = await answered([
      ['Supported', 'timer'],
      ['Session-Expires', '120;refresher=uac'],
      ['Allow', 'INVITE, ACK, BYE, CANCEL, UPDATE'],
    ]);
    expect(headerOf(far.answered as never, 'session-expires')).toBe('120;refresher=uac');
    const update = await far.send('UPDATE', {
      headers: [
        ['Supported', 'timer'],
        ['Session-Expires', '120;refresher=uac'],
      ],
    });
    expect(update.start.status).toBe(200);
    expect(headerOf(update, 'session-expires')).toBe('120;refresher=uac');
    expect(headerOf(update, 'allow')).toContain('UPDATE');
  });

  it('puts the timer into its answer to a re-INVITE, and answers an UPDATE that carries an offer', async () => {
    const { far, events } = await answered([
      ['Supported', 'timer'],
      ['Session-Expires', '120;refresher=uac'],
    ]);
    const again = await far.send('INVITE', {
      headers: [
        ['Content-Type', 'application/sdp'],
        ['Supported', 'timer'],
        ['Session-Expires', '100;refresher=uac'],
      ],
      body: plainSdp('sendonly'),
    });
    expect(headerOf(again, 'session-expires')).toBe('100;refresher=uac');
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'heldByCaller', held: true }));
  });

  it('refuses an interval that is too short, with the least it takes', async () => {
    const brief = rawCall(trunk, {
      to: '1001',
      headers: [
        ['Supported', 'timer'],
        ['Session-Expires', '20'],
      ],
    });
    await vi.waitFor(() => expect(brief.answered?.start.status).toBe(422));
    expect(headerOf(brief.answered as never, 'min-se')).toBe('90');
    expect(incoming).toEqual([]);
  });
});

describe('what else comes over the wire', () => {
  it('sends keys by INFO one after the other and says when one is refused', async () => {
    const { far, call } = await answered();
    expect(await call.sendDigits('5#')).toMatchObject({ ok: true });
    expect(far.heard.map(({ body }) => /Signal=(.)/.exec(body)?.[1])).toEqual(['5', '#']);
    far.answer('INFO', 415);
    expect(await call.sendDigits('1')).toMatchObject({ ok: false });
  });

  it('hears early media, PRACKs a reliable 183, and is answered', async () => {
    const dialed = desk.dial('13800002207');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const events = eventsOf(dialed.value);
    await vi.waitFor(() => expect(invites.length).toBe(1));
    const invite = invites[0] as SipRequest;
    expect(headerOf(invite, 'supported')).toContain('100rel');
    expect(headerOf(invite, 'supported')).toContain('timer');
    const pracks: SipRequest[] = [];
    trunk.claim(headerOf(invite, 'call-id') ?? '', (request) => {
      if (request.start.method === 'PRACK') pracks.push(request);
      if (request.start.method !== 'ACK') trunk.reply(request, 200, { toTag: 'far1' });
    });
    const routes = invite.headers.filter(([name]) => name.toLowerCase() === 'record-route');
    const answer = (more: readonly (readonly [string, string])[]) => ({
      toTag: 'far1',
      headers: [
        ['Contact', `<${trunk.contact}>`] as const,
        ...routes,
        ['Content-Type', 'application/sdp'] as const,
        ...more,
      ],
      body: plainSdp(),
    });
    trunk.reply(
      invite,
      183,
      answer([
        ['Require', '100rel'],
        ['RSeq', '7'],
      ]),
    );
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'earlyMedia' }));
    await vi.waitFor(() => expect(pracks.length).toBe(1));
    expect(headerOf(pracks[0] as SipRequest, 'rack')).toMatch(/^7 \d+ INVITE$/);
    trunk.reply(
      invite,
      200,
      answer([
        ['Session-Expires', '120;refresher=uac'],
        ['Require', 'timer'],
      ]),
    );
    await vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }));
  });

  it('is not made to dial by anybody but the agent: a REFER from outside is declined', async () => {
    const { far } = await answered();
    const refer = await far.send('REFER', { headers: [['Refer-To', '<sip:1002@elsewhere.test>']] });
    expect(refer.start.status).toBe(603);
  });

  it('tells a call that another seat answered from one that was given up (RFC 3326)', async () => {
    const far = trunk.transact(
      {
        start: { kind: 'request', method: 'INVITE', uri: `sip:1001@${floor.exchange.domain}` },
        headers: [
          ['Max-Forwards', '70'],
          ['From', `<sip:13900000001@${floor.exchange.domain}>;tag=q1`],
          ['To', `<sip:1001@${floor.exchange.domain}>`],
          ['Call-ID', 'elsewhere@raw.invalid'],
          ['CSeq', '1 INVITE'],
          ['Contact', `<${trunk.contact}>`],
          ['Content-Type', 'application/sdp'],
        ],
        body: plainSdp(),
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(incoming.length).toBe(1));
    const events = eventsOf(incoming[0] as SipCall);
    far.cancel('Q.850;cause=26;text="Answered elsewhere"');
    await vi.waitFor(() =>
      expect(events.at(-1)).toMatchObject({ kind: 'ended', end: { reason: 'answeredElsewhere' } }),
    );
  });
});

describe('requests that cross (RFC 3261 §14.1)', () => {
  it('a hold that met 491 is asked again after a moment, and is one', async () => {
    const { far, call } = await answered();
    far.answer('INVITE', 491);
    const asked = call.setHold(true);
    await vi.waitFor(() =>
      expect(far.heard.filter(({ start }) => start.method === 'INVITE')).toHaveLength(1),
    );
    far.answer('INVITE', 200);
    expect(await asked).toEqual({ ok: true, value: undefined });
    expect(far.heard.filter(({ start }) => start.method === 'INVITE').length).toBe(2);
  });

  it('a hold that is refused for good is refused at once', async () => {
    const { far, call } = await answered();
    far.answer('INVITE', 488);
    expect(await call.setHold(true)).toMatchObject({ ok: false, error: { params: { status: 488 } } });
    expect(far.heard.filter(({ start }) => start.method === 'INVITE')).toHaveLength(1);
  });
});

describe('a dialog that the other side does not know any more', () => {
  it('a text that is answered 481 is followed by a re-INVITE: 481 to that too ends the call with its cause', async () => {
    const { far, call, events } = await answered();
    far.answer('MESSAGE', 481);
    far.answer('INVITE', 481);
    expect(await call.sendText('在吗')).toMatchObject({ ok: false, error: { params: { status: 481 } } });
    await vi.waitFor(() =>
      expect(events).toContainEqual({
        kind: 'ended',
        end: expect.objectContaining({ reason: 'goneMeanwhile' }),
      }),
    );
  });

  it('a text that nobody answered for a moment ends nothing at the exchange', async () => {
    const { far, call, events } = await answered();
    far.answer('MESSAGE', 408);
    expect(await call.sendText('在吗')).toMatchObject({ ok: false, error: { params: { status: 408 } } });
    far.answer('MESSAGE', 200);
    expect(await call.sendText('在吗')).toMatchObject({ ok: true });
    expect((await far.send('MESSAGE', { body: '在' })).start.status).toBe(200);
    expect(events.map(({ kind }) => kind)).not.toContain('ended');
  });
});
