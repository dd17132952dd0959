import { systemClock } from '#electron/clock/system-clock.ts';
import type { CallDeps, SimCall } from '#electron/training/caller/call.ts';
import { createPacer } from '#electron/training/caller/pacer.ts';
import { placeCall } from '#electron/training/caller/place-call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { createUserAgent, type UserAgent } from '#electron/training/caller/user-agent.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import type { Peers } from './peers/peers.ts';

/** A seat at the real exchange made of the simulated caller's own SIP and WebRTC: no SIP.js, no Chromium. */
export interface SimulatedSeat {
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
    onInvite(invite: SipRequest, from: UserAgent) {
      const call = takeCall(callDeps(from), withRtcpAddress(invite), {});
      ringing = { call, header: (name) => header(invite, name.toLowerCase()) };
      call.ring();
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
    get ringing() {
      return ringing;
    },
    forget() {
      ringing = null;
    },
    dial: (to) => placeCall(callDeps(agent), { to, from: { number: user, name: 'seat' } }, {}),
    dispose: () => agent.dispose(),
  };
}
