import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#electron/store/db.ts';
import { createGuidanceRepository } from '#electron/store/guidance-repository.ts';
import { guidanceMigrations } from '#electron/store/migrations/guidance.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';
import { callId } from './support.ts';

const one = callId('call-1');
const two = callId('call-2');
const ticked = (cueId: string, callOffsetMs: number): GuidanceStep => ({
  kind: 'cueTicked',
  at: 1_000_000 + callOffsetMs,
  callOffsetMs,
  cueId,
  source: 'agent',
});

let file: string;
let db: Db;
beforeEach(() => {
  file = testDbFile();
  db = openTestDb(guidanceMigrations, file);
});
afterEach(() => db.close());

describe('the steps of a call in the database', () => {
  it('come back in their order, each call its own, after the file was closed', () => {
    const repository = createGuidanceRepository(db);
    // Two steps in one millisecond keep their order.
    const steps = [ticked('secrecy', 5), ticked('deadline', 5), ticked('safeAccount', 4)];
    for (const step of steps) repository.append(one, step);
    repository.append(two, ticked('claimsPolice', 9));
    db.close();
    db = openTestDb(guidanceMigrations, file);
    const again = createGuidanceRepository(db);
    expect(again.steps(one)).toEqual(steps);
    expect(again.steps(two)).toEqual([ticked('claimsPolice', 9)]);
    expect(again.steps(callId('call-3'))).toEqual([]);
  });

  it('a row that is no step is not passed on', () => {
    const repository = createGuidanceRepository(db);
    db.prepare(
      "INSERT INTO guidance_step VALUES ('call-1', 1, 0, 'cueTicked', '{\"kind\":\"other\"}')",
    ).run();
    expect(() => repository.steps(one)).toThrow();
  });
});
