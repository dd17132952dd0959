import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Phone, startPhone } from '#tests/interop/peers/baresip.ts';
import { type Certificate, makeCertificate } from '#tests/interop/peers/certificate.ts';
import type { Daemon } from '#tests/interop/peers/daemon.ts';
import { freePorts } from '#tests/interop/peers/free-ports.ts';
import { secretOf } from '#tests/interop/peers/peers.ts';
import { type Heard, heardIn } from './heard.ts';

/** What an exchange of any make is told: two seats that register by WebSocket, telephones that register by UDP, all on loopback. */
export interface Plan {
  /** Where it is installed (`--prefix` of its configure). */
  readonly prefix: string;
  /** Its own folder: configuration, state, recordings. */
  readonly dir: string;
  readonly domain: string;
  readonly ports: {
    readonly sip: number;
    readonly http: number;
    readonly wss: number;
    readonly firstRtp: number;
  };
  readonly certificate: Certificate;
  readonly seats: readonly string[];
  readonly phones: readonly { readonly user: string; readonly displayName: string }[];
  /** user → secret */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where it shall record what the first caller hears, and the keys that the number 6099 is sent. */
  readonly heardFile: string;
  readonly keysFile: string;
  readonly logFile: string;
}

/** One make of exchange. */
export interface Make {
  /** As the table names it. */
  readonly name: string;
  /** What it calls a file of raw samples. */
  readonly rawSuffix: string;
  /** Tells of a blind transfer that it is done before anybody was rung: whoever cannot be reached costs the caller his call. */
  readonly promisesTransfers: boolean;
  /** Writes its configuration; once. */
  write(plan: Plan): void;
  /** Resolves when seats and telephones can register. */
  start(plan: Plan): Promise<Daemon>;
  pid(plan: Plan): number;
}

export interface Exchange {
  readonly domain: string;
  readonly wssPort: number;
  readonly caFile: string;
  readonly heard: Heard;
  readonly keysFile: string;
  phone(user: string): Phone;
  /** kill -9, and started again on the same ports. */
  killAndRestart(): Promise<void>;
  dispose(): Promise<void>;
}

const seats = ['1001', '1002'];
/** How many ports an exchange may use for sound, from `firstRtp`. */
export const rtpPorts = 100;

/** A real exchange with one baresip for each phone. Their tones share no divisor with the line's 8,000. */
export async function startExchange(
  make: Make,
  prefix: string,
  phones: readonly { readonly user: string; readonly displayName: string; readonly toneHz: number }[],
): Promise<Exchange> {
  const dir = mkdtempSync(join(tmpdir(), 'guardline-exchange-'));
  const out = resolve(import.meta.dirname, '../../out', make.name.toLowerCase());
  const logs = join(out, new Date().toISOString().replaceAll(':', '-'));
  mkdirSync(logs, { recursive: true });
  const first = await freePorts(4 + rtpPorts + phones.length * 10);
  const domain = 'bank.test';
  const users = [...seats, ...phones.map(({ user }) => user)];
  const plan: Plan = {
    ...{ prefix, dir, domain, seats, phones },
    ports: { sip: first, http: first + 1, wss: first + 2, firstRtp: first + 4 },
    certificate: makeCertificate(dir, domain),
    secrets: Object.fromEntries(users.map((user) => [user, secretOf(user)])),
    ...{ heardFile: join(dir, `heard.${make.rawSuffix}`), keysFile: join(dir, 'keys') },
    logFile: join(logs, 'exchange.log'),
  };
  make.write(plan);
  let running = await make.start(plan);
  const started = new Map<string, Phone>();
  const dispose = async (): Promise<void> => {
    for (const phone of started.values()) await phone.dispose();
    await running.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    for (const [index, { user, displayName, toneHz }] of phones.entries()) {
      const phone = await startPhone({
        ...{ dir: join(dir, `phone-${user}`), logFile: join(logs, `phone-${user}.log`) },
        ...{ domain, user, secret: secretOf(user), displayName, toneHz, proxyPort: plan.ports.sip },
        firstPort: plan.ports.firstRtp + rtpPorts + index * 10,
      });
      started.set(user, phone);
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    domain,
    wssPort: plan.ports.wss,
    caFile: plan.certificate.caFile,
    heard: heardIn(plan.heardFile),
    keysFile: plan.keysFile,
    phone(user) {
      const phone = started.get(user);
      if (phone === undefined) throw new Error(`there is no phone ${user}`);
      return phone;
    },
    async killAndRestart() {
      process.kill(make.pid(plan), 'SIGKILL');
      await running.stop();
      running = await make.start(plan);
    },
    dispose,
  };
}
