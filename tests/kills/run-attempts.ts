import { join } from 'node:path';
import type { SandboxFault } from '#electron/core/sandbox/faults.ts';
import type { SampleCase } from '#shared/cases/sample-case.ts';
import { openCaseDesk } from '#tests/support/case-desk.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';
import { seeded } from '#tests/support/seeded.ts';
import { testDbFile } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { killedAfter } from './killed-after.ts';

export interface AttemptKills {
  readonly dialled: number;
  /** Rings that the process was killed in: nobody knows what the holder did. */
  readonly cutOff: number;
  /** On disk and not at the core when the process was killed. */
  readonly owed: number;
  readonly counted: number;
  /** Each must be empty. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly invented: readonly string[];
}

const sample = (index: number): SampleCase => ({
  customerId: index % 2 === 0 ? 'cust-he' : 'cust-jia',
  money: { amountMinor: 1_000_000 + index, currency: 'CNY' },
  payeeMasked: `收款人 ${index}`,
  payeeIsNew: true,
  channel: 'app',
  cues: ['newPayee'],
  deadlineIn: '6h',
});

const on = 'POST /v1/cases';
/** What a core does wrong to a claim or an attempt: done and not said, not done, late, in error. */
const faults: readonly SandboxFault[] = [
  { on, kind: 'drop', when: 'after', times: 2 },
  { on, kind: 'silence', when: 'after' },
  { on, kind: 'drop', when: 'before' },
  { on, kind: 'status', status: 503, times: 3 },
  { on, kind: 'delay', ms: 320 },
];

interface AttemptRow {
  readonly attempt_id: string;
  readonly result: string | null;
}

const attemptsOf = ({ db }: Pick<ReturnType<typeof openCaseDesk>, 'db'>): readonly AttemptRow[] =>
  db.prepare<[], AttemptRow>('SELECT attempt_id, result FROM case_attempt').all();

/** On the disk as begun, without an end there and without one that was said: one whose end was written and not said is none. */
const cutOffIn = (rows: readonly AttemptRow[], ended: ReadonlyMap<string, string>): number =>
  rows.filter((row) => row.result === null && !ended.has(row.attempt_id)).length;

/**
 * Kills a desk that rings holders, at random moments, against a core that misbehaves. At the end every ring whose end was on the disk
 * stands at the core exactly once, and one that was cut off stands nowhere: the two-attempt rule must not protect an account
 * for a ring that nobody can tell of.
 */
export async function runAttemptKills(run: {
  readonly kills: number;
  readonly seed: number;
  readonly script: string;
}): Promise<AttemptKills> {
  const random = seeded(run.seed);
  const core = await startSandbox({ dataFile: join(testFolder(), 'core.jsonl') });
  const dbFile = testDbFile();
  const [dialled, ended] = [new Set<string>(), new Map<string, string>()];
  let owed = 0;
  let cutOff = 0;
  const counting = (): number => [...ended.values()].filter((what) => what === 'counts').length;
  // On until it was killed where it hurts, too: the moments are the system's, and a loaded one kills most before the first ring.
  const enough = (at: number): boolean => at >= run.kills && cutOff > 0 && owed > 0 && counting() > 2;
  for (let at = 0; !enough(at) && at < run.kills * 6; at += 1) {
    for (const one of [0, 1, 2]) core.cases.arrive(sample(at * 3 + one));
    core.faults.clear();
    for (const fault of faults) if (random() < 0.25) core.faults.add(fault);
    const seed = `${Math.floor(random() * 1e9)}`;
    for (const line of await killedAfter(run.script, [core.url, dbFile, seed], random)) {
      const [word, id = '', what = ''] = line.split(' ');
      if (word === 'dialled') dialled.add(id);
      if (word === 'ended') ended.set(id, what);
    }
    const peek = openCaseDesk('http://127.0.0.1:9', dbFile);
    owed += peek.repository.unsent().length;
    cutOff = cutOffIn(attemptsOf(peek), ended);
    peek.close();
  }
  core.faults.clear();
  const desk = openCaseDesk(core.url, dbFile);
  try {
    while (desk.repository.unsent().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const rows = attemptsOf(desk);
    const atCore = core.cases
      .cases()
      .cases.flatMap(({ attempts }) => attempts.map(({ attemptId }) => attemptId));
    const counted = new Set(atCore);
    const onDisk = new Set(rows.filter(({ result }) => result !== null).map((row) => row.attempt_id));
    return {
      dialled: dialled.size,
      cutOff: cutOffIn(rows, ended),
      owed,
      counted: counted.size,
      lost: [
        ...[...onDisk].filter((id) => !counted.has(id)),
        ...[...ended].filter(([id, what]) => what === 'counts' && !counted.has(id)).map(([id]) => id),
      ],
      doubled: atCore.filter((id, index) => atCore.indexOf(id) !== index),
      invented: atCore.filter((id) => !onDisk.has(id)),
    };
  } finally {
    desk.close();
    await core.dispose();
  }
}
