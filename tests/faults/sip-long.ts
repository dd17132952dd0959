// npm run faults:sip [-- --count 100000] [-- --seed N] [-- --from N]: RFC 4475 and mutated SIP against the line with a call up.
import { runHostileSip } from '#tests/support/run-hostile-sip.ts';

const valueOf = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const count = valueOf('count', 100_000);
const seed = valueOf('seed', Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}: every message of RFC 4475, then ${count} mutated ones`);
const run = await runHostileSip(count, seed, valueOf('from', 0));
const {
  messages,
  rang,
  noticed,
  escaped,
  stillTalks,
  stillHangsUp,
  stuck,
  heapGrowthMib,
  linesLost,
  tookMs,
} = run;
console.log(`${messages} messages in ${Math.round(tookMs / 1000)} s; ${rang} of them rang and were declined`);
console.log(`the call noticed: ${noticed.length === 0 ? 'nothing' : noticed.join(', ')}`);
if (stuck !== '') console.log(`stuck ${stuck}`);
console.log(`text both ways afterwards: ${stillTalks}; the caller's hang-up arrives: ${stillHangsUp}`);
console.log(
  `heap ${heapGrowthMib >= 0 ? '+' : ''}${heapGrowthMib} MiB; connections the exchange closed: ${linesLost}; errors nobody caught: ${escaped.length}`,
);
for (const error of escaped.slice(0, 40)) console.log(error.split('\n').slice(0, 6).join('\n'));
process.exit(noticed.length === 0 && escaped.length === 0 && stillTalks && stillHangsUp ? 0 : 1);
