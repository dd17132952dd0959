import { readArguments } from './args.ts';
import type { Bench, Measure } from './measure.ts';
import { answerMeasure } from './measures/answer.ts';
import { captionsMeasure } from './measures/captions.ts';
import { coldStartMeasure } from './measures/cold-start.ts';
import { holdMeasure } from './measures/hold.ts';
import { incidentMeasure } from './measures/incident.ts';
import { importMeasure } from './measures/import.ts';
import { knowledgeMeasure } from './measures/knowledge.ts';
import { memoryMeasure } from './measures/memory.ts';
import { plainMeasure } from './measures/plain.ts';
import { screenPopMeasure } from './measures/screen-pop.ts';
import { soakMeasure } from './measures/soak.ts';
import { voicesMeasure } from './measures/voices.ts';
import { type Section, writeReport } from './report.ts';
import { type Rig, startRig } from './rig.ts';

const measures: readonly Measure[] = [
  screenPopMeasure,
  answerMeasure,
  plainMeasure,
  voicesMeasure,
  captionsMeasure,
  holdMeasure,
  importMeasure,
  knowledgeMeasure,
  coldStartMeasure,
  incidentMeasure,
  memoryMeasure,
  soakMeasure,
];

const progress = (text: string): void => void process.stderr.write(`bench     ${text}\n`);

async function measured(measure: Measure, bench: Omit<Bench, 'note'>): Promise<Section> {
  const notes: string[] = [];
  const { id, title } = measure;
  progress(title);
  try {
    const figures = await measure.run({ ...bench, note: (sentence) => void notes.push(sentence) });
    const there = figures.filter((figure) => figure !== null);
    const lost = figures.length - there.length;
    const missing = lost === 0 ? null : `${lost} of ${figures.length} figures have no value`;
    return { id, title, figures: there, notes, missing };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id, title, figures: [], notes, missing: reason };
  }
}

const { size, only } = readArguments(process.argv.slice(2));
const unknown = only.find((id) => measures.every((measure) => measure.id !== id));
if (unknown !== undefined)
  throw new Error(`no measure "${unknown}": ${measures.map(({ id }) => id).join(' ')}`);
const startedAt = Date.now();
let rig: Promise<Rig> | undefined;
const sections: Section[] = [];
for (const measure of measures.filter(({ id }) => only.length === 0 || only.includes(id))) {
  const shared = { size, progress, rig: () => (rig ??= startRig()) };
  sections.push(await measured(measure, shared));
  // Later measures count processes and their memory: this desk must not be among them.
  if (measure === knowledgeMeasure && rig !== undefined) {
    await (await rig).dispose();
    rig = undefined;
  }
}
if (rig !== undefined) await (await rig).dispose();
process.stdout.write(`${writeReport(sections, size, startedAt)}\n\n`);
const missing = sections.filter((section) => section.missing !== null).length;
process.stdout.write(`${sections.length - missing} measured, ${missing} missing\n`);
// Simulated callers linger for late requests; nobody waits for those here.
process.exit(missing === 0 ? 0 : 1);
