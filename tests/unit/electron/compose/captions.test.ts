import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { systemClock } from '#electron/clock/system-clock.ts';
import { callersAreTold, composeCaptions } from '#electron/compose/captions.ts';
import { silentLog } from '#electron/log/log.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { noRecordings, type RecordedCall, type RecordingState } from '#shared/recording/contract.ts';
import { settingDefaults, type SettingValues } from '#shared/settings/values.ts';
import { makeCertificates } from '#tests/support/certificates.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { startFunAsrStub, type StubOptions } from '#tests/support/funasr-stub.ts';
import { call as fixture } from '#tests/support/renderer-preview/fixtures.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const call = (id: string, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  fixture('active', 1_000_000, { id: id as CallId, ...more });

async function stubOf(options: StubOptions = {}) {
  const stub = await startFunAsrStub(options);
  closers.push(stub.close);
  return stub;
}

/** The window gives a piece of silence each time it is asked. */
function rig(own: Partial<SettingValues>) {
  const values = createPublisher<SettingValues>({ ...settingDefaults, ...own });
  const calls = createPublisher<{ readonly calls: readonly CallSnapshot[] }>({ calls: [] });
  const recording = createPublisher<RecordingState>(noRecordings);
  let seq = -1;
  const asked: string[] = [];
  const request = (async (name: string) => {
    asked.push(name);
    seq = name === 'media/caption' ? -1 : seq + 1;
    return name === 'media/caption' ? {} : { pieces: [{ seq, agent: null, caller: null }] };
  }) as unknown as MediaLink['request'];
  const captions = composeCaptions({
    clock: systemClock,
    log: silentLog,
    link: { request },
    telephone: { media: { onReturned: () => () => undefined }, calls: { state: calls } },
    values,
    recording,
  });
  closers.push(captions.dispose);
  return {
    ...{ values, recording, captions, asked },
    up: (...all: CallSnapshot[]) => calls.set({ calls: all }),
    is: (status: string) => until(() => captions.state.get().status === status, `captions ${status}`),
  };
}
const recorded = (state: RecordedCall['state'], pending = false): RecordingState => ({
  ...noRecordings,
  calls: [
    {
      ...{ callId: 'c1' as CallId, recordingId: 'r1' as never, state, pending },
      ...{ startedAt: 1, pausedAt: null },
    },
  ],
});

describe('whose words are shown', () => {
  test('nobody’s by default, and nobody’s while the policy says off: not one connection', async () => {
    const stub = await stubOf();
    for (const own of [
      {},
      { 'captions.url': stub.url },
      { 'captions.mode': 'on' },
    ] satisfies Partial<SettingValues>[]) {
      const { up, captions, asked } = rig(own);
      up(call('c1'));
      await new Promise((done) => setImmediate(done));
      expect(captions.state.get().status).toBe('off');
      expect(asked).toEqual([]);
      expect(callersAreTold({ ...settingDefaults, ...own })).toBe(false);
    }
    expect(stub.connections).toBe(0);
    expect(callersAreTold({ ...settingDefaults, 'captions.mode': 'on', 'captions.url': stub.url })).toBe(
      true,
    );
  });

  test('the caller’s while both can talk: not on hold, not while a colleague is asked, not while card data is read out', async () => {
    const stub = await stubOf();
    const { up, captions, recording, is } = rig({ 'captions.mode': 'on', 'captions.url': stub.url });
    const shown = () => captions.state.get();
    up(call('c1', { state: 'ringing', answeredAt: null }));
    expect(shown()).toMatchObject({ status: 'idle', callId: null });
    up(call('c1'));
    await is('listening');
    up(call('c1', { state: 'held' }));
    expect(shown()).toMatchObject({ status: 'paused', why: 'notTalking', callId: 'c1' });
    up(call('c1', { state: 'held', front: false }), call('c2', { consultFor: 'c1' as CallId }));
    expect(shown()).toMatchObject({ status: 'paused', callId: 'c1' });
    // Mixed with whoever was asked, the caller goes on; the third party is not heard alone.
    up(
      call('c1', { front: false, conferenced: true }),
      call('c2', { consultFor: 'c1' as CallId, conferenced: true }),
    );
    await is('listening');
    up(call('c1'));
    await is('listening');
    // As soon as the pause is asked for, and until it is over.
    for (const now of [recorded('recording', true), recorded('paused'), recorded('paused', true)]) {
      recording.set(now);
      expect(shown()).toMatchObject({ status: 'paused', why: 'cardData' });
    }
    recording.set(recorded('recording'));
    await is('listening');
    up();
    expect(shown()).toMatchObject({ status: 'idle', lines: [] });
    await until(() => stub.streams.every(({ ended }) => ended === 'said'), 'the streams’ end');
    expect(stub.faults).toEqual([]);
  });

  test('another address is another server, in the same call; none is the end of it', async () => {
    const [one, other] = [await stubOf(), await stubOf({ habit: 'runtime' })];
    const { up, values, is } = rig({ 'captions.mode': 'on', 'captions.url': one.url });
    up(call('c1'));
    await is('listening');
    values.set({ ...values.get(), 'captions.url': other.url });
    await until(() => other.streams.length === 2, 'both legs at the other');
    await is('listening');
    // A setting of something else changes nothing.
    const before = other.connections;
    values.set({ ...values.get(), 'seat.wrapUpSeconds': 60 });
    values.set({ ...values.get(), 'captions.url': '' });
    await is('off');
    await until(() => other.streams.every(({ ended }) => ended === 'said'), 'the streams’ end');
    expect(other.connections).toBe(before);
  });

  test('an authority that cannot be read any more is nobody to trust, not everybody', async () => {
    const stub = await stubOf();
    const gone = join(testFolder(), 'gone.pem');
    const own = { 'captions.mode': 'on', 'captions.url': stub.url, 'core.caFile': gone } as const;
    const { up, captions, is } = rig(own);
    up(call('c1'));
    await is('away');
    expect(captions.state.get().problem).toBe('certificateUntrusted');
    expect(await captions.check()).toMatchObject({ ok: false, code: 'certificateUntrusted' });
    expect(stub.connections).toBe(0);
  });
});

describe('trying the server', () => {
  const check = (url: string, own: Partial<SettingValues> = {}) =>
    rig({ 'captions.url': url, ...own }).captions.check();

  test.each(['python', 'runtime'] as const)('one with the habits of %s answers', async (habit) => {
    const stub = await stubOf({ habit });
    const outcome = await check(stub.url);
    expect(outcome).toMatchObject({ ok: true, code: 'reachable', detail: '' });
    expect(outcome.tookMs).toBeGreaterThanOrEqual(0);
    expect(stub.faults).toEqual([]);
  });

  test('by the bank’s own authority, and not without it', async () => {
    const certificates = makeCertificates(testFolder(), '127.0.0.1');
    const stub = await stubOf({ tls: certificates });
    expect(await check(stub.url)).toMatchObject({ ok: false, code: 'certificateUntrusted' });
    expect(await check(stub.url, { 'core.caFile': certificates.caFile })).toMatchObject({ ok: true });
    expect(await check(stub.url, { 'captions.caFile': certificates.caFile })).toMatchObject({ ok: true });
  });

  test('a web server, a chat, a server that hangs up, nobody, and no address', async () => {
    const web = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    closers.push(() => void web.close());
    const at = (address: unknown): string => `ws://127.0.0.1:${(address as AddressInfo).port}/`;
    expect(await check(at(web.address()))).toMatchObject({ ok: false, code: 'notRecogniser' });
    const doors = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    closers.push(() => {
      doors.close();
    });
    await new Promise((done) => doors.once('listening', done));
    doors.once('connection', (socket) => socket.send('{"hello":"chat"}'));
    expect(await check(at(doors.address()))).toMatchObject({ ok: false, code: 'notRecogniser' });
    doors.once('connection', (socket) => socket.close(1011, 'model not loaded'));
    expect(await check(at(doors.address()))).toMatchObject({
      ...{ ok: false, code: 'answeredWithError', detail: 'model not loaded' },
    });
    expect(await check('ws://127.0.0.1:9/')).toMatchObject({ ok: false, code: 'refused' });
    expect(await check('')).toMatchObject({ ok: false, code: 'incomplete', tookMs: null });
  });

  test('one that says nothing to silence is connected, and that is said', async () => {
    const doors = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    closers.push(() => {
      doors.close();
    });
    await new Promise((done) => doors.once('listening', done));
    expect(await check(`ws://127.0.0.1:${(doors.address() as AddressInfo).port}/`)).toMatchObject({
      ...{ ok: true, code: 'recogniserQuiet' },
    });
  });
});
