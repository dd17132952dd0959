import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { createFunAsr } from '#electron/captions/funasr/funasr.ts';
import type { Heard, RecogniserEvents } from '#electron/captions/ports.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import { networkProblem } from '#electron/compose/caption-problem.ts';
import type { CaptionProblem } from '#shared/captions/contract.ts';
import { captionRateHz, pieceBytes } from '#shared/captions/sound.ts';
import { makeCertificates } from '#tests/support/certificates.ts';
import { type FunAsrStub, startFunAsrStub, type StubOptions } from '#tests/support/funasr-stub.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { toneSpeech } from '#tests/support/tone-speech.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function stubOf(options: StubOptions = {}): Promise<FunAsrStub> {
  const stub = await startFunAsrStub(options);
  closers.push(stub.close);
  return stub;
}

interface Listener extends RecogniserEvents {
  readonly heard: Heard[];
  readonly ends: ({ code: CaptionProblem; detail: string } | null)[];
  ready: number;
}
function listener(): Listener {
  const own: Listener = {
    heard: [],
    ends: [],
    ready: 0,
    onReady: () => void (own.ready += 1),
    onHeard: (heard) => void own.heard.push(heard),
    onEnd: (problem) => void own.ends.push(problem),
  };
  return own;
}

function recogniser(url: string, options: { ca?: string; hotwords?: readonly string[] } = {}) {
  return createFunAsr(
    { url, ca: options.ca, hotwords: options.hotwords ?? [] },
    { clock: systemClock, newName: (side) => `test-${side}`, networkProblem },
  );
}

/** Words as pieces of 60 ms, the last one filled up with silence. */
function piecesOf(words: string, rate = captionRateHz): Uint8Array[] {
  const samples = toneSpeech(words, rate);
  const bytes = new Uint8Array(samples.buffer);
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) => {
    const piece = new Uint8Array(pieceBytes);
    piece.set(bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes));
    return piece;
  });
}

/** As fast as the server hears it: it is never more than 600 ms behind. */
async function say(stub: FunAsrStub, words: string, own = recogniser(stub.url)) {
  const events = listener();
  const stream = own.listen('caller', events);
  await until(() => events.ready > 0 || events.ends.length > 0, 'the recogniser');
  for (const [at, piece] of piecesOf(words).entries()) {
    expect(stream.feed(piece)).toBe(true);
    if (at % 10 === 9)
      await until(() => (stub.streams.at(-1)?.heardMs ?? 0) >= (at + 1) * 60, 'what was said heard');
  }
  return { events, stream };
}

describe.each(['python', 'runtime'] as const)('a FunASR server with the habits of %s', (habit) => {
  test('words come one after the other, and the second pass ends the sentence', async () => {
    const stub = await stubOf({ habit });
    const { events, stream } = await say(stub, '查余额 转账 ');
    await until(() => events.heard.filter(({ isFinal }) => isFinal).length === 2, 'two sentences');
    const [first, second] = events.heard.filter(({ isFinal }) => isFinal);
    expect([first, second]).toMatchObject([
      { sentence: 0, text: '查余额。' },
      { sentence: 1, text: '转账。' },
    ]);
    expect(first?.atMs ?? -1).toBeLessThan(1_300);
    expect(second?.atMs ?? 0).toBeGreaterThan(first?.atMs ?? 0);
    const partial = events.heard.filter(({ sentence, isFinal }) => sentence === 0 && !isFinal);
    expect(partial.map(({ text }) => text).at(-1)).toBe('查余额');
    stream.end();
    await until(() => events.ends.length === 1, 'the end');
    expect(events.ends).toEqual([null]);
    expect(stub.streams).toMatchObject([
      { name: 'test-caller', ended: 'said', hello: { mode: '2pass', audio_fs: 16_000, wav_format: 'pcm' } },
    ]);
    expect(stub.faults).toEqual([]);
  });

  test('what was being said at the end still comes', async () => {
    const stub = await stubOf({ habit });
    const { events, stream } = await say(stub, '好好');
    stream.end();
    await until(() => events.ends.length === 1, 'the end');
    expect(events.heard.at(-1)).toMatchObject({ text: '好好。', isFinal: true });
    expect(stub.faults).toEqual([]);
  });

  test('hotwords go as the documentation has them', async () => {
    const stub = await stubOf({ habit });
    await say(stub, '好', recogniser(stub.url, { hotwords: ['安全账户', '屏幕共享'] }));
    await until(() => stub.streams.length === 1, 'the stream');
    expect(stub.streams[0]?.hello['hotwords']).toBe('{"安全账户":20,"屏幕共享":20}');
  });

  test('the wrong rate is heard as other words, or none', async () => {
    const stub = await stubOf({ habit });
    const events = listener();
    const stream = recogniser(stub.url).listen('caller', events);
    await until(() => events.ready > 0, 'the recogniser');
    for (const piece of piecesOf('查余额 ', 8_000)) stream.feed(piece);
    stream.end();
    await until(() => events.ends.length === 1, 'the end');
    expect(events.heard.map(({ text }) => text)).not.toContain('查余额。');
  });
});

test('a server that breaks in the middle of a sentence: what was heard stays, and the problem is told once', async () => {
  const stub = await stubOf();
  const { events, stream } = await say(stub, '查余');
  await until(() => events.heard.some(({ text }) => text === '查余'), 'the first words');
  await stub.die();
  await until(() => events.ends.length > 0, 'the end');
  expect(events.ends).toMatchObject([{ code: 'hungUp' }]);
  expect(events.heard.at(-1)).toMatchObject({ text: '查余', isFinal: true });
  expect(stream.feed(new Uint8Array(pieceBytes))).toBe(false);
});

test('a server that does not read: one second waits, the rest is not taken, and nothing piles up', async () => {
  const stub = await stubOf();
  const events = listener();
  const stream = recogniser(stub.url).listen('caller', events);
  await until(() => events.ready > 0, 'the recogniser');
  await until(() => stub.streams.length > 0, 'the stream');
  stub.stall(true);
  const piece = new Uint8Array(pieceBytes);
  // The system's own buffers hold some megabytes; beyond them the answer is no.
  let taken = 0;
  const mostTaken = 40_000;
  while (taken < mostTaken && stream.feed(piece)) {
    taken += 1;
    if (taken % 50 === 0) await new Promise((done) => setImmediate(done));
  }
  expect(taken).toBeLessThan(mostTaken);
  stub.stall(false);
  await until(() => stream.feed(piece), 'room again');
  stream.close();
});

describe('what stands in the way is told', () => {
  const problemAt = async (url: string, ca?: string): Promise<string | undefined> => {
    const events = listener();
    recogniser(url, ca === undefined ? {} : { ca }).listen('caller', events);
    await until(() => events.ends.length > 0, 'the problem', 10_000);
    expect(events.ready).toBe(0);
    return events.ends[0]?.code;
  };

  test('nobody listens there', async () => {
    const stub = await stubOf();
    await stub.die();
    expect(await problemAt(stub.url)).toBe('refused');
  });

  test('a web server that knows no WebSocket', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closers.push(() => void server.close());
    expect(await problemAt(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toBe(
      'notRecogniser',
    );
  });

  test('a certificate nobody vouches for, one of the bank’s own, one for another name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guardline-captions-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const good = makeCertificates(folder, '127.0.0.1');
    const stub = await stubOf({ tls: good });
    expect(await problemAt(stub.url)).toBe('certificateUntrusted');
    const ca = readFileSync(good.caFile, 'utf8');
    const { events, stream } = await say(stub, '好 ', recogniser(stub.url, { ca }));
    await until(() => events.heard.some(({ isFinal }) => isFinal), 'a sentence');
    stream.close();
    const other = makeCertificates(folder, 'asr.bank.example');
    const wrong = await stubOf({ tls: other });
    expect(await problemAt(wrong.url, readFileSync(other.caFile, 'utf8'))).toBe('certificateWrongName');
  });

  test('a WebSocket server that speaks of something else', async () => {
    const doors = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    doors.on('connection', (socket) => socket.send('welcome to the chat'));
    await new Promise((done) => doors.once('listening', done));
    closers.push(() => {
      doors.close();
    });
    const events = listener();
    recogniser(`ws://127.0.0.1:${(doors.address() as AddressInfo).port}/`).listen('caller', events);
    await until(() => events.ends.length > 0, 'the problem');
    expect(events.ends).toMatchObject([{ code: 'notRecogniser' }]);
  });
});
