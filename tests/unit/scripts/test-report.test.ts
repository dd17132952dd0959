import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '#scripts/lib/paths.mjs';
import { compareFiles } from '#scripts/lib/test/files.mjs';
import { playwrightReport, vitestReport } from '#scripts/lib/test/report.mjs';
import { describe as describeStage } from '#scripts/lib/test/run-stage.mjs';
import { chooseStages, stages } from '#scripts/lib/test/stages.mjs';

describe('vitestReport', () => {
  const passed = { status: 'passed', fullName: 'a works' };

  test('adds up and names the files from the root', () => {
    const report = vitestReport({
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        {
          name: join(root, 'tests/unit/a.test.ts'),
          status: 'failed',
          assertionResults: [
            passed,
            { status: 'failed', fullName: 'a breaks', failureMessages: ['expected 1\nat x'] },
          ],
        },
      ],
    });
    expect(report).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      secondTries: 0,
      files: ['tests/unit/a.test.ts'],
      notes: ['tests/unit/a.test.ts › a breaks: expected 1'],
    });
  });

  test('a file that does not load is a failure although no test in it failed', () => {
    const report = vitestReport({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [
        {
          name: join(root, 'tests/unit/b.test.ts'),
          status: 'failed',
          message: 'no module',
          assertionResults: [],
        },
      ],
    });
    expect(report.failed).toBe(1);
    expect(report.notes).toEqual(['tests/unit/b.test.ts did not load: no module']);
  });
});

describe('playwrightReport', () => {
  const rootDir = join(root, 'tests/desk');
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };

  test('a test that passed at the second try has passed and is named with its first error; an error outside the tests is a failure', () => {
    const failedSpec = {
      title: 'rings',
      ok: false,
      tests: [{ status: 'unexpected', results: [{ error: { message: 'timeout\nmore' } }] }],
    };
    const secondTry = {
      title: 'holds',
      ok: true,
      tests: [{ status: 'flaky', results: [{ error: { message: 'no 180\nmore' } }, {}] }],
    };
    const fine = { title: 'ends', ok: true, tests: [{ status: 'expected', results: [{}] }] };
    const report = playwrightReport({
      config: { rootDir },
      suites: [
        { file: 'ring.e2e.ts', suites: [{ file: 'ring.e2e.ts', specs: [failedSpec] }] },
        { file: 'ring.e2e.ts', specs: [secondTry, fine] },
      ],
      errors: [{ message: 'teardown broke\nat y' }],
      stats,
    });
    expect(report).toEqual({
      passed: 4,
      failed: 2,
      skipped: 0,
      secondTries: 1,
      files: ['tests/desk/ring.e2e.ts'],
      notes: [
        'teardown broke',
        'tests/desk/ring.e2e.ts › rings: timeout',
        'second try: tests/desk/ring.e2e.ts › holds: no 180',
      ],
    });
  });
});

describe('describe', () => {
  test('the stage’s line counts what passed at the second try', () => {
    const result = {
      name: 'desk',
      passed: 84,
      failed: 0,
      skipped: 0,
      secondTries: 1,
      tookMs: 1_000,
      log: '',
    };
    expect(describeStage({ ...result, notes: ['second try: a › b: c'] }, false)).toBe(
      'desk      84 passed, 0 failed, 1 AT THE SECOND TRY (1.0 s)\n          second try: a › b: c',
    );
    expect(describeStage({ ...result, secondTries: 0, notes: [] }, false)).toBe(
      'desk      84 passed, 0 failed (1.0 s)',
    );
  });
});

describe('test files found = test files run', () => {
  test('a file that no runner picked up is named', () => {
    expect(compareFiles(['tests/unit/a.test.ts', 'tests/unit/b.test.ts'], ['tests/unit/a.test.ts'])).toEqual([
      'tests/unit/b.test.ts was found but not run',
    ]);
  });

  test('so is one that ran without a name by which it would be found', () => {
    expect(compareFiles([], ['tests/unit/helper.ts'])).toEqual([
      'tests/unit/helper.ts was run but is not named like a test',
    ]);
  });
});

describe('chooseStages', () => {
  test('none named: all; an unknown one is named', () => {
    expect(chooseStages([])).toEqual({ chosen: stages });
    expect(chooseStages(['unit', 'unti'])).toEqual({ unknown: 'unti' });
  });

  test('every folder has one owner', () => {
    const owned = stages.flatMap((stage) => stage.owns);
    expect(new Set(owned).size).toBe(owned.length);
  });
});
