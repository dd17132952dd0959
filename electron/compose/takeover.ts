import { spawn } from 'node:child_process';
import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallManager } from '#electron/call/call-manager.ts';
import type { KeptCall, KeptCalls } from '#electron/call/ports.ts';
import type { Line, SipCall, TakeoverStep } from '#electron/sip/ports.ts';
import { createStandbyPost, type StandbyPost, type WaitingProcess } from '#electron/standby/post.ts';
import type { Relief } from '#electron/standby/ports.ts';
import type { WayBack } from '#electron/standby/way-back.ts';
import type { Person } from '#shared/access/people.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { Publisher } from '#shared/lib/publisher.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from '#electron/log/log.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Told by the test harness to a desk that is to stay dead when it is killed. */
export const noStandbySwitch = '--no-standby';
/** Beyond this nothing is left at any exchange: the record only goes. */
const forgottenMs = 600_000;
const beatEveryMs = 2_000;

/** A file whose time says when a call was last up: what is left of the moment of death when nobody watched. */
export interface Pulse {
  beat(): void;
  last(): number;
}

export function createPulse(folder: string, now: () => number): Pulse {
  const file = join(folder, 'in-call');
  return {
    beat() {
      try {
        utimesSync(file, now() / 1000, now() / 1000);
      } catch {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, '', { mode: 0o600 });
      }
    },
    last: () => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  };
}

/** The waiting process: this executable once more, with a pipe as its only tie. It outlives us, so it is nobody's child. */
function startWaiting(argv: readonly string[]): WaitingProcess {
  const child = spawn(process.execPath, [...argv], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  child.stdin.on('error', () => undefined);
  child.on('error', () => undefined);
  return {
    pid: child.pid,
    write: (line) => void child.stdin.write(line),
    onExit: (listener) => void child.once('exit', listener),
  };
}

export interface Takeover {
  /** The store is open: calls that are up are kept from now on, and those of a predecessor are known. */
  open(kept: KeptCalls, key: Uint8Array): void;
  readonly kept: () => KeptCalls | null;
  /** Who was in a call when the program died, while that call can still be taken over or its caller be freed. */
  returning(): string | null;
  /**
   * Before the line starts for this person, and before the rooms are built: the line knows the calls it has to take over.
   * Resolves when each has its sound again or never will, at the latest after `mostMs`.
   */
  begin(personId: string, mostMs: number): Promise<void>;
  /** Before the seat and the line know of this person: their calls are there again, and those of whoever is no more known here. */
  signedIn(personId: string): void;
  dispose(): void;
}

export interface TakeoverDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly pulse: Pulse;
  readonly relief: Relief | null;
  /** When each thing stood again, of a program that came by itself. */
  readonly way: WayBack | null;
  readonly values: () => SettingValues;
  readonly line: Pick<Line, 'resume'>;
  readonly calls: Pick<CallManager, 'resume' | 'state'>;
  readonly post: StandbyPost;
  /** Who may sign in here now. */
  readonly people: () => readonly { readonly id: string }[];
}

export function standbyPost(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly argv: readonly string[];
  readonly relief: Relief | null;
}): StandbyPost {
  const own = deps.argv.slice(1);
  const post = createStandbyPost({
    ...deps,
    argv: own,
    pid: process.pid,
    restarts: deps.relief?.restarts ?? [],
    start: startWaiting,
  });
  process.once('exit', post.goodbye);
  return own.includes(noStandbySwitch) ? { ...post, open: () => undefined } : post;
}

/** Keeps what the next program needs, starts the process that becomes it, and takes up what a dead one has left. */
export function composeTakeover(deps: TakeoverDeps): Takeover {
  const { clock, log, pulse, relief, calls, post } = deps;
  const isKnown = (id: string): boolean => deps.people().some((one) => one.id === id);
  let kept: KeptCalls | null = null;
  let key: Uint8Array | null = null;
  let left: readonly KeptCall[] = [];
  let begun: readonly { readonly call: KeptCall; readonly sip: SipCall }[] = [];
  /** Calls whose sound is still on its way. */
  const awaited = new Set<string>();
  let settle = (): void => undefined;
  let isWayTold = false;
  let person: string | null = null;
  let undoBeat = (): void => undefined;
  let up = false;

  const windowMs = (): number => deps.values()['exchange.takeoverSeconds'] * 1000;
  const diedAt = (call: KeptCall): number => relief?.diedAt ?? Math.max(call.savedAt, pulse.last());
  const leftMs = (call: KeptCall): number => diedAt(call) + windowMs() - clock.now();
  const beat = (): void => {
    pulse.beat();
    undoBeat = clock.after(beatEveryMs, beat);
  };
  const passed = (callId: string, step: TakeoverStep): void => {
    deps.way?.mark(step);
    if (step !== 'over' && step !== 'heard') return;
    awaited.delete(callId);
    if (awaited.size === 0) settle();
    tellWay();
  };
  /** Once, when the caller is heard and the desk shows it: where the time went, for whoever looks after this desk. */
  const tellWay = (): void => {
    const told = deps.way?.told() ?? {};
    if (isWayTold || told.heard === undefined || told.signedIn === undefined) return;
    isWayTold = true;
    log.info('way back after a death', { ...told });
  };
  const resume = (personId: string): void => {
    const mine = left.filter((call) => call.personId === personId || !isKnown(call.personId));
    left = left.filter((call) => !mine.includes(call));
    const way = deps.values()['exchange.takeover'];
    const resumed = mine.map((call) => {
      const { callId } = call.call;
      awaited.add(callId);
      const onStep = (step: TakeoverStep): void => passed(callId, step);
      const plan = { way, leftMs: leftMs(call), muted: call.muted, onStep };
      return { call, sip: deps.line.resume(callId, call.dialog, plan) };
    });
    begun = [...begun, ...resumed];
  };
  const undoCalls = calls.state.subscribe(({ calls: now }) => {
    const isUp = now.some(({ state, answeredAt }) => isLive(state) && answeredAt !== null);
    if (isUp === up) return;
    up = isUp;
    undoBeat();
    if (!isUp) return post.release();
    beat();
    if (person !== null && key !== null) post.hold(person, key);
  });

  return {
    kept: () => kept,
    open(opened, storeKey) {
      kept = opened;
      key = storeKey;
      left = opened.all().filter((call) => {
        if (clock.now() - diedAt(call) < forgottenMs) return true;
        opened.remove(call.call.callId);
        return false;
      });
      if (left.length > 0) log.info('calls of a program that died', { calls: left.length });
    },
    begin(personId, mostMs) {
      resume(personId);
      return new Promise((settled) => {
        settle = settled;
        clock.after(mostMs, settled);
        if (awaited.size === 0) settled();
      });
    },
    returning() {
      const known = begun[0]?.call.personId;
      if (known !== undefined && isKnown(known)) return known;
      if (known !== undefined) return deps.people()[0]?.id ?? null;
      const mine = left.find((call) => relief?.held?.personId === call.personId || leftMs(call) > 0);
      if (mine === undefined) return null;
      // The settings may have changed since that person signed in (another exchange, another seat): the caller must not wait
      // for somebody who cannot come back, so whoever has this seat goes on.
      return isKnown(mine.personId) ? mine.personId : (deps.people()[0]?.id ?? null);
    },
    signedIn(personId) {
      person = personId;
      resume(personId);
      for (const { call, sip } of begun) calls.resume(sip, call);
      if (begun.length > 0) deps.way?.mark('signedIn');
      begun = [];
      tellWay();
      post.open();
    },
    dispose() {
      undoBeat();
      undoCalls();
      post.goodbye();
    },
  };
}

/** Longer than this nobody who came back waits for their desk, whatever their caller's sound does. */
const callersFirstMs = 3_000;

/** A caller waits in silence: the line, their sound, and only then everything that a desk needs besides. */
export async function callersFirst(deps: {
  readonly takeover: Takeover;
  readonly way: WayBack | null;
  readonly people: () => readonly Person[];
  /** Whom the line stands for. */
  readonly seated: Publisher<Person | null>;
}): Promise<void> {
  const { takeover, seated } = deps;
  const returning = takeover.returning();
  const person = deps.people().find(({ id }) => id === returning);
  if (person === undefined) return deps.way?.mark('over');
  const heard = takeover.begin(person.id, callersFirstMs);
  seated.set(person);
  await heard;
}
