import { expect, test } from 'vitest';
import { peopleHere } from '#electron/access/people-here.ts';
import { accessStep } from '#electron/access/phase.ts';
import { samplePeople } from '#shared/access/people.ts';
import { settingDefaults } from '#shared/settings/values.ts';

test('the sample floor is there only with the exchange inside the program', () => {
  expect(peopleHere(settingDefaults)).toEqual(samplePeople);
  const configured = { ...settingDefaults, 'exchange.mode': 'configured' } as const;
  expect(peopleHere(configured)).toEqual([]);
  expect(peopleHere({ ...configured, 'exchange.user': '6001', 'seat.role': 'teamLead' })).toEqual([
    {
      id: 'seat-6001',
      name: { zh: '6001', en: '6001' },
      role: 'teamLead',
      seatNumber: '6001',
      sample: false,
    },
  ]);
  expect(
    peopleHere({ ...configured, 'exchange.user': '6001', 'exchange.displayName': '陈立' }),
  ).toMatchObject([{ name: { zh: '陈立', en: '陈立' }, role: 'agent' }]);
});

test('a step that is not drawn throws', () => {
  expect(accessStep('starting', 'signIn')).toBe('signIn');
  expect(() => accessStep('signedIn', 'enterPassphrase')).toThrow(
    /illegal access step signedIn → enterPassphrase/,
  );
  expect(() => accessStep('enterPassphrase', 'signedIn')).toThrow(/illegal/);
});
