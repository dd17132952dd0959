// Throws awkward strings at the search and counts: npm run fuzz:knowledge -- --rounds 100000 --seed 1
import { parseArgs } from 'node:util';
import { searchOutputSchema } from '#shared/knowledge/contract.ts';
import { awkwardString, createRandom } from '#tests/support/awkward-strings.ts';
import { contentDir, openKnowledge } from './knowledge-index.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } });
const rounds = Number(values.rounds ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const random = createRandom(seed);

const knowledge = openKnowledge(contentDir);
await knowledge.start();
const faults: string[] = [];
let longest = 0;
let slowestMs = 0;
for (let sequence = 0; sequence < rounds; sequence += 1) {
  const query = awkwardString(random);
  longest = Math.max(longest, query.length);
  const fault = (reason: unknown): void =>
    void faults.push(`${JSON.stringify(query.slice(0, 80))}: ${String(reason)}`);
  try {
    const found = await knowledge.search({ query, limit: 10, sequence, language: 'zh' });
    if (!found.ok) fault(found.error.code);
    else {
      const { error } = searchOutputSchema.safeParse(found.value);
      if (error || found.value.sequence !== sequence) fault(error?.message ?? 'another sequence');
      slowestMs = Math.max(slowestMs, found.value.tookMs);
    }
  } catch (error) {
    fault(error);
  }
}
for (const line of faults.slice(0, 20)) console.log(`fault  ${line}`);
console.log(
  `${rounds} strings (seed ${seed}, up to ${longest} characters): ${faults.length} faults; slowest answer ${slowestMs.toFixed(0)} ms`,
);
knowledge.dispose();
process.exit(faults.length === 0 ? 0 : 1);
