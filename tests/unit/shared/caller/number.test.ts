import { describe, expect, it } from 'vitest';
import { normalizeNumber } from '#shared/caller/number.ts';
import { ageAt } from '#shared/caller/age.ts';
import { personName } from '#shared/caller/name.ts';

describe('normalizeNumber', () => {
  it.each([
    ['13800002207', '+8613800002207'],
    ['+86 138 0000 2207', '+8613800002207'],
    ['8613800002207', '+8613800002207'],
    ['008613800002207', '+8613800002207'],
    ['013800002207', '+8613800002207'],
    ['sip:13800002207@10.0.0.1:5060;user=phone', '+8613800002207'],
    ['<tel:+86-138-0000-2207>', '+8613800002207'],
    ['0016045550118', '+16045550118'],
    ['02158881234', '+862158881234'],
    ['95588', '95588'],
    ['1001', '1001'],
    ['5550100', '5550100'],
  ])('%s → %s', (given, wanted) => expect(normalizeNumber(given)).toBe(wanted));

  it.each(['anonymous', 'sip:anonymous@anonymous.invalid', 'Restricted', '', 'sip:'])(
    '%s is withheld',
    (given) => expect(normalizeNumber(given)).toBeNull(),
  );
});

describe('ageAt', () => {
  it('turns at the birth month', () => {
    expect(ageAt('1941-03', new Date(2026, 1, 28).getTime())).toBe(84);
    expect(ageAt('1941-03', new Date(2026, 2, 1).getTime())).toBe(85);
  });
});

describe('personName', () => {
  it('addresses people as each language does', () => {
    const name = personName({ surname: '贾', surnameLatin: 'Jia', sex: 'f', masked: '贾**' });
    expect(name).toEqual({ zh: '贾女士', en: 'Ms Jia', masked: '贾**' });
  });
  it('does not guess a sex', () => {
    expect(personName({ surname: '贾', surnameLatin: 'Jia', sex: 'unknown', masked: '贾**' }).en).toBe(
      '贾**',
    );
  });
});
