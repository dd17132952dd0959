import { writeSync } from 'node:fs';
import type { HoldTiming } from '#electron/control/ports.ts';
import { openHoldDesk } from './hold-desk.ts';

/**
 * Run as a process of its own: presses the hold button for every card named, saying each hold on stdout once the product has
 * answered. With a phase it kills itself (SIGKILL, no clean-up of any kind) when the first hold gets there; with `none` it
 * waits to be killed.
 */
const [, , url, dbFile, phase, ...cards] = process.argv;
if (url === undefined || dbFile === undefined || phase === undefined)
  throw new Error('url, database, phase, cards');

const onTiming = (timing: HoldTiming): void => {
  if (timing.phase === phase) process.kill(process.pid, 'SIGKILL');
};
const desk = openHoldDesk(url, { dbFile, onTiming });
// Synchronous, so that what was said was said, whatever comes next.
const say = (line: string): void => void writeSync(1, `${line}\n`);

say('ready');
for (const card of cards) {
  say(`${card} ${desk.press(card)}`);
  // Lets answers come in between two presses.
  await new Promise((resolve) => setImmediate(resolve));
}
setInterval(() => undefined, 1_000);
