import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { until } from './embedded-exchange.ts';

/** A link between the desk's machine and the rest of the world: a pair of virtual Ethernet devices. */
export interface Link {
  /** Puts this address on the desk's side, and leads everything by it. */
  give(address: string): void;
  /** Takes the address away, as when another one is assigned. */
  take(address: string): void;
  /** The carrier is gone, as when a cable is pulled: what the system's network manager does then is done, too. */
  pull(): void;
  plugIn(): void;
}

/** A network of the desk's own, with addresses that can really go. Everybody else is on the other side, at `far`. */
export interface OtherNetwork {
  /** Starts Electron there; its debugger's ports are reached from here. */
  readonly executable: string;
  /** Where the exchange and the callers are, by whichever link. */
  readonly far: string;
  readonly cable: Link;
  readonly radio: Link;
  dispose(): void;
}

/** 198.18.0.0/15 is for tests of this kind and nothing else (RFC 2544). */
const far = '198.18.1.1';

/** Whether this process may make networks: root with the capability, or root of a user namespace (`npm run faults -- --namespace`). */
export function canMakeNetworks(): boolean {
  const does = (...words: string[]): boolean =>
    spawnSync(words[0] ?? '', words.slice(1), { stdio: 'ignore' }).status === 0;
  const [one, other] = [`gl${process.pid}x`, `gl${process.pid}y`];
  return (
    does('nsenter', '--version') &&
    does('unshare', '-n', 'true') &&
    does('ip', 'link', 'add', one, 'type', 'veth', 'peer', 'name', other) &&
    does('ip', 'link', 'del', one)
  );
}

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' });

export async function startOtherNetwork(folder: string): Promise<OtherNetwork> {
  const electron = process.env.ELECTRON_BIN;
  if (electron === undefined) throw new Error('ELECTRON_BIN is not set: start the tests with npm run faults');
  const children: ChildProcess[] = [];
  const holder = spawn('unshare', ['-n', 'sleep', 'infinity'], { stdio: 'ignore' });
  children.push(holder);
  const pid = String(holder.pid);
  const net = (id: string): string => {
    try {
      return readlinkSync(`/proc/${id}/ns/net`);
    } catch {
      return net('self');
    }
  };
  await until(() => net(pid) !== net('self'), 'a network of its own');
  const inside = (...args: string[]): void =>
    void execFileSync('nsenter', ['-t', pid, '-n', '--', 'ip', ...args], { stdio: 'pipe' });
  inside('link', 'set', 'lo', 'up');
  ip('addr', 'add', `${far}/32`, 'dev', 'lo');
  const pairs: string[] = [];
  const link = (name: string, subnet: string, metric: number): Link => {
    const [here, there] = [`gl${pid}${name}`, name];
    ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', pid);
    ip('addr', 'add', `${subnet}.1/24`, 'dev', here);
    ip('link', 'set', here, 'up');
    inside('link', 'set', there, 'up');
    pairs.push(here);
    return {
      give(address) {
        inside('addr', 'add', `${address}/24`, 'dev', there);
        const way = ['default', 'via', `${subnet}.1`, 'dev', there, 'metric', String(metric)];
        inside('route', 'replace', ...way);
      },
      take: (address) => inside('addr', 'del', `${address}/24`, 'dev', there),
      pull() {
        ip('link', 'set', here, 'down');
        inside('addr', 'flush', 'dev', there);
      },
      plugIn() {
        ip('link', 'set', here, 'up');
      },
    };
  };
  const cable = link('eth0', '198.18.10', 100);
  const radio = link('wlan0', '198.18.20', 600);
  const door = join(folder, 'relay');
  const own = (name: string): string => resolve(import.meta.dirname, 'net', name);
  const relay = spawn('nsenter', ['-t', pid, '-n', '--', process.execPath, own('relay.mjs'), door], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(relay);
  await once(relay.stdout, 'data');
  const executable = join(folder, 'electron-in-another-network');
  const words = [process.execPath, own('inside.mjs'), pid, door, electron].map((word) => `'${word}'`);
  writeFileSync(executable, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  chmodSync(executable, 0o755);
  return {
    executable,
    far,
    cable,
    radio,
    dispose() {
      // A network goes some time after its last process: the next one has the same addresses.
      for (const here of pairs) ip('link', 'del', here);
      for (const child of children) child.kill('SIGKILL');
      ip('addr', 'del', `${far}/32`, 'dev', 'lo');
      rmSync(door, { force: true });
    },
  };
}
