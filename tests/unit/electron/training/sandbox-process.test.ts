import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { SimCall } from '#electron/training/caller/call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { createPacer } from '#electron/training/caller/pacer.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { createUserAgent, type UserAgent } from '#electron/training/caller/user-agent.ts';
import { placeCall } from '#electron/training/caller/place-call.ts';
import type { SandboxReady } from '#electron/training/sandbox-protocol.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { forkSandbox, type ForkedSandbox } from '#tests/support/forked-sandbox.ts';

let sandbox: ForkedSandbox;
const agents: UserAgent[] = [];

afterEach(() => {
  for (const agent of agents.splice(0)) agent.dispose();
  sandbox.client.dispose();
});

const pacer = createPacer(systemClock);
const depsOf = (agent: UserAgent) => ({
  clock: systemClock,
  random: randomToken,
  pacer,
  agent,
  pauseMs: 400,
  rtpTimeoutMs: 30_000,
});

/** A seat of this test, registered at the process's exchange, that answers what rings. */
async function seat(ready: SandboxReady, user: string) {
  const got: { invites: SipRequest[]; calls: SimCall[]; texts: string[] } = {
    invites: [],
    calls: [],
    texts: [],
  };
  const { secret } = ready.identity.users.find((one) => one.user === user)!;
  const agent = createUserAgent({
    clock: systemClock,
    random: randomToken,
    url: ready.wsUrl,
    domain: ready.domain,
    credentials: { username: user, secret },
    onInvite(invite, own) {
      const call = takeCall(depsOf(own), invite, { onText: (text) => got.texts.push(text) });
      got.invites.push(invite);
      got.calls.push(call);
      call.ring();
      void call.accept();
      return true;
    },
  });
  agents.push(agent);
  await agent.start();
  return { agent, ...got };
}

describe('the sandbox process', () => {
  it('starts exchange and core, and lets a sample caller ring a ready seat with her own voice', async () => {
    sandbox = forkSandbox({ autoCallers: true });
    const said: string[] = [];
    sandbox.client.onPersonEvent((event) => event.what === 'said' && said.push(event.text));
    const ready = await sandbox.client.start();
    const core = await fetch(`${ready.coreUrl}/v1/health`, {
      headers: { authorization: `Bearer ${ready.identity.coreToken}` },
    });
    expect(core.status).toBe(200);
    const desk = await seat(ready, '3107');
    await sandbox.client.request('setSeatReady', { user: '3107', ready: true });
    const call = await until(() => desk.calls[0], 'a sample caller');
    expect(header(desk.invites[0]!, 'x-customer-id')).toBe('cust-jia');
    await until(() => said.length > 0 && call.audio().rms > 0.02, 'her voice');
    expect(said[0]).toBe('喂，是银行吗？我姓贾。');
    call.mouth.loop(mulawTone(700, 1_000));
    const callId = header(desk.invites[0]!, 'x-call-id')!;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { report } = await sandbox.client.request('audioReport', { callId });
    expect(Math.abs(report!.dominantHz! - 700)).toBeLessThan(5);
    expect((await sandbox.client.request('audioReport', { callId: 'none' })).report).toBeNull();
    call.hangUp();
  });

  it('comes back after a crash with the same ports and secrets', async () => {
    sandbox = forkSandbox();
    const first = await sandbox.client.start();
    const again = new Promise<SandboxReady>((resolve) => sandbox.client.onReady(resolve));
    let down = 0;
    sandbox.client.onDown(() => down++);
    const pending = sandbox.client.request('stats', {});
    sandbox.kill();
    await pending.catch(() => undefined);
    const second = await again;
    expect(down).toBe(1);
    expect(second).toEqual(first);
    expect(sandbox.pids.length).toBe(2);
    const desk = await seat(second, '3107');
    expect(desk.agent.open).toBe(true);
    expect((await sandbox.client.request('stats', {})).registered.toSorted()).toEqual(['3107', 'trunk']);
  });

  it('plays a scenario by text and follows what the trainee does', async () => {
    sandbox = forkSandbox();
    const ready = await sandbox.client.start();
    const desk = await seat(ready, '3190');
    const { personId } = await sandbox.client.request('runScenario', {
      scenarioId: 'case-3-17',
      user: '3190',
    });
    expect(personId).not.toBeNull();
    const call = await until(() => desk.calls[0], 'the ring');
    expect(header(desk.invites[0]!, 'x-queue')).toBe('queue-hearing');
    await until(() => desk.texts.length === 2, 'his first lines', 15_000);
    expect(await call.sendText('您好，您说的是刷单返利吗？')).toBe(true);
    await until(() => desk.texts.length === 3, 'that he knows it', 15_000);
    expect(desk.texts[2]).toBe('对！刷单！就是这个！');
    await sandbox.client.request('hangUp', { personId: personId! });
    await until(() => call.phase === 'ended', 'the end');
    const nobody = await sandbox.client.request('runScenario', { scenarioId: 'case-3-17', user: '3107' });
    expect(nobody.personId).toBeNull();
  });

  it('lets the desk ring a customer, and nobody else', async () => {
    sandbox = forkSandbox();
    const ready = await sandbox.client.start();
    const { agent } = await seat(ready, '3107');
    const dial = (to: string, ended: (status: number | null) => void) =>
      placeCall(
        depsOf(agent),
        { to, from: { number: '3107', name: '' } },
        { onEnded: (how) => ended(how.status) },
      );
    const call = dial('13600005507', () => {});
    await until(() => call.phase === 'up', 'the customer to pick up');
    await until(() => call.audio().rms > 0.02, 'a voice');
    call.hangUp();
    let status: number | null = null;
    dial('13000000000', (how) => (status = how));
    await until(() => status, 'an answer');
    expect(status).toBe(404);
  });
});
