import { afterEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line } from '#electron/sip/ports.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { granted, type Script, startScriptedExchange } from '#tests/support/scripted-exchange.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(
  script: Script,
  fallback?: Script,
): Promise<{
  line: Line;
  clock: ManualClock;
  exchange: Awaited<ReturnType<typeof startScriptedExchange>>;
  second: Awaited<ReturnType<typeof startScriptedExchange>> | undefined;
}> {
  const exchange = await startScriptedExchange(script);
  const second = fallback === undefined ? undefined : await startScriptedExchange(fallback);
  const clock = createManualClock();
  const line = createLine({
    clock,
    log: silentLog,
    media: quietMedia(),
    random: () => 0.5,
    version: '0',
  });
  line.start({
    exchange: 'configured',
    urls: [exchange.url, ...(second === undefined ? [] : [second.url])],
    domain: 'desk.test',
    user: '3107',
    password: 'right',
    displayName: '',
    instanceId: '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01',
    expiresSeconds: 300,
  });
  ends.push(
    () => line.stop(),
    () => exchange.dispose(),
    () => second?.dispose() ?? Promise.resolve(),
  );
  return { line, clock, exchange, second };
}

const isIn = (line: Line, state: string): Promise<void> =>
  vi.waitFor(() => expect(line.state.get().state).toBe(state), 5_000);
const registrar =
  (seconds: number): Script['answer'] =>
  (request) => ({ status: 200, headers: request.method === 'REGISTER' ? [granted(request, seconds)] : [] });

describe('the registration', () => {
  it('says when it was confirmed, when it will be next, and until when it holds, by the life the exchange grants', async () => {
    const { line, clock, exchange } = await open({ answer: registrar(120) });
    await isIn(line, 'registered');
    const now = clock.now();
    expect(line.state.get()).toMatchObject({
      lastConfirmedAt: now,
      nextConfirmAt: now + 5_000,
      validUntil: now + 120_000,
    });
    const [first] = exchange.heard;
    expect(first?.headers['contact']).toMatch(/\+sip\.instance="<urn:uuid:5f6d4f0e-.*;reg-id=1;expires=300/);
    expect(first?.headers['supported']).toMatch(/outbound/);
    clock.advance(5_000);
    await vi.waitFor(() => expect(line.state.get().lastConfirmedAt).toBe(now + 5_000));
    expect(line.state.get()).toMatchObject({ nextConfirmAt: now + 10_000, validUntil: now + 120_000 });
  });

  it('is over when its life has run out, however well the exchange answers OPTIONS', async () => {
    const { line, clock } = await open({
      answer: (request, nth) =>
        request.method === 'REGISTER' && nth > 1 ? null : registrar(20)(request, nth),
    });
    await isIn(line, 'registered');
    for (let passed = 0; passed < 20; passed += 1) {
      clock.advance(1_000);
      await new Promise((done) => setTimeout(done, 10));
    }
    expect(line.state.get()).toMatchObject({
      state: 'waiting',
      problem: { code: 'expired' },
      validUntil: null,
    });
  });

  it('takes the interval that a 423 names, leaves flows out after a 439, and does not hang on either', async () => {
    const brief = await open({
      answer: (request, nth) =>
        request.method === 'REGISTER' && nth === 1
          ? { status: 423, headers: ['Min-Expires: 900'] }
          : registrar(900)(request, nth),
    });
    await isIn(brief.line, 'registered');
    expect(brief.exchange.heard[1]?.headers['contact']).toContain('expires=900');

    const plain = await open({
      answer: (request, nth) =>
        request.method === 'REGISTER' && nth === 1 ? { status: 439 } : registrar(300)(request, nth),
    });
    await isIn(plain.line, 'registered');
    expect(plain.exchange.heard[1]?.headers['contact']).not.toContain('reg-id');
  });

  it.each([
    ['302', { status: 302, headers: ['Contact: <sip:other.test>'] }, 'exchangeError'],
    ['503', { status: 503 }, 'exchangeError'],
    [
      '200 with only others in it',
      { status: 200, headers: ['Contact: <sip:x@y.invalid>;expires=60'] },
      'notBound',
    ],
  ] as const)('%s is a problem with a next try', async (_name, answer, code) => {
    const { line } = await open({ answer: () => answer });
    await isIn(line, 'waiting');
    expect(line.state.get()).toMatchObject({ problem: { code } });
    expect(line.state.get().nextTryAt).not.toBeNull();
  });

  it('believes a 200 without Contact, for as long as it asked or Expires says', async () => {
    const { line, clock } = await open({ answer: () => ({ status: 200, headers: ['Expires: 60'] }) });
    await isIn(line, 'registered');
    expect(line.state.get().validUntil).toBe(clock.now() + 60_000);
  });

  it('an exchange that takes no OPTIONS is asked by REGISTER: silence to one alone is no broken flow', async () => {
    const { line, clock, exchange } = await open({
      answer: (request, nth) => (request.method === 'OPTIONS' ? null : registrar(300)(request, nth)),
    });
    await isIn(line, 'registered');
    const registers = (): number => exchange.heard.filter(({ method }) => method === 'REGISTER').length;
    for (let passed = 0; passed < 70; passed += 1) {
      clock.advance(1_000);
      await new Promise((done) => setTimeout(done, 5));
    }
    expect(line.state.get()).toMatchObject({ state: 'registered', problem: null });
    expect(registers()).toBeGreaterThan(1);
  });

  it('but one that has answered OPTIONS and stops to is gone, also while its socket stands', async () => {
    let deaf = false;
    const { line, clock } = await open({
      answer: (request, nth) => (deaf ? null : registrar(300)(request, nth)),
    });
    await isIn(line, 'registered');
    clock.advance(5_000);
    await vi.waitFor(() => expect(line.state.get().nextConfirmAt).toBe(clock.now() + 5_000));
    deaf = true;
    clock.advance(5_000);
    await new Promise((done) => setTimeout(done, 30));
    clock.advance(4_000);
    expect(line.state.get()).toMatchObject({ state: 'waiting', problem: { code: 'halfOpen' } });
  });

  it('keeps a flow alive by CRLF where the exchange names a Flow-Timer, and gives it up when none comes back', async () => {
    let answers = true;
    const { line, clock, exchange } = await open({
      answer: (request, nth) => {
        const answer = registrar(300)(request, nth);
        return answer === null ? null : { ...answer, headers: [...(answer.headers ?? []), 'Flow-Timer: 20'] };
      },
      answersCrlf: () => answers,
    });
    await isIn(line, 'registered');
    const pass = async (seconds: number): Promise<void> => {
      for (let passed = 0; passed < seconds; passed += 1) {
        clock.advance(1_000);
        await new Promise((done) => setTimeout(done, 5));
      }
    };
    await pass(30);
    expect(exchange.crlfs).toBeGreaterThan(0);
    expect(line.state.get().state).toBe('registered');
    const problems: (string | undefined)[] = [];
    line.state.subscribe(({ problem }) => void problems.push(problem?.code));
    answers = false;
    await pass(30);
    expect(problems).toContain('halfOpen');
  });

  it('sends later requests where Service-Route says (RFC 3608), REGISTER not', async () => {
    const { line, clock, exchange } = await open({
      answer: (request, nth) => {
        const answer = registrar(300)(request, nth);
        return answer === null
          ? null
          : { ...answer, headers: [...(answer.headers ?? []), 'Service-Route: <sip:edge.test;lr>'] };
      },
    });
    await isIn(line, 'registered');
    clock.advance(5_000);
    await vi.waitFor(() =>
      expect(exchange.heard.find(({ method }) => method === 'OPTIONS')?.headers['route']).toBe(
        '<sip:edge.test;lr>',
      ),
    );
    expect(exchange.heard[0]?.headers['route']).toBeUndefined();
  });
});

describe('two exchanges', () => {
  it('goes to the second when the first is out of reach, says so, and back when the first stays back', async () => {
    const { line, clock, exchange, second } = await open(
      { answer: registrar(300) },
      { answer: registrar(300) },
    );
    await isIn(line, 'registered');
    expect(line.state.get().isFallback).toBe(false);
    expect(second?.heard).toEqual([]);
    await exchange.dispose();
    // The wire may be all that broke: the first is tried once more.
    await isIn(line, 'waiting');
    clock.advance(500);
    await isIn(line, 'waiting');
    clock.advance(500);
    await isIn(line, 'registered');
    expect(line.state.get()).toMatchObject({ isFallback: true, host: `127.0.0.1:${second?.port}` });

    const back = await startScriptedExchange({ answer: registrar(300), port: exchange.port });
    ends.push(() => back.dispose());
    const knocks = async (): Promise<void> => {
      for (let passed = 0; passed < 31; passed += 1) {
        clock.advance(1_000);
        await new Promise((done) => setTimeout(done, 10));
      }
    };
    await knocks();
    expect(line.state.get().isFallback).toBe(true);
    await knocks();
    await vi.waitFor(() => expect(back.heard.map(({ method }) => method)).toContain('REGISTER'));
    await isIn(line, 'registered');
    expect(line.state.get()).toMatchObject({ isFallback: false, host: `127.0.0.1:${exchange.port}` });
    // The second is told that we have left.
    expect(second?.heard.at(-1)?.headers['contact']).toContain('expires=0');
  });

  it('an exchange that says 503 is left for the second at once; a refused account is not tried elsewhere', async () => {
    const busy = await open({ answer: () => ({ status: 503 }) }, { answer: registrar(300) });
    await vi.waitFor(() => expect(busy.line.state.get().state).toBe('waiting'));
    busy.clock.advance(0);
    await isIn(busy.line, 'registered');
    expect(busy.line.state.get().isFallback).toBe(true);

    const no = await open({ answer: () => ({ status: 403 }) }, { answer: registrar(300) });
    await isIn(no.line, 'refused');
    no.clock.advance(1_000);
    expect(no.second?.heard).toEqual([]);
  });

  it('when all are gone it waits between the rounds, and takes whichever comes back', async () => {
    const { line, clock, exchange, second } = await open(
      { answer: registrar(300) },
      { answer: registrar(300) },
    );
    await isIn(line, 'registered');
    await exchange.dispose();
    await second?.dispose();
    for (let turn = 0; turn < 5; turn += 1) {
      await vi.waitFor(() => expect(line.state.get().state).toBe('waiting'));
      clock.advance(500);
    }
    await vi.waitFor(() => expect(line.state.get().state).toBe('waiting'));
    expect(line.state.get().attempt).toBeGreaterThan(2);
    const back = await startScriptedExchange({ answer: registrar(300), port: second?.port ?? 0 });
    ends.push(() => back.dispose());
    for (let turn = 0; turn < 20 && line.state.get().state !== 'registered'; turn += 1) {
      clock.advance(30_000);
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(line.state.get()).toMatchObject({ state: 'registered', isFallback: true });
  });
});
