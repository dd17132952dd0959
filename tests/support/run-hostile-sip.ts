import { randomBytes } from 'node:crypto';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import type { Result } from '#shared/errors/result.ts';
import { createExchange } from '#electron/training/exchange/exchange.ts';
import { type Aim, aimed, atTheDialog, mutated, rfc4475, seeded } from './hostile-sip.ts';
import { quietMedia } from './quiet-media.ts';
import { startTcpWire } from './tcp-wire.ts';

export interface HostileRun {
  readonly messages: number;
  readonly rang: number;
  /** What the call that was up noticed; nothing is right. */
  readonly noticed: readonly string[];
  /** How often the exchange hung up the connection meanwhile. */
  readonly linesLost: number;
  /** Errors that nobody caught. */
  readonly escaped: readonly string[];
  /** The far end's text came through, and ours went, after every message had been sent. */
  readonly stillTalks: boolean;
  readonly stillHangsUp: boolean;
  /** Where it stood when it did not talk any more; nothing otherwise. */
  readonly stuck: string;
  readonly heapGrowthMib: number;
  readonly tookMs: number;
}

/** Messages between two looks at whether the line still answers. */
const roundSize = 50;

/** A server's text frame (RFC 6455 §5.2), unmasked, as it would come from the exchange. */
export function textFrame(message: string): Buffer {
  const body = Buffer.from(message, 'utf8');
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : body.length < 65_536
        ? Buffer.from([0x81, 126, body.length >> 8, body.length & 255])
        : Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0]), uint32(body.length)]);
  return Buffer.concat([head, body]);
}
const uint32 = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
};

const registered = async (line: Line): Promise<void> => {
  while (line.state.get().state !== 'registered') await new Promise((done) => setTimeout(done, 10));
};

const wordOf = (result: Result<unknown>): string => (result.ok ? 'taken' : JSON.stringify(result.error));
const stateOf = (line: Line): string => {
  const { state, problem, attempt } = line.state.get();
  return `${state} ${JSON.stringify(problem)} try ${attempt}`;
};

function countLosses(line: Line): () => number {
  let losses = 0;
  let before = line.state.get().state;
  line.state.subscribe(({ state }) => {
    if (state === 'waiting' && before !== 'waiting') losses += 1;
    before = state;
  });
  return () => losses;
}

/**
 * A call is up on the product's own line; then every message of the corpus and `count` mutations of them come over the
 * same socket as the exchange's. The same seed is the same run.
 * @param from so many mutations are made and not sent: to look at one place of a long run
 */
export async function runHostileSip(count: number, seed: number, from = 0): Promise<HostileRun> {
  const escaped: string[] = [];
  const onError = (error: unknown): void =>
    void escaped.push(error instanceof Error ? (error.stack ?? '') : String(error));
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  const exchange = await createExchange({
    clock: systemClock,
    random: (bytes) => randomBytes(bytes).toString('hex'),
    log: silentLog,
    port: 0,
    domain: 'desk.test',
    accounts: ['3107', '2001'].map((user) => ({ user, secret: 'right', trunk: false })),
    queues: [],
  });
  const wire = await startTcpWire(exchange.port);
  const open = (user: string, url: string): Line => {
    const line = createLine({
      clock: systemClock,
      log: silentLog,
      media: quietMedia(),
      random: Math.random,
      version: '0',
    });
    line.start({
      exchange: 'embedded',
      urls: [url],
      domain: exchange.domain,
      user,
      password: 'right',
      displayName: user,
      instanceId: `5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c${user}`,
      expiresSeconds: 600,
    });
    return line;
  };
  const desk = open('3107', `ws://127.0.0.1:${wire.port}`);
  const far = open('2001', exchange.url);
  try {
    await Promise.all([registered(desk), registered(far)]);
    const ringing = new Promise<SipCall>((heard) => desk.onIncoming(heard));
    const dialed = far.dial('3107');
    if (!dialed.ok) throw new Error(dialed.error.code);
    const call = await ringing;
    await call.accept();
    const record = call.record();
    if (record === null) throw new Error('no dialog');
    const aim: Aim = {
      user: '3107',
      domain: exchange.domain,
      callId: record.sipCallId,
      localTag: record.localTag,
      remoteTag: record.remoteTag,
    };
    let rang = 0;
    // A right INVITE may ring, as odd as it is; the desk declines it as it would a second caller.
    desk.onIncoming((other) => {
      rang += 1;
      void other.reject(486);
    });
    const noticed: string[] = [];
    call.subscribe((event) => {
      if (event.kind !== 'dialogMoved') noticed.push(event.kind);
    });
    /**
     * The exchange may hang up on a desk that answered nonsense with nonsense: then the line has to come back by itself, and a lost
     * connection may cost it 8 s, its next try up to 30 s.
     */
    let stuck = '';
    const answers = async (): Promise<boolean> => {
      for (let turn = 0; turn < 600; turn += 1) {
        const there = await dialed.value.sendText('在吗');
        const here = await call.sendText('在');
        stuck = `theirs ${wordOf(there)}, ours ${wordOf(here)}, line ${stateOf(desk)}, theirs ${stateOf(far)}, dialog ${call.record() !== null}`;
        if (there.ok && here.ok) return true;
        if (call.record() === null) return false;
        await new Promise((done) => setTimeout(done, 100));
      }
      return false;
    };
    await answers();
    const linesLost = countLosses(desk);

    const random = seeded(seed);
    const corpus = [...rfc4475, ...atTheDialog].map(({ text }) => text);
    const heapBefore = process.memoryUsage().heapUsed;
    const startedMs = performance.now();
    let messages = 0;
    const inject = (text: string): void => {
      messages += 1;
      wire.inject(textFrame(text));
    };
    for (const text of corpus) inject(aimed(text, aim, random));
    let talks = await answers();
    for (let sent = 0; sent < count && talks; sent += 1) {
      const base = corpus[Math.floor(random() * rfc4475.length)] ?? '';
      const text = mutated(aimed(base, aim, random), random);
      if (sent < from) continue;
      inject(text);
      if (sent % roundSize === roundSize - 1) talks = await answers();
    }
    talks = talks && (await answers());
    const tookMs = performance.now() - startedMs;
    const texts = noticed.filter((kind) => kind !== 'text');
    const ended = new Promise<SipCallEvent>((done) =>
      call.subscribe((event) => (event.kind === 'ended' ? done(event) : undefined)),
    );
    await dialed.value.end();
    const stillHangsUp = await Promise.race([
      ended.then(() => true),
      new Promise<boolean>((late) => setTimeout(() => late(false), 5_000)),
    ]);
    return {
      messages,
      rang,
      noticed: texts,
      escaped,
      linesLost: linesLost(),
      stillTalks: talks,
      stillHangsUp,
      stuck: talks ? '' : `after ${messages} messages: ${stuck}`,
      heapGrowthMib: Math.round((process.memoryUsage().heapUsed - heapBefore) / 1_048_576),
      tookMs,
    };
  } finally {
    void desk.stop();
    void far.stop();
    await wire.dispose();
    await exchange.dispose();
    process.off('uncaughtException', onError);
    process.off('unhandledRejection', onError);
  }
}
