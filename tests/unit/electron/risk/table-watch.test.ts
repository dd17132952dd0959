import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createFlagRules } from '#electron/risk/care/flag-rules.ts';
import { flagTable } from '#electron/risk/care/flag-table.ts';
import { createTableFiles } from '#electron/risk/table-files.ts';
import { watchTable } from '#electron/risk/table-watch.ts';
import { noRuleFacts } from '#shared/caller/own-rules.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { engine } from './support.ts';

const asset = (file: string): Promise<string> => readFile(`assets/decision-tables/${file}`, 'utf8');

it('a table that is changed while the desk runs is taken when it passes, and named by its cell when it does not', async () => {
  const kept = join(testFolder(), 'kept');
  await mkdir(kept, { recursive: true });
  const model = await asset('care-flags.json');
  await writeFile(join(kept, 'care-flags.tests.json'), await asset('care-flags.tests.json'));
  const files = createTableFiles('assets/decision-tables', kept, flagTable);
  const rules = createFlagRules({ log: silentLog, files, loadEngine: engine });
  const clock = createManualClock();
  const since = await files.stamp();
  await rules.load();
  let reads = 0;
  const watch = watchTable({
    clock,
    log: silentLog,
    files,
    since,
    reload: async () => {
      await rules.load();
      reads += 1;
    },
  });
  /** As often as it takes until the files were read again; the clock is the test's own. */
  const readAgain = async (times: number): Promise<void> => {
    await until(() => (clock.advance(3_000), reads >= times), 'the table to be read again');
    expect(reads).toBe(times);
  };
  const of55 = { ...noRuleFacts, age: 55, sex: 'm' as const };
  const flagged = (): readonly string[] =>
    rules.rules
      .get()
      .decide(of55)
      .map(({ flag }) => flag);
  expect(flagged()).toEqual([]);

  // The bank lowers the age by its own table, with test rows that say so.
  const tests = JSON.parse(await asset('care-flags.tests.json'));
  const lower = model.replace('">= elderlyFrom"', '">= elderlyFrom - 5"');
  expect(lower).not.toBe(model);
  const rows = tests.rows.filter(({ facts }: { facts: { age?: number } }) => {
    const { age } = facts;
    return age === undefined || age >= 60 || age < 50;
  });
  await writeFile(join(kept, 'care-flags.tests.json'), JSON.stringify({ rows }));
  await writeFile(join(kept, 'care-flags.json'), lower);
  await readAgain(1);
  expect(rules.health.get().refused).toEqual([]);
  expect(flagged()).toEqual(['elderly']);

  await writeFile(join(kept, 'care-flags.json'), lower.replace('">= elderlyFrom - 5"', '">= "'));
  await readAgain(2);
  expect(rules.health.get()).toMatchObject({ isLastGood: true });
  expect(rules.health.get().refused[0]?.where).toContain('row 1');
  expect(flagged()).toEqual(['elderly']);
  watch.dispose();
});
