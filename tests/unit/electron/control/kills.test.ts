import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { bundleForKills } from '#tests/kills/bundle.ts';
import { runKills } from '#tests/kills/run-kills.ts';
import { violations } from '#tests/kills/table.ts';

// The long form is `npm run faults:hold`.
it('30 kills at random moments against a core that misbehaves: nothing lost, doubled or shown without a receipt', async () => {
  const script = await bundleForKills();
  const result = await runKills({ kills: 30, seed: 20_261_128, script });
  rmSync(dirname(script), { recursive: true, force: true });
  expect(violations(result)).toEqual([]);
  expect(result.asked).toBeGreaterThan(20);
  expect(result.confirmed).toBeGreaterThan(20);
}, 120_000);
