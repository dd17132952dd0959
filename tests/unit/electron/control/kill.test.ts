import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { openHoldDesk, reaches } from '#tests/support/hold-desk.ts';
import { sampleCustomers, startSandbox } from '#tests/support/sandbox-core.ts';
import { testDbFile } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const cards = sampleCustomers().flatMap((customer) =>
  customer.cards.filter(({ state }) => state === 'none').map(({ id }) => id),
);

interface Child {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** The first line. */
  readonly ready: Promise<unknown>;
  readonly gone: Promise<unknown>;
}

function run(script: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', `tests/support/${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The project's own tsconfig points the database's name at its types, which a runner would take for the module.
    env: { ...process.env, TSX_TSCONFIG_PATH: 'tests/support/run-tsconfig.json' },
  });
  undo.push(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return {
    process: child,
    lines,
    ready: once(reader, 'line'),
    gone: Promise.all([once(child, 'exit'), once(reader, 'close')]),
  };
}

/** Everything the killed desk had said it asked for, by card. */
const said = (child: Child): (readonly [card: string, holdId: string])[] =>
  child.lines.slice(1).map((line) => line.split(' ') as [string, string]);

describe('kill -9 of the desk', () => {
  it.each(['durable', 'onWire', 'answered'])(
    'when the hold is %s: after the restart one hold, one receipt',
    async (phase) => {
      const bank = await startSandbox();
      undo.push(bank.dispose);
      const dbFile = testDbFile();
      await run('hold-until-killed.ts', bank.url, dbFile, phase, 'card-jia-1').gone;
      const desk = openHoldDesk(bank.url, { dbFile });
      undo.push(desk.close);
      const [hold] = desk.outbox.state.get().holds;
      if (!hold) throw new Error('the hold is lost');
      expect(hold.state).toBe(phase === 'answered' ? 'sent' : 'asked');
      await reaches(desk, hold.holdId, 'confirmed');
      expect(bank.holdsOn('card-jia-1')).toBe(1);
    },
  );

  it.each([3, 17, 41])('%i ms after the first of many clicks: none lost, none twice', async (afterMs) => {
    const bank = await startSandbox();
    undo.push(bank.dispose);
    const dbFile = testDbFile();
    const child = run('hold-until-killed.ts', bank.url, dbFile, 'none', ...cards);
    await child.ready;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.process.kill('SIGKILL');
    await child.gone;
    const desk = openHoldDesk(bank.url, { dbFile });
    undo.push(desk.close);
    const onDisk = desk.outbox.state.get().holds;
    const known = new Set(onDisk.map(({ holdId }) => holdId));
    expect(said(child).filter(([, holdId]) => !known.has(holdId))).toEqual([]);
    const done = await Promise.all(onDisk.map(({ holdId }) => reaches(desk, holdId, 'confirmed')));
    expect(done.map(({ cardId }) => bank.holdsOn(cardId))).toEqual(done.map(() => 1));
    const untouched = cards.filter((card) => !done.some(({ cardId }) => cardId === card));
    expect(untouched.filter((card) => bank.holdsOn(card) !== 0)).toEqual([]);
  });
});

describe('kill -9 of the core', () => {
  it('in the middle of many holds: every card is held once when it is back', async () => {
    const dataFile = join(testFolder(), 'core.jsonl');
    const first = run('sandbox-until-killed.ts', '0', dataFile);
    await first.ready;
    const url = first.lines[0] ?? '';
    const desk = openHoldDesk(url, {});
    undo.push(desk.close);
    const ids = cards.map((card) => desk.press(card));
    await Promise.race(ids.map((id) => reaches(desk, id, 'confirmed')));
    first.process.kill('SIGKILL');
    await first.gone;
    const back = await startSandbox({ port: Number(new URL(url).port), dataFile });
    undo.push(back.dispose);
    const done = await Promise.all(ids.map((id) => reaches(desk, id, 'confirmed')));
    expect(done).toHaveLength(cards.length);
    expect(cards.map((card) => back.holdsOn(card))).toEqual(cards.map(() => 1));
  });
});
