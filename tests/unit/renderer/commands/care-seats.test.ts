import { expect, test } from 'vitest';
import { dialectSeat, languageSeat } from '#renderer/commands/care-commands.ts';
import { answerHelp } from '#renderer/commands/care-help-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { helpForLead, helpUnanswered } from '#renderer/stores/select/help.ts';
import { samplePeople } from '#shared/access/people.ts';
import { helpAsked } from '#tests/support/renderer-preview/care-scenes.ts';
import { elderlyCaller, flag } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

const seats = (...states: readonly ('free' | 'busy' | 'unknown')[]) => ({
  seats: states.map((state, index) => ({
    number: `320${String(index)}`,
    name: { zh: `专席 ${String(index)}`, en: `Seat ${String(index)}` },
    tags: ['ja', 'wuu'],
    state,
    since: now,
  })),
});

const japanese = (...states: readonly ('free' | 'busy' | 'unknown')[]) =>
  deskIn('scam', (scene) => ({
    ...scene,
    'caller/state': {
      ...elderlyCaller(now, true),
      flags: [flag('foreignLanguage', now, [{ source: 'languageOnFile', params: { language: 'ja' } }])],
    },
    'seat/directory': seats(...states),
  }));

test.each([
  [['busy', 'free'], '3201'],
  [['busy', 'unknown'], '3201'],
  [['busy'], null],
  [[], null],
] as const)(
  'seats that are %o: whoever can come is called, else a time is agreed',
  async (states, number) => {
    // A dialect is offered only where somebody speaks it at all.
    const commands = states.length > 0 ? [languageSeat, dialectSeat] : [languageSeat];
    for (const command of commands) {
      const { desk, bridge } = japanese(...states);
      expect(runCommand(desk, command)).toBe(true);
      await Promise.resolve();
      const called = bridge.sent.find(([name]) => name === 'call/consult')?.[1];
      expect(called ?? null).toEqual(number && { callId: 'call-1', number, join: true });
      expect(desk.view.getState().overlay).toEqual(number ? null : { kind: 'followUp' });
      const what = command.id.replace('care.', '');
      expect(command.label(desk.state()).key).toBe(`care.seat.${number ? '' : 'noneFree.'}${what}`);
    }
  },
);

test('with nobody listed for the dialect its key does nothing', () => {
  expect(runCommand(japanese().desk, dialectSeat)).toBe(false);
});

test('help is for whoever leads: a crisis first, those without an answer before the others, the longest wait first', () => {
  const help = [
    { ...helpAsked(now, 'seen'), helpId: 'answered', away: true },
    { ...helpAsked(now, 'asked'), helpId: 'later', kind: 'help' as const, askedAt: now - 1_000 },
    { ...helpAsked(now, 'asked'), helpId: 'first', kind: 'help' as const, askedAt: now - 9_000 },
    { ...helpAsked(now, 'asked'), helpId: 'crisis' },
  ];
  const as = (role: 'agent' | 'teamLead') =>
    deskIn('ready', (scene) => ({
      ...scene,
      'access/state': {
        ...(scene['access/state'] as object),
        phase: 'signedIn',
        person: samplePeople.find((one) => one.role === role) ?? null,
      } as never,
      'care/list': { help, followUps: [], refusedRules: [] },
    })).desk;
  expect(helpForLead(as('teamLead').state()).map(({ helpId }) => helpId)).toEqual([
    'crisis',
    'first',
    'later',
    'answered',
  ]);
  expect(helpUnanswered(as('teamLead').state())).toBe(3);
  expect(runCommand(as('agent'), answerHelp)).toBe(false);
  const lead = as('teamLead');
  expect(runCommand(lead, answerHelp)).toBe(true);
  expect(lead.view.getState().overlay).toEqual({ kind: 'help' });
});
