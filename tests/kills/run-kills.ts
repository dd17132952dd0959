import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listedCardId, isListedCardClosed } from '#electron/core/sandbox/listed-cards.ts';
import { entrySchema, type Entry } from '#electron/core/sandbox/entries.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { sha256 } from '#electron/store/audit-repository.ts';
import { verifyChain } from '#shared/audit/chain.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import { openHoldDesk, type HoldDesk } from '#tests/support/hold-desk.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';
import { seeded } from '#tests/support/seeded.ts';
import { testDbFile } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { killedAfter } from './killed-after.ts';
import { chooseFaults } from './misbehaviour.ts';

export interface KillRun {
  readonly kills: number;
  readonly seed: number;
  /** The bundled `press-until-killed.ts`. */
  readonly script: string;
  /** Kills on one database; then another begins. */
  readonly perDatabase?: number;
  readonly onProgress?: (kills: number) => void;
}

export interface KillResult {
  readonly kills: number;
  /** What the product had answered for, what lies on the disk, and how it ended. */
  readonly asked: number;
  readonly onDisk: number;
  readonly confirmed: number;
  readonly released: number;
  readonly withdrawn: number;
  /** State of the newest request on disk when the process was killed. */
  readonly killedIn: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** What must be empty, each with what was found. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unproved: readonly string[];
  readonly unfinished: readonly string[];
  readonly audit: readonly string[];
}

type Tally = Map<string, number>;
const count = (tally: Tally, name: string): void => void tally.set(name, (tally.get(name) ?? 0) + 1);

/**
 * Kills the outbox's process at random moments while it presses, sends and reads answers of a core that misbehaves, starts it
 * again, and counts at the end: each request answered for must have ended in exactly one hold at the core and one receipt at the
 * desk. All choices come from the seed; the moments are as exact as the system's clock.
 */
export async function runKills(run: KillRun): Promise<KillResult> {
  const random = seeded(run.seed);
  const whole = {
    asked: 0,
    onDisk: 0,
    confirmed: 0,
    released: 0,
    withdrawn: 0,
    killedIn: new Map<string, number>(),
    faults: new Map<string, number>(),
    lost: [] as string[],
    doubled: [] as string[],
    unproved: [] as string[],
    unfinished: [] as string[],
    audit: [] as string[],
  };
  const per = run.perDatabase ?? 50;
  let nextCard = 1;
  for (let done = 0; done < run.kills; done += per) {
    const part = await onOneDatabase(run, Math.min(per, run.kills - done), random, () => {
      while (isListedCardClosed(nextCard)) nextCard += 1;
      return listedCardId(nextCard++);
    });
    for (const name of ['asked', 'onDisk', 'confirmed', 'released', 'withdrawn'] as const)
      whole[name] += part[name];
    for (const name of ['lost', 'doubled', 'unproved', 'unfinished', 'audit'] as const)
      whole[name].push(...part[name]);
    for (const name of ['killedIn', 'faults'] as const)
      for (const [key, times] of part[name]) whole[name].set(key, (whole[name].get(key) ?? 0) + times);
    run.onProgress?.(Math.min(done + per, run.kills));
  }
  return { kills: run.kills, ...whole };
}

async function onOneDatabase(
  run: KillRun,
  kills: number,
  random: () => number,
  newCard: () => string,
): Promise<Omit<KillResult, 'kills'>> {
  const dataFile = join(testFolder(), 'core.jsonl');
  const core = await startSandbox({ dataFile });
  const dbFile = testDbFile();
  const [asked, shown] = [new Set<string>(), new Map<string, string>()];
  const [killedIn, faults]: [Tally, Tally] = [new Map(), new Map()];
  for (let at = 0; at < kills; at += 1) {
    core.faults.clear();
    for (const { name, fault } of chooseFaults(random)) {
      core.faults.add(fault);
      count(faults, name);
    }
    const cards = Array.from({ length: 1 + Math.floor(random() * 4) }, newCard);
    const lines = await killedAfter(
      run.script,
      [core.url, dbFile, `${Math.floor(random() * 1e9)}`, ...cards],
      random,
    );
    const last: Tally = new Map();
    for (const [word, id = '', receipt = ''] of lines.map((line) => line.split(' '))) {
      if (word === 'asked') asked.add(id);
      if (word === 'confirmed') shown.set(id, receipt);
      if (word !== 'ready' && word !== undefined) last.set(word, 1);
    }
    count(killedIn, [...last.keys()].at(-1) ?? (lines.length > 0 ? 'started' : 'starting'));
  }
  core.faults.clear();
  const desk = openHoldDesk(core.url, { dbFile });
  try {
    await settle(desk);
    return {
      ...judge({ core, desk, asked, shown, entries: entriesOf(dataFile) }),
      asked: asked.size,
      killedIn,
      faults,
    };
  } finally {
    desk.close();
    await core.dispose();
  }
}

/** Until nothing is open, and what failed for now has been tried again by a person. */
async function settle(desk: HoldDesk): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const requests = desk.repository.openAndSince(0);
    for (const { requestId, failure } of requests) if (failure?.retryable) desk.outbox.retry(requestId);
    if (desk.outbox.state.get().outboxDepth === 0) return;
    await new Promise<void>((resolve) => {
      const undo = desk.outbox.state.subscribe(({ outboxDepth }) => {
        if (outboxDepth > 0) return;
        undo();
        resolve();
      });
    });
  }
}

const entriesOf = (dataFile: string): readonly Entry[] =>
  readFileSync(dataFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entrySchema.parse(JSON.parse(line)));

interface Found {
  readonly core: SandboxCore;
  readonly desk: HoldDesk;
  readonly asked: ReadonlySet<string>;
  readonly shown: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
}

function judge({ core, desk, asked, shown, entries }: Found) {
  const disk = desk.repository.openAndSince(0);
  const onDisk = new Set(disk.map(({ requestId }) => requestId));
  const bound = entries.filter((entry) => entry.kind === 'hold' || entry.kind === 'control');
  const receipts = new Map(bound.map(({ key, receipt }) => [key, receipt.receipt]));
  const keys = bound.map(({ key }) => key);
  const standing = disk.filter(
    ({ action, state, undoneAt }) => action === 'apply' && state === 'confirmed' && undoneAt === null,
  );
  const chain = verifyChain(desk.audit.entries(), sha256);
  const kept = new Set(
    [...desk.audit.entries()]
      .filter(({ action }) => action === 'control.confirmed')
      .map(({ body }) => (body as { requestId: string }).requestId),
  );
  const confirmed = disk.filter(({ state }) => state === 'confirmed');
  return {
    onDisk: disk.length,
    confirmed: confirmed.length,
    released: disk.filter(({ action, state }) => action === 'undo' && state === 'confirmed').length,
    withdrawn: disk.filter(({ state }) => state === 'withdrawn').length,
    lost: [
      ...[...asked].filter((id) => !onDisk.has(id)).map((id) => `${id} answered for, not on disk`),
      ...disk
        .filter(({ requestId, state }) => state === 'confirmed' && !receipts.has(requestId))
        .map(({ requestId }) => `${requestId} confirmed, not at the core`),
      ...standing
        .filter(({ target }) => core.holdsOn(target.id) === 0)
        .map(({ requestId }) => `${requestId} stands at the desk, not at the core`),
    ],
    doubled: [
      ...keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${key} bound twice`),
      ...keys.filter((key) => !onDisk.has(key)).map((key) => `${key} at the core, never asked for here`),
      ...disk
        .filter(({ target }) => core.holdsOn(target.id) > 1)
        .map(({ target }) => `${target.id} held more than once`),
      ...disk
        .filter(({ requestId, state }) => state === 'withdrawn' && receipts.has(requestId))
        .map(({ requestId }) => `${requestId} withdrawn, and done all the same`),
      ...disk
        .filter(({ requestId }) => {
          const steps = desk.repository.history(requestId).filter(({ state }) => state === 'confirmed');
          return steps.length > 1;
        })
        .map(({ requestId }) => `${requestId} confirmed twice`),
    ],
    unproved: [
      ...confirmed
        .filter(({ requestId, receipt }) => receipt?.number !== receipts.get(requestId))
        .map(({ requestId }) => `${requestId} on disk with another receipt than the core's`),
      ...[...shown]
        .filter(([id, receipt]) => receipts.get(id) !== receipt)
        .map(([id]) => `${id} shown as confirmed without the core's receipt`),
    ],
    unfinished: disk
      .filter(({ state, failure }) => isOpen(state) || (state === 'failed' && failure?.retryable))
      .map(({ requestId, state }) => `${requestId} ${state}`),
    audit: [
      ...(chain.kind === 'whole' ? [] : [`broken at entry ${chain.seq}: ${chain.why}`]),
      ...confirmed
        .filter(({ requestId }) => !kept.has(requestId))
        .map(({ requestId }) => `${requestId} not in it`),
    ],
  };
}
