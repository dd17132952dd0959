import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Phone, startPhone, type VideoCodec } from './baresip.ts';
import { makeCertificate } from './certificate.ts';
import type { Daemon } from './daemon.ts';
import { freePorts, loopback } from './free-ports.ts';
import { startKamailio } from './kamailio.ts';
import { startRtpengine } from './rtpengine.ts';

export interface PhoneSpec {
  /** The number the seat sees. */
  readonly user: string;
  readonly displayName?: string;
  readonly toneHz?: number;
  readonly video?: VideoCodec;
}

export interface PeersOptions {
  /** Who may register over a WebSocket. */
  readonly seats?: readonly string[];
  readonly phones?: readonly PhoneSpec[];
  /** Accounts of peers that the test starts itself (sipp). */
  readonly others?: readonly string[];
  readonly inviteHeaders?: Readonly<Record<string, string>>;
  readonly ringTimeoutMs?: number;
}

export interface Peers {
  readonly domain: string;
  /** ws://127.0.0.1:port — loopback, without TLS. */
  readonly wsUrl: string;
  /** wss://127.0.0.1:port — its certificate is signed by the authority in `caFile`. */
  readonly wssUrl: string;
  readonly caFile: string;
  /** The exchange for telephones: SIP over UDP on 127.0.0.1. */
  readonly sipPort: number;
  /** Everybody who may register, with the secret. */
  readonly users: Readonly<Record<string, string>>;
  phone(user: string): Phone;
  /** Takes the exchange away and gives it back; calls that are up keep their sound. */
  restartExchange(): Promise<void>;
  /** Folder of the servers' logs. */
  readonly logs: string;
  dispose(): Promise<void>;
}

/**
 * Tones without a common divisor with the 8,000 samples of a telephone line: of 440 Hz the coder's own noise (G.711)
 * repeats every 200 samples and stands at multiples of 40 Hz, also at somebody else's 1000; of these it is spread thin.
 */
const firstToneHz = 441;
const toneStepHz = 178;
const rtpPorts = 100;
const phonePorts = 10;
const logRoot = resolve(import.meta.dirname, '../../../out/interop');

export const secretOf = (user: string): string => `secret-${user}`;

/** A real exchange and real telephones on loopback: Kamailio, rtpengine, one baresip for each phone. */
export async function startPeers(options: PeersOptions = {}): Promise<Peers> {
  const { seats = ['1001', '1002'], phones = [{ user: '2001' }, { user: '2002' }] } = options;
  const domain = 'bank.test';
  const dir = mkdtempSync(join(tmpdir(), 'guardline-peers-'));
  const logs = join(logRoot, new Date().toISOString().replaceAll(':', '-'));
  mkdirSync(logs, { recursive: true });
  const users = Object.fromEntries(
    [...seats, ...phones.map(({ user }) => user), ...(options.others ?? [])].map((user) => [
      user,
      secretOf(user),
    ]),
  );
  const first = await freePorts(5 + rtpPorts + phones.length * phonePorts);
  const ports = { sip: first, ws: first + 1, wss: first + 2, ng: first + 3, cli: first + 4, rtp: first + 5 };
  const certificate = makeCertificate(dir, domain);
  const startExchange = (): Promise<Daemon> =>
    startKamailio({
      dir,
      logFile: join(logs, 'kamailio.log'),
      domain,
      ports: { sip: ports.sip, ws: ports.ws, wss: ports.wss, rtpengine: ports.ng },
      certificate,
      secrets: users,
      inviteHeaders: options.inviteHeaders ?? {},
      ringTimeoutMs: options.ringTimeoutMs ?? 120_000,
    });
  const running: { stop(): Promise<void> }[] = [];
  const stopAll = async (): Promise<void> => {
    for (const one of running.toReversed()) await one.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const lastRtp = ports.rtp + rtpPorts - 1;
    running.push(
      await startRtpengine({
        logFile: join(logs, 'rtpengine.log'),
        ports: { ng: ports.ng, cli: ports.cli, firstRtp: ports.rtp, lastRtp },
      }),
    );
    let exchange = await startExchange();
    running.push({ stop: () => exchange.stop() });
    const started = new Map<string, Phone>();
    for (const [
      index,
      { user, displayName = user, toneHz = firstToneHz + index * toneStepHz, video },
    ] of phones.entries()) {
      const phone = await startPhone({
        dir: join(dir, `phone-${user}`),
        logFile: join(logs, `phone-${user}.log`),
        domain,
        user,
        secret: secretOf(user),
        displayName,
        toneHz,
        ...(video === undefined ? {} : { video }),
        proxyPort: ports.sip,
        firstPort: lastRtp + 1 + index * phonePorts,
      });
      started.set(user, phone);
      running.push({ stop: () => phone.dispose() });
    }
    return {
      domain,
      wsUrl: `ws://${loopback}:${ports.ws}`,
      wssUrl: `wss://${loopback}:${ports.wss}`,
      caFile: certificate.caFile,
      sipPort: ports.sip,
      users,
      logs,
      phone(user) {
        const phone = started.get(user);
        if (!phone) throw new Error(`there is no phone ${user}`);
        return phone;
      },
      async restartExchange() {
        await exchange.stop();
        exchange = await startExchange();
      },
      dispose: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}
