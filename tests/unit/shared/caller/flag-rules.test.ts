import { describe, expect, it } from 'vitest';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { ownFlagRules } from '#shared/caller/own-rules.ts';
import { activeFlags, careFlagsOf, type FlagFacts, type FlagNote } from '#shared/caller/flag-rules.ts';

const ringAt = new Date(2026, 10, 21, 14, 0).getTime();
const by = { personId: 'p-1', name: '林晓晴' };
const nobody: FlagFacts = {
  callId: 'call-2',
  ringAt,
  holder: null,
  relation: 'assumedHolder',
  numberMatchesHolder: true,
  number: '',
  numberFlags: [],
  queue: '',
  ivr: '',
  notes: [],
  consents: [],
  ageRule: { elderlyFrom: 60, elderlyFromWomen: null },
  rules: ownFlagRules,
};
const holder = (over: Partial<NonNullable<FlagFacts['holder']>> = {}): FlagFacts => ({
  ...nobody,
  holder: { birthMonth: '1990-01', sex: 'f', language: 'zh', document: null, flags: [], ...over },
});
const note = (over: Partial<FlagNote>): FlagNote => ({
  callId: 'call-1',
  flag: 'hearingImpaired',
  action: 'set',
  source: 'heardByAgent',
  params: {},
  at: ringAt - 86_400_000,
  by,
  ...over,
});
const names = (facts: FlagFacts): string[] => careFlagsOf(facts).map(({ flag }) => flag);
const sources = (facts: FlagFacts, flag: string): string[] | undefined =>
  careFlagsOf(facts)
    .find((one) => one.flag === flag)
    ?.reasons.map(({ source }) => source);

describe('age', () => {
  it.each([
    ['1966-11', 'm', 60, null, ['elderly']],
    ['1966-12', 'm', 60, null, []],
    ['1971-11', 'f', 60, 55, ['elderly']],
    ['1971-11', 'm', 60, 55, []],
    ['2008-12', 'm', 60, null, ['minor']],
    ['2008-11', 'm', 60, null, []],
  ] as const)(
    'born %s, %s, elderly from %s (women %s): %s',
    (birthMonth, sex, elderlyFrom, elderlyFromWomen, flags) => {
      const facts = { ...holder({ birthMonth, sex }), ageRule: { elderlyFrom, elderlyFromWomen } };
      expect(names(facts)).toEqual(flags);
    },
  );

  it('gives the age as the reason, and the number as a second one', () => {
    const [elderly] = careFlagsOf(holder({ birthMonth: '1941-03' }));
    expect(elderly?.reasons).toEqual([
      { source: 'ageOnFile', params: { age: 85, birthMonth: '1941-03' }, at: ringAt, by: null },
      { source: 'numberMatched', params: {}, at: ringAt, by: null },
    ]);
  });
});

describe('the file', () => {
  it('speaks of language, needs and the number', () => {
    const facts = {
      ...holder({ language: 'ja', flags: [{ flag: 'priority', note: { zh: '私人银行', en: 'Private' } }] }),
      numberFlags: [{ flag: 'disasterArea' as const, note: null }],
      queue: 'queue-foreign',
    };
    expect(sources(facts, 'foreignLanguage')).toEqual(['languageOnFile', 'chosenInIvr']);
    expect(sources(facts, 'disasterArea')).toEqual(['numberRange']);
    expect(careFlagsOf(facts).find(({ flag }) => flag === 'priority')?.reasons[0]?.params).toEqual({
      noteZh: '私人银行',
      noteEn: 'Private',
    });
  });

  it('does not call Cantonese or Min a foreign language', () => {
    expect(names(holder({ language: 'zh-yue' }))).toEqual([]);
  });

  it.each(['guardian', 'hotelStaff', 'police'] as const)('a %s is a third party', (relation) => {
    expect(sources({ ...nobody, relation }, 'thirdParty')).toEqual(['callerIsNotHolder']);
  });

  it.each(['unknown', 'assumedHolder', 'holder'] as const)('%s is none', (relation) => {
    expect(names({ ...nobody, relation })).toEqual([]);
  });
});

describe('notes', () => {
  it('of an earlier call stand if they say how someone is', () => {
    const notes = [note({ flag: 'elderly' }), note({ flag: 'distress' }), note({ flag: 'thirdParty' })];
    expect(names({ ...nobody, notes })).toEqual(['elderly']);
    expect(sources({ ...nobody, notes }, 'elderly')).toEqual(['earlierNote']);
  });

  it.each(['hearingImpaired', 'visuallyImpaired', 'hardship'] as const)(
    'of %s stand only if the caller agreed, and the last word counts',
    (flag) => {
      const notes = [note({ flag })];
      const consent = (agreed: boolean) => ({ callId: 'call-1', flag, agreed, at: ringAt, by });
      const flags = (...consents: ReturnType<typeof consent>[]) => names({ ...nobody, notes, consents });
      expect(flags()).toEqual([]);
      expect(flags(consent(true))).toEqual([flag]);
      expect(flags(consent(true), consent(false))).toEqual([]);
    },
  );

  it('say what becomes of them after the call', () => {
    const keepOf = (flag: FlagNote['flag'], ...agreed: boolean[]) =>
      careFlagsOf({
        ...nobody,
        notes: [note({ callId: 'call-2', flag })],
        consents: agreed.map((one) => ({ callId: 'call-2', flag, agreed: one, at: ringAt, by })),
      })[0]?.keep;
    expect(keepOf('hearingImpaired')).toBe('ask');
    expect(keepOf('hearingImpaired', true)).toBe('agreed');
    expect(keepOf('hearingImpaired', false)).toBe('refused');
    expect([keepOf('elderly'), keepOf('thirdParty')]).toEqual(['kept', 'once']);
    expect(careFlagsOf(holder({ birthMonth: '1941-03' }))[0]?.keep).toBe('file');
  });

  it('of a crisis stand for a month', () => {
    const crisis = (daysAgo: number) => ({
      ...nobody,
      notes: [note({ flag: 'crisis', at: ringAt - daysAgo * 86_400_000 })],
    });
    expect(names(crisis(9))).toEqual(['crisis']);
    expect(names(crisis(31))).toEqual([]);
  });

  it('that were taken back are gone; what is on file is not', () => {
    const notes = [note({}), note({ action: 'lifted' }), note({ flag: 'elderly', action: 'lifted' })];
    expect(names({ ...holder({ birthMonth: '1941-03' }), notes })).toEqual(['elderly']);
    expect(activeFlags(careFlagsOf({ ...holder({ birthMonth: '1941-03' }), notes }))).toEqual(['elderly']);
  });

  it('of this call set, confirm, lift and set again', () => {
    const now = (over: Partial<FlagNote>) =>
      note({ callId: 'call-2', flag: 'distress', at: ringAt + 1000, ...over });
    const after = (...notes: FlagNote[]) => careFlagsOf({ ...nobody, notes })[0];
    expect(after(now({}))).toMatchObject({ flag: 'distress', lifted: null, reasons: [{ by }] });
    expect(after(now({}), now({ action: 'confirmed' }))?.confirmed).toEqual({ at: ringAt + 1000, by });
    const lifted = after(now({}), now({ action: 'confirmed' }), now({ action: 'lifted' }));
    expect(lifted).toMatchObject({ confirmed: null, lifted: { by } });
    expect(after(now({}), now({ action: 'lifted' }), now({}))?.lifted).toBeNull();
  });
});

it('shows the heaviest first and never more than eight reasons', () => {
  const notes = Array.from({ length: 12 }, (_, at) => note({ callId: 'call-2', at }));
  const flags = careFlagsOf({ ...holder({ birthMonth: '1941-03', language: 'en' }), notes });
  expect(flags.map(({ flag }) => flag)).toEqual(
    careFlagIds.filter((flag) => ['elderly', 'hearingImpaired', 'foreignLanguage'].includes(flag)),
  );
  expect(flags.find(({ flag }) => flag === 'hearingImpaired')?.reasons).toHaveLength(8);
});
