import { systemClock } from '#electron/clock/system-clock.ts';
import type { CallDeps, CallListener, SimCall } from '#electron/training/caller/call.ts';
import { createPacer } from '#electron/training/caller/pacer.ts';
import { placeCall } from '#electron/training/caller/place-call.ts';
import { followRefer } from '#electron/training/caller/refer.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { createUserAgent, type UserAgent } from '#electron/training/caller/user-agent.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import type { Peers } from './peers/peers.ts';

/** A seat at the real exchange made of the simulated caller's own SIP and WebRTC: no SIP.js, no Chromium. */
export interface SimulatedSeat {
  /** The calls it has made because it was handed on (REFER), newest last. */
  readonly onward: readonly SimCall[];
  /** The call that rings or rang last. */
  readonly ringing: { readonly call: SimCall; header(name: string): string | undefined } | null;
  forget(): void;
  dial(user: string): SimCall;
  dispose(): void;
}

/** werift does not read `a=rtcp:port` without the address that RFC 3605 leaves out at will and rtpengine does leave out. */
const withRtcpAddress = <M extends { readonly body: string }>(message: M): M => ({
  ...message,
  body: message.body.replace(/^a=rtcp:(\d+)(\r?)$/gm, 'a=rtcp:$1 IN IP4 127.0.0.1$2'),
});

function understanding(agent: UserAgent): UserAgent {
  return {
    ...agent,
    get open() {
      return agent.open;
    },
    transact: (request, onResponse) =>
      agent.transact(request, (response) => onResponse(response && withRtcpAddress(response))),
  };
}

export async function startSimulatedSeat(
  peers: Peers,
  user: string,
  secret?: string,
): Promise<SimulatedSeat> {
  const pacer = createPacer(systemClock);
  let ringing: SimulatedSeat['ringing'] = null;
  const onward: SimCall[] = [];
  const taken: SimCall[] = [];
  const from = { number: user, name: 'seat' };
  /** Follows a REFER as a telephone does: a new call, with what it was told to replace. */
  const listener = (agent: UserAgent): CallListener => ({
    onRefer: (refer, progress) =>
      followRefer(
        refer,
        {
          from,
          place: (call, own) => placeCall(callDeps(agent), call, own),
          onCall: (call) => void onward.push(call),
        },
        progress,
      ),
  });
  const callDeps = (agent: UserAgent): CallDeps => ({
    clock: systemClock,
    random: randomToken,
    pacer,
    agent: understanding(agent),
    pauseMs: 400,
    rtpTimeoutMs: 30_000,
  });
  const agent = createUserAgent({
    clock: systemClock,
    random: randomToken,
    url: peers.wsUrl,
    domain: peers.domain,
    credentials: { username: user, secret: secret ?? peers.users[user] ?? '' },
    onInvite(invite: SipRequest, agent: UserAgent) {
      const call = takeCall(callDeps(agent), withRtcpAddress(invite), listener(agent));
      taken.push(call);
      ringing = { call, header: (name) => header(invite, name.toLowerCase()) };
      call.ring();
      // RFC 3891: whoever takes the place of one that is up is taken at once, and that one is ended by us.
      const replaced = header(invite, 'replaces')?.split(';')[0]?.trim();
      const old = taken.find(({ sipCallId }) => sipCallId === replaced);
      if (old !== undefined) void call.accept().then(() => old.hangUp());
      return true;
    },
  });
  try {
    await agent.start();
  } catch (error) {
    agent.dispose();
    throw error;
  }
  return {
    onward,
    get ringing() {
      return ringing;
    },
    forget() {
      ringing = null;
    },
    dial: (to) => placeCall(callDeps(agent), { to, from }, listener(agent)),
    dispose: () => agent.dispose(),
  };
}
