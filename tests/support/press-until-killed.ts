import { writeSync } from 'node:fs';
import { openHoldDesk } from './hold-desk.ts';
import { seeded } from './seeded.ts';

/**
 * Run as a process of its own until somebody kills it: the product's outbox on its real database and client. Presses holds, all at
 * random from the seed: some twice, some taken back at once, some released by a team lead, some retried. Everything that the
 * product has answered or shown is said on stdout before the next step, synchronously.
 */
const [, , url, dbFile, seedText, ...cards] = process.argv;
if (url === undefined || dbFile === undefined || seedText === undefined)
  throw new Error('url, database, seed, cards');
const random = seeded(Number(seedText));
const say = (line: string): void => void writeSync(1, `${line}\n`);
const desk = openHoldDesk(url, { dbFile, random });
const shown = new Set<string>();

const look = (): void => {
  for (const { requestId, state, receipt, action } of desk.outbox.state.get().requests) {
    if (state !== 'confirmed' || shown.has(requestId)) continue;
    shown.add(requestId);
    say(`confirmed ${requestId} ${receipt?.number ?? 'none'}`);
    if (action === 'apply' && random() < 0.2) {
      const released = desk.outbox.release(requestId, '本人已到网点');
      if (released.ok) say(`asked ${released.value.requestId}`);
    }
  }
};
desk.outbox.state.subscribe(() => queueMicrotask(look));
say('ready');
look();
for (const { requestId, failure } of desk.outbox.state.get().requests)
  if (failure?.retryable) desk.outbox.retry(requestId);
for (const card of cards) {
  const answer = desk.outbox.hold(card, null);
  if (answer.ok) say(`asked ${answer.value.holdId}`);
  if (random() < 0.2) desk.outbox.hold(card, null);
  if (answer.ok && random() < 0.1) {
    const undone = desk.outbox.undo(answer.value.holdId);
    if (undone.ok) say(`${undone.value.outcome} ${answer.value.holdId}`);
  }
  await new Promise((resolve) => setTimeout(resolve, random() * 12));
}
setInterval(() => undefined, 1_000);
