import { join } from 'node:path';
import { dialogue, leaked, noisy, seeded, telephone, voiceClips, type Dialogue } from './measures-audio.ts';
import { measureDialogue, openModel, quantile, scoreOf } from './measures-run.ts';

const assets = join(import.meta.dirname, '../../assets');
const turns = Number(process.argv[process.argv.indexOf('--turns') + 1]) || 12;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const clean = dialogue(voiceClips(assets, 'sample-fang'), voiceClips(assets, 'case-3-12'), turns, seeded(7));
const both = (change: (samples: Float32Array) => Float32Array): Dialogue => ({
  ...clean,
  agent: change(clean.agent),
  caller: change(clean.caller),
});
const conditions: readonly (readonly [string, Dialogue])[] = [
  ['clean', clean],
  ['telephone band', both(telephone)],
  ['pink noise 20 dB', both((samples) => noisy(samples, 20, seeded(11)))],
  ['pink noise 10 dB', both((samples) => noisy(samples, 10, seeded(12)))],
  ['telephone, noise 20 dB', both((samples) => telephone(noisy(samples, 20, seeded(13))))],
  [
    'headset leak −20 dB',
    {
      ...clean,
      agent: leaked(clean.agent, clean.caller, -20),
      caller: leaked(clean.caller, clean.agent, -20),
    },
  ],
];

const session = await openModel();
const range = (values: readonly number[]): string =>
  `${quantile(values, 0.5).toFixed(0)} [${quantile(values, 0.1).toFixed(0)}..${quantile(values, 0.9).toFixed(0)}]`;
say(
  `${turns} questions and answers of two synthetic voices; errors in ms, median [p10..p90]; truth from the clips' energy\n`,
);
say(
  "| condition | onset | missed | response latency | lost | overlap, s: truth → measured | agent's share | core |",
);
say('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [name, one] of conditions) {
  const run = await measureDialogue(session, one);
  const score = scoreOf(one, run);
  const [overlap, ratio] = [
    score.overlapS.map((s) => s.toFixed(1)).join(' → '),
    score.talkRatio.map((s) => s.toFixed(3)).join(' → '),
  ];
  say(
    `| ${name} | ${range(score.onsetMs)} | ${score.missed} | ${range(score.latencyMs)} | ${score.latencyLost} | ${overlap} | ${ratio} | ${(run.coreShare * 100).toFixed(1)} % |`,
  );
}
