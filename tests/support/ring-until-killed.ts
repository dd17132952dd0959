import { writeSync } from 'node:fs';
import { openCaseDesk } from './case-desk.ts';
import { seeded } from './seeded.ts';

/**
 * Run as a process of its own until somebody kills it: rings the holders of verification cases, one after the other. What the
 * product has done is said on stdout before the next step, synchronously: `dialled` once the ring is on the disk, `ended` once
 * what became of it is.
 */
const [, , url, dbFile, seedText] = process.argv;
if (url === undefined || dbFile === undefined || seedText === undefined)
  throw new Error('url, database, seed');
const random = seeded(Number(seedText));
const say = (line: string): void => void writeSync(1, `${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const desk = openCaseDesk(url, dbFile);

/** How a ring may end; the last one is our own line's fault and counts as nothing. */
const ends = [
  { by: 'caller', reason: 'busy' },
  { by: 'caller', reason: 'declined' },
  { by: 'exchange', reason: 'noAnswer' },
  { by: 'network', reason: 'lineLost' },
] as const;

while (desk.cases.state.get().cases.length === 0) await pause(2);
say('ready');
for (;;) {
  const open = desk.cases.state.get().cases.filter(({ state }) => state !== 'closed');
  const one = open[Math.floor(random() * open.length)];
  const dialled = one ? await desk.cases.dial(one.caseId) : null;
  if (!dialled?.ok) {
    await pause(4);
    continue;
  }
  const attemptId = desk.attemptId();
  say(`dialled ${attemptId}`);
  const { callId } = dialled.value;
  await pause(random() * 10);
  if (random() < 0.8) desk.rings(callId);
  await pause(random() * 10);
  const end = ends[Math.floor(random() * ends.length)] ?? ends[0];
  desk.ends(callId, { ...end, sipCode: null } as never);
  say(`ended ${attemptId} ${end.reason === 'lineLost' ? 'nothing' : 'counts'}`);
}
