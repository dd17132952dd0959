import { expect, it } from 'vitest';
import { runHostileSip } from '#tests/support/run-hostile-sip.ts';

// `npm run faults:sip` does the same with 100,000.
const mutations = 2_000;

it('every message of RFC 4475 and 2,000 mutated ones: the call that is up notices nothing', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}`);
  const run = await runHostileSip(mutations, seed);
  expect(run, `seed ${seed}`).toMatchObject({
    noticed: [],
    escaped: [],
    stillTalks: true,
    stillHangsUp: true,
  });
  expect(run.messages).toBeGreaterThan(mutations);
}, 60_000);
