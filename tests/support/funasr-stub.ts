import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { createToneEar, type ToneEar } from './tone-ear.ts';

/*
 * A stand-in for a FunASR server, written from its public documentation; no server of it and no model was at hand. Of
 * github.com/modelscope/FunASR at commit 3c58cb56a56598232c3efffa15d313d7e82a4307 (21 August 2026), read on 29 November 2026:
 * - runtime/docs/websocket_protocol.md and websocket_protocol_zh.md, "Real-time Speech Recognition": the first message and its keys,
 *   sound as bare bytes (16-bit PCM of 8 or 16 kHz), `is_speaking: false` at the end, the keys of an answer, `2pass-online` and
 *   `2pass-offline`, `timestamp` as a text.
 * - what the two servers of that repository do beyond it, as habits: the C++ runtime (runtime/websocket) selects no subprotocol, numbers
 *   its sentences and says `is_final` once, at the very end; the Python one (runtime/python/websocket) wants subprotocol `binary`,
 *   says `is_final` of every second pass, gives times as lists, drops sound before the first message and answers `is_end`.
 * Where those are lenient it is strict: what breaks the protocol is a fault, and a test looks that there are none.
 * It recognises the tones of `tone-speech.ts`, so that what it answers was really in the sound.
 */

export type Habit = 'runtime' | 'python';

export interface StubStream {
  /** `wav_name`. */
  readonly name: string;
  readonly hello: Readonly<Record<string, unknown>>;
  /** Sentences of the second pass so far. */
  readonly sentences: readonly string[];
  /** Loudest syllable, dB below full scale; null: none yet. */
  readonly peakDb: number | null;
  readonly heardMs: number;
  /** Samples that were not zero. */
  readonly sounding: number;
  readonly ended: 'no' | 'said' | 'broken';
}

export interface FunAsrStub {
  readonly url: string;
  /** Connections that were ever opened. */
  readonly connections: number;
  readonly streams: readonly StubStream[];
  /** Everything a strict server would complain of. */
  readonly faults: readonly string[];
  /** Reads nothing any more, as a server that is too slow: the senders' sound backs up. */
  stall(on: boolean): void;
  /** Every connection breaks and nobody answers the port. */
  die(): Promise<void>;
  /** On the same port again. */
  rise(): Promise<void>;
  close(): Promise<void>;
}

export interface StubOptions {
  readonly habit?: Habit;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** "Initial Communication", with what a stream of samples needs. */
const helloSchema = z.looseObject({
  mode: z.enum(['offline', 'online', '2pass']),
  wav_name: z.string().min(1),
  wav_format: z.literal('pcm'),
  audio_fs: z.union([z.literal(8_000), z.literal(16_000)]),
  chunk_size: z.tuple([z.int(), z.int().positive(), z.int()]),
  is_speaking: z.literal(true),
  itn: z.boolean().optional(),
  chunk_interval: z.int().positive().optional(),
  hotwords: z.string().optional(),
});
const goodbyeSchema = z.looseObject({ is_speaking: z.literal(false), is_end: z.boolean().optional() });

type Stream = { -readonly [K in keyof StubStream]: StubStream[K] } & { sentences: string[] };

export async function startFunAsrStub({ habit = 'python', tls }: StubOptions = {}): Promise<FunAsrStub> {
  const streams: Stream[] = [];
  const faults: string[] = [];
  const sockets = new Set<WebSocket>();
  let connections = 0;
  let isStalled = false;
  let port = 0;
  let server: ReturnType<typeof createHttp>;

  const rise = async (): Promise<void> => {
    server = tls === undefined ? createHttp() : createHttps(tls);
    const doors = new WebSocketServer({
      server,
      handleProtocols: (offered) => (habit === 'python' && offered.has('binary') ? 'binary' : false),
      verifyClient: ({ req }, answer) => {
        const wants = habit === 'runtime' || /\bbinary\b/.test(req.headers['sec-websocket-protocol'] ?? '');
        answer(wants, 400, 'missing subprotocol');
      },
    });
    doors.on('connection', (socket) => {
      connections += 1;
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      if (isStalled) socket.pause();
      serve(socket);
    });
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  };

  function serve(socket: WebSocket): void {
    let stream: Stream | null = null;
    let ear: ToneEar | null = null;
    const fault = (what: string): void => {
      faults.push(what);
      socket.close(1002, what);
    };
    const say = (message: Record<string, unknown>): void =>
      socket.send(JSON.stringify({ ...message, wav_name: stream?.name }));
    const onText = (text: string): void => {
      const json: unknown = JSON.parse(text);
      if (stream === null || ear === null) {
        const hello = helloSchema.safeParse(json);
        if (!hello.success) return fault(`not a first message: ${z.prettifyError(hello.error)}`);
        if (hello.data.hotwords !== undefined)
          z.record(z.string(), z.int()).parse(JSON.parse(hello.data.hotwords));
        const own: Stream = {
          ...{ name: hello.data.wav_name, hello: hello.data, sentences: [], peakDb: null },
          ...{ heardMs: 0, sounding: 0, ended: 'no' },
        };
        stream = own;
        streams.push(own);
        const stepMs = hello.data.chunk_size[1] * 60;
        ear = createToneEar({
          ...{ rate: hello.data.audio_fs, stepMs },
          onMore: (more) => say({ mode: '2pass-online', text: more, is_final: false, ...ofRuntime(own) }),
          onSentence({ text, fromMs, toMs, peakDb }) {
            own.sentences.push(text);
            own.peakDb = Math.max(own.peakDb ?? -200, peakDb);
            say({
              mode: '2pass-offline',
              text,
              ...(habit === 'python' ? python(fromMs, toMs) : runtime(own, fromMs, toMs)),
            });
          },
        });
        return;
      }
      const goodbye = goodbyeSchema.safeParse(json);
      if (!goodbye.success) return fault('only the end may be said after the first message');
      if (stream.ended === 'said') return fault('the end was said twice');
      stream.ended = 'said';
      ear.end();
      if (habit === 'runtime') say({ text: '', is_final: true });
      else if (goodbye.data.is_end === true) say({ mode: '2pass', is_final: true, is_end: true });
    };
    const onSound = (bytes: Buffer): void => {
      if (stream === null || ear === null) return fault('sound before the first message');
      if (stream.ended === 'said') return fault('sound after the end');
      if (bytes.length === 0 || bytes.length % 2 !== 0) return fault('not whole samples');
      const samples = new Int16Array(bytes.length / 2);
      for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(i * 2);
      stream.heardMs += (samples.length / Number(stream.hello['audio_fs'])) * 1_000;
      stream.sounding += samples.filter((sample) => sample !== 0).length;
      ear.feed(samples);
    };
    socket.on('message', (data: Buffer, isBinary) => {
      try {
        if (isBinary) onSound(data);
        else onText(data.toString('utf8'));
      } catch (error) {
        fault(String(error));
      }
    });
    socket.on('close', () => {
      if (stream?.ended === 'no') stream.ended = 'broken';
    });
  }

  const ofRuntime = (stream: Stream) =>
    habit === 'runtime' ? { index: stream.sentences.length, slice_type: 1 } : {};
  const runtime = (stream: Stream, fromMs: number, toMs: number) => ({
    ...{ is_final: false, slice_type: 2, index: stream.sentences.length, start_time: fromMs, end_time: toMs },
    timestamp: JSON.stringify([[fromMs, toMs]]),
    stamp_sents: [{ text_seg: '', punc: '。', start: fromMs, end: toMs, ts_list: [[fromMs, toMs]] }],
  });
  // Its times count from the beginning of the segment.
  const python = (fromMs: number, toMs: number) => ({
    ...{ is_final: true, spk_name: 'unknown', spk_score: 0, timestamp: [[0, toMs - fromMs]] },
  });
  const die = async (): Promise<void> => {
    for (const socket of sockets) socket.terminate();
    await new Promise((done) => server.close(done));
  };

  await rise();
  return {
    url: `${tls === undefined ? 'ws' : 'wss'}://127.0.0.1:${port}/`,
    get connections() {
      return connections;
    },
    streams,
    faults,
    stall(on) {
      isStalled = on;
      for (const socket of sockets)
        if (on) socket.pause();
        else socket.resume();
    },
    die,
    rise,
    close: async () => (server.listening ? die() : undefined),
  };
}
