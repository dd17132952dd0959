import { afterEach, expect, it } from 'vitest';
import { createHelpPost } from '#electron/care/help-post.ts';
import { silentLog } from '#electron/log/log.ts';
import type { HelpRequest } from '#shared/care/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const help: HelpRequest = {
  helpId: 'help-1',
  callId: callIdSchema.parse('call-1'),
  kind: 'help',
  askedAt: 1,
  by: { personId: 'seat-1001', name: '1001' },
  seatNumber: '1001',
  callerMasked: '贾**',
  queue: null,
  answeredAt: 1,
  flags: ['elderly'],
  playbookId: null,
  tier: 'none',
  note: '',
  state: 'asked',
  seenBy: null,
  seenAt: null,
  seenSeat: '',
  nobody: '',
  advice: [],
  away: false,
};

function post(leads: readonly string[]) {
  const clock = createManualClock();
  const sent: { seat: string; body: string }[] = [];
  const heard: HelpRequest[] = [];
  let away = false;
  let hear: (note: { from: string; body: string }) => boolean = () => false;
  const made = createHelpPost({
    clock,
    log: silentLog,
    leads: () => leads,
    send: async (seat, body) => {
      sent.push({ seat, body });
      return away ? fail(appError('call/refused-by-exchange', { status: 480, phrase: '' })) : ok(undefined);
    },
    onNote: (listener) => ((hear = listener), () => undefined),
    heard: (one) => heard.push(one) > 0,
  });
  disposes.push(made.dispose);
  const from = (seat: string, told: object): boolean => hear({ from: seat, body: JSON.stringify(told) });
  return { made, clock, sent, heard, from, goAway: (is: boolean) => void (away = is) };
}
const disposes: (() => void)[] = [];
afterEach(() => disposes.splice(0).forEach((dispose) => dispose()));
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

it('goes to every seat that leads; the answer to another seat goes back to that one', async () => {
  const own = post(['1002', '1003']);
  own.made.tell(help);
  own.made.tell({ ...help, helpId: 'theirs', seatNumber: '1009', away: true });
  expect(own.sent.map(({ seat }) => seat)).toEqual(['1002', '1003', '1009']);
});

it('is sent until the seat has it, and then no more; an older state never follows a newer one', async () => {
  const own = post(['1002']);
  own.goAway(true);
  own.made.tell(help);
  await settled();
  own.clock.advance(3_000);
  await settled();
  own.made.tell({ ...help, state: 'closed' });
  await settled();
  own.goAway(false);
  own.clock.advance(3_000);
  await settled();
  own.clock.advance(60_000);
  await settled();
  expect(own.sent.map(({ body }) => (JSON.parse(body) as HelpRequest).state)).toEqual([
    'asked',
    'asked',
    'closed',
    'closed',
  ]);
});

it('takes a request from the seat that it names, an answer from a seat that leads, and nothing else', () => {
  const own = post(['1002']);
  expect(own.from('1001', help)).toBe(true);
  expect(own.from('1002', { ...help, state: 'seen' })).toBe(true);
  expect(own.from('1005', help)).toBe(false);
  expect(own.from('1001', { ...help, more: 1 })).toBe(false);
  expect(own.from('1001', {})).toBe(false);
  expect(own.heard).toHaveLength(2);
});
