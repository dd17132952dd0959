import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Phone, startPhone } from '#tests/interop/peers/baresip.ts';
import { makeCertificate } from '#tests/interop/peers/certificate.ts';
import { type Daemon, startDaemon } from '#tests/interop/peers/daemon.ts';
import { freePorts } from '#tests/interop/peers/free-ports.ts';
import { secretOf } from '#tests/interop/peers/peers.ts';
import { levelOf } from '#tests/support/tone.ts';
import { heardFile, keysFile, writeConfiguration } from './configuration.ts';

export interface AsteriskExchange {
  readonly domain: string;
  readonly wssPort: number;
  readonly caFile: string;
  phone(user: string): Phone;
  /** Level of a tone in the last half second that the first caller heard, dB below full scale. */
  callerHears(hz: number): number;
  /** Longest pause in what the first caller heard since `from` (of `heardSoFar`), milliseconds. */
  longestSilence(from: number): number;
  heardSoFar(): number;
  keys(): string;
  /** kill -9, and started again on the same ports. */
  killAndRestart(): Promise<void>;
  command(words: string): Promise<string>;
  dispose(): Promise<void>;
}

const seats = ['1001', '1002'];
const rtpPorts = 100;
const rate = 8_000;
/** Under this a piece of 20 ms is silence: a tone of ours peaks far above. */
const quiet = 300;
const pieceMs = 20;

/** A real Asterisk from `prefix`, with one baresip for each phone. Their tones share no divisor with the line's 8,000. */
export async function startAsterisk(
  prefix: string,
  phones: readonly { readonly user: string; readonly displayName: string; readonly toneHz: number }[],
): Promise<AsteriskExchange> {
  const dir = mkdtempSync(join(tmpdir(), 'guardline-asterisk-'));
  const logs = join(
    resolve(import.meta.dirname, '../../out/asterisk'),
    new Date().toISOString().replaceAll(':', '-'),
  );
  mkdirSync(logs, { recursive: true });
  const first = await freePorts(4 + rtpPorts + phones.length * 10);
  const ports = { sip: first, http: first + 1, wss: first + 2, firstRtp: first + 4 };
  const domain = 'bank.test';
  const certificate = makeCertificate(dir, domain);
  const secrets = Object.fromEntries(
    [...seats, ...phones.map(({ user }) => user)].map((user) => [user, secretOf(user)]),
  );
  const program = join(prefix, 'sbin', 'asterisk');
  const file = writeConfiguration({ prefix, dir, ports, certificate, secrets, seats, phones });
  const start = (): Promise<Daemon> =>
    startDaemon('Asterisk', [program, '-f', '-C', file], {
      logFile: join(logs, 'asterisk.log'),
      listensOn: ports.wss,
      cwd: dir,
    });
  const command = async (words: string): Promise<string> =>
    (await promisify(execFile)(program, ['-C', file, '-rx', words])).stdout;
  let exchange = await start();
  const started = new Map<string, Phone>();
  const dispose = async (): Promise<void> => {
    for (const phone of started.values()) await phone.dispose();
    await exchange.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  const heard = (): Buffer => (existsSync(heardFile(dir)) ? readFileSync(heardFile(dir)) : Buffer.alloc(0));
  try {
    await command('core waitfullybooted');
    for (const [index, { user, displayName, toneHz }] of phones.entries()) {
      const phone = await startPhone({
        ...{ dir: join(dir, `phone-${user}`), logFile: join(logs, `phone-${user}.log`) },
        ...{ domain, user, secret: secretOf(user), displayName, toneHz, proxyPort: ports.sip },
        firstPort: ports.firstRtp + rtpPorts + index * 10,
      });
      started.set(user, phone);
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    domain,
    wssPort: ports.wss,
    caFile: certificate.caFile,
    phone(user) {
      const phone = started.get(user);
      if (phone === undefined) throw new Error(`there is no phone ${user}`);
      return phone;
    },
    callerHears(hz) {
      const bytes = heard().subarray(-rate);
      if (bytes.length < rate) return -200;
      return levelOf(
        Int16Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2)),
        rate,
        hz,
      );
    },
    heardSoFar: () => heard().length,
    longestSilence(from) {
      const bytes = heard();
      const piece = (rate * pieceMs * 2) / 1_000;
      let [longest, run] = [0, 0];
      for (let at = from - (from % piece); at + piece <= bytes.length; at += piece) {
        let peak = 0;
        for (let one = 0; one < piece; one += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at + one)));
        run = peak < quiet ? run + pieceMs : 0;
        longest = Math.max(longest, run);
      }
      return longest;
    },
    keys: () => (existsSync(keysFile(dir)) ? readFileSync(keysFile(dir), 'utf8') : ''),
    async killAndRestart() {
      const pid = Number(readFileSync(join(dir, 'run', 'asterisk.pid'), 'utf8'));
      process.kill(pid, 'SIGKILL');
      await exchange.stop();
      exchange = await start();
    },
    command,
    dispose,
  };
}
