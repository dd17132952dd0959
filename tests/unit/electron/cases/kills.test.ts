import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { bundleForKills } from '#tests/kills/bundle.ts';
import { runAttemptKills } from '#tests/kills/run-attempts.ts';

it('a ring is counted once across kill -9 and a core that misbehaves, and one cut off in the middle by nobody', async () => {
  const script = await bundleForKills('ring-until-killed');
  const result = await runAttemptKills({ kills: 12, seed: 20_261_128, script });
  rmSync(dirname(script), { recursive: true, force: true });
  expect(result).toMatchObject({ lost: [], doubled: [], invented: [] });
  // The run has killed where it hurts: in the ring, and between the disk and the core.
  expect(result.counted).toBeGreaterThan(2);
  expect(result.cutOff).toBeGreaterThan(0);
  expect(result.owed).toBeGreaterThan(0);
}, 120_000);
