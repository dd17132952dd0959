import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeCall, type CallEnded, type SimCall } from '#electron/training/caller/call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import { startTestExchange, until, type TestExchange } from '#tests/support/embedded-exchange.ts';

interface Seat {
  readonly agent: UserAgent;
  readonly invites: SipRequest[];
  readonly calls: SimCall[];
  readonly texts: string[];
  readonly ended: CallEnded[];
}

describe('calls through the embedded exchange', () => {
  let lab: TestExchange;
  let trunk: UserAgent;

  beforeEach(async () => {
    lab = await startTestExchange({ ringTimeoutMs: 300, spareMs: 150 });
    trunk = await lab.agent('trunk');
  });
  afterEach(() => lab.dispose());

  /** A seat that rings, and does with the call what it is told. */
  async function seat(user: string, act: (call: SimCall) => void = (call) => void call.accept()): Promise<Seat> {
    const own: Omit<Seat, 'agent'> = { invites: [], calls: [], texts: [], ended: [] };
    const agent: UserAgent = await lab.agent(user, {
      onInvite(invite) {
        const call = takeCall(lab.callDeps(agent), invite, {
          onText: (text) => own.texts.push(text),
          onEnded: (ended) => own.ended.push(ended),
        });
        own.invites.push(invite);
        own.calls.push(call);
        call.ring();
        act(call);
        return true;
      },
    });
    return { agent, ...own };
  }

  it('carries audio both ways', async () => {
    const one = await seat('1001');
    const caller = lab.call(trunk, { to: '1001' });
    await until(() => caller.phase === 'up' && one.calls[0]?.phase === 'up', 'the call to be up');
    caller.mouth.loop(mulawTone(440, 1_000));
    one.calls[0]!.mouth.loop(mulawTone(1_000, 1_000));
    await until(() => caller.audio().packets > 60 && one.calls[0]!.audio().packets > 60, 'a second of audio');
    expect(one.calls[0]!.audio()).toMatchObject({ lostPackets: 0 });
    expect(Math.abs(one.calls[0]!.audio().dominantHz! - 440)).toBeLessThan(5);
    expect(Math.abs(caller.audio().dominantHz! - 1_000)).toBeLessThan(5);
    expect(caller.audio().purity).toBeGreaterThan(0.9);
  });
});
