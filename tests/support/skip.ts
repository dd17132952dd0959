import { spawnSync } from 'node:child_process';
import { test } from '@playwright/test';

/**
 * Skips a test that this machine cannot run, and says so where it is read. In CI there is no such thing: it fails.
 */
export function skipLoudly(why: string): never {
  if (process.env.CI) throw new Error(`this must run in CI: ${why}`);
  process.stderr.write(`\nSKIPPED, as it cannot run here: ${why}\n`);
  test.skip(true, why);
  throw new Error('unreachable');
}

const has = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

/** Makes sure of programs, by apt where that is allowed; otherwise skips the test, loudly. */
export function needPrograms(programs: readonly string[], packages: readonly string[]): void {
  const missing = (): readonly string[] => programs.filter((one) => !has(one));
  if (missing().length === 0) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && has('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['-qq', 'update'], { env, stdio: 'ignore' });
    const options = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
    spawnSync('apt-get', options, { env, stdio: 'ignore' });
  }
  if (missing().length > 0)
    skipLoudly(`${missing().join(', ')} cannot be had (Debian: ${packages.join(' ')})`);
}
