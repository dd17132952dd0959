import { beforeAll, describe, expect, it } from 'vitest';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { cueIds } from '#shared/guidance/cue.ts';
import { derivedCueIds } from '#shared/guidance/derived-cues.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { inFourLanguages, knownPlaybookIds } from '#shared/guidance/playbook.ts';
import { guidanceLibrarySchema } from '#shared/guidance/library.ts';
import { rankPlaybooks } from '#shared/guidance/ranking.ts';
import { loadShipped } from './support.ts';

let library: GuidanceLibrary;
beforeAll(async () => {
  library = await loadShipped();
});

interface Words {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** Every bilingual text below a value, with where it stands. */
function wordsOf(value: unknown, path: string): Words[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => wordsOf(item, `${path}.${at}`));
  if (typeof value !== 'object' || value === null) return [];
  // Lists of phrases to look for are no sentences; what stands beside them (`instead`) is.
  if ('zh' in value && 'en' in value && typeof value.zh === 'string')
    return [{ path, zh: value.zh, en: String(value.en) }];
  return Object.entries(value).flatMap(([key, item]) => wordsOf(item, `${path}.${key}`));
}

const allWords = (): Words[] => [
  ...library.playbooks.flatMap((one) => wordsOf(one, one.id)),
  ...library.careCards.flatMap((one) => wordsOf(one, one.id)),
  ...library.cues.flatMap((one) => wordsOf(one, one.id)),
];

const offending = (test: (words: Words) => boolean): string[] =>
  allWords()
    .filter(test)
    .map(({ path, zh, en }) => `${path}: ${zh} | ${en}`);

describe('the content that ships', () => {
  it('is taken whole and fits the wire', () => {
    expect(library.refused).toEqual([]);
    expect(guidanceLibrarySchema.safeParse(library).error?.issues).toBeUndefined();
  });

  it('carries every playbook of the domain, in its order', () => {
    expect(library.playbooks.map((one) => one.id)).toEqual([...knownPlaybookIds]);
  });

  it('has a card of conduct for every flag and a label for every cue', () => {
    expect(library.careCards.map((one) => one.id)).toEqual([...careFlagIds]);
    const labelled = library.cues.map((one) => one.id);
    expect(labelled.filter((id) => !derivedCueIds.includes(id))).toEqual([...cueIds]);
    expect(labelled).toEqual(expect.arrayContaining([...derivedCueIds]));
  });

  it('gives each playbook an open and an unexpected question', () => {
    const lacking = library.playbooks.filter(
      (one) =>
        !one.questions.some((question) => question.kind === 'open') ||
        !one.questions.some((question) => question.kind === 'unexpected'),
    );
    expect(lacking.map((one) => one.id)).toEqual([]);
  });

  it('knows everyday matters to weigh beside the scams', () => {
    expect(library.everyday.length).toBeGreaterThan(10);
    expect(library.everyday.map((one) => one.id)).toContain('ordinary-matter');
  });

  it('gives each playbook a cue that it usually shows and everyday calls hardly ever do', () => {
    const rare = new Set(library.cues.filter((cue) => (cue.everyday ?? 0) <= 1).map((cue) => cue.id));
    const lacking = library.playbooks.filter(
      ({ cues }) => !cues.some(({ id, weight }) => weight >= 4 && rare.has(id)),
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });
});

describe('every playbook is complete', () => {
  const said = () =>
    library.playbooks.flatMap((one) => one.lines.map((line) => ({ at: `${one.id}.${line.id}`, line })));

  it('each has what the domain asks of it', () => {
    for (const one of library.playbooks) {
      expect(one.questions.length, one.id).toBeGreaterThanOrEqual(3);
      expect(one.lines.length, one.id).toBeGreaterThanOrEqual(3);
      expect(one.whatNotToSay.length, one.id).toBeGreaterThanOrEqual(2);
      expect(one.followUp.length, one.id).toBeGreaterThan(0);
      expect(one.controls.length, one.id).toBeGreaterThan(0);
      expect(one.cardToSend.body.zh.length, one.id).toBeGreaterThan(20);
      expect(one.effectiveFrom <= '2026-11-28', one.id).toBe(true);
    }
  });

  it('the elderly and the written wording are wordings of their own', () => {
    const same = said().filter(
      ({ line }) => line.elderly.zh === line.text.zh || line.written.zh === line.text.zh,
    );
    expect(same.map(({ at }) => at)).toEqual([]);
  });

  // Typed while the caller waits, read on a slate in large type, first language often a sign language.
  it('the written wording is short sentences of plain words, and nothing that only a voice can carry', () => {
    const faults = said().flatMap(({ at, line }) => [
      ...line.written.zh
        .split(/[。？！；]/)
        .filter((sentence) => sentence.length > 28)
        .map((sentence) => `${at}: ${sentence}`),
      ...(line.written.zh.length > 60 ? [`${at}: ${line.written.zh.length} characters`] : []),
      ...(/听我说|您听|跟我说|告诉我一声|打电话给您|我打您/u.test(line.written.zh)
        ? [`${at}: ${line.written.zh}`]
        : []),
    ]);
    expect(faults).toEqual([]);
  });

  it('six are said in Japanese and Korean too: every question and every line', () => {
    const lacking = library.playbooks
      .filter(({ id }) => inFourLanguages.some((one) => one === id))
      .flatMap((one) =>
        [...one.questions, ...one.lines].filter(
          ({ text }) =>
            !/[ぁ-んァ-ン].*[。]$/u.test(text.ja ?? '') || !/\p{Script=Hangul}.*[.?]$/u.test(text.ko ?? ''),
        ),
      );
    expect(lacking.map(({ id }) => id)).toEqual([]);
    expect(inFourLanguages).toHaveLength(6);
  });
});

describe('what it makes of a call', () => {
  const first = (ticked: readonly string[]): string | undefined =>
    rankPlaybooks(library, ticked, '2026-01-15').candidates[0]?.playbookId;

  it('a pattern told by its three weightiest cues is named first', () => {
    const missed = library.playbooks
      .map((one) => {
        const weighty = [...one.cues].sort((a, b) => b.weight - a.weight).slice(0, 3);
        return { id: one.id, first: first(weighty.map((cue) => cue.id)) };
      })
      .filter((one) => one.id !== one.first);
    expect(missed).toEqual([]);
  });

  it.each([
    [
      'fake-support-cover-expiry',
      ['termDepositBroken', 'newPayee', 'claimsSupport', 'coverExpiry', 'safeAccount'],
    ],
    ['safe-account-police', ['loanDrawdown', 'claimsPolice', 'deadline', 'secrecy']],
    ['remote-nfc', ['contactlessAbroad', 'claimsSupport', 'autoRenewal', 'remoteApp', 'cardToPhone']],
    [
      'nfc-relay-laundering',
      ['largeCreditThenOut', 'cardRepaidFromFreshCredit', 'amountInEqualsOut', 'ipJump', 'turnoverForLoan'],
    ],
    ['mule-account', ['emptiedByTinyPayment', 'largeCreditThenOut']],
    ['account-takeover', ['cannotGiveOwnId', 'passwordWrongThrice', 'pleaInMemo']],
    ['gold-courier', ['goldPurchase', 'deliveryAddressChanged', 'deadline']],
    ['card-testing', ['manyCardsSameMinute', 'nightTime']],
  ])('the field’s own case of %s is named', (playbookId, ticked) => {
    expect(first(ticked)).toBe(playbookId);
  });
});

describe('its words', () => {
  it('Chinese stands in full-width punctuation', () => {
    expect(
      offending(({ zh }) => /\p{Script=Han}\s*[,.?!:;()"']|[,?!:;()"']\s*\p{Script=Han}/u.test(zh)),
    ).toEqual([]);
  });

  it('Chinese and Latin or figures are set apart by a space, Chinese and Chinese are not', () => {
    expect(offending(({ zh }) => /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}/u.test(zh))).toEqual(
      [],
    );
    expect(
      offending(({ zh }) => /[\p{Script=Han}，。？！：；、“”] +[\p{Script=Han}，。？！：；、“”]/u.test(zh)),
    ).toEqual([]);
  });

  it('Chinese is Chinese and English is English', () => {
    expect(offending(({ zh }) => !/\p{Script=Han}/u.test(zh))).toEqual([]);
    expect(offending(({ en }) => /[\p{Script=Han}，。？！：；（）]/u.test(en))).toEqual([]);
  });

  it('quotation marks come in pairs', () => {
    const unpaired = (text: string): boolean =>
      (text.match(/“/g) ?? []).length !== (text.match(/”/g) ?? []).length;
    expect(offending(({ zh, en }) => unpaired(zh) || unpaired(en))).toEqual([]);
  });

  it('a thing to say is short enough for one breath', () => {
    const sentences = library.playbooks.flatMap((one) =>
      one.lines.flatMap((line) =>
        [line.text.zh, line.elderly.zh].flatMap((text) =>
          text.split(/[。？！；]/).map((sentence) => ({ at: `${one.id}.${line.id}`, sentence })),
        ),
      ),
    );
    expect(sentences.filter(({ sentence }) => sentence.length > 40)).toEqual([]);
  });

  it('never asks the caller for a code or a password', () => {
    const asked = library.playbooks.flatMap((one) =>
      [
        ...one.questions.map((question) => question.text),
        ...one.lines.flatMap((line) => [line.text, line.elderly, line.written]),
      ]
        .filter((text) =>
          /(请|麻烦)[^。，？！]*(念|报|告诉我|发给我)[^。，？！]*(密码|验证码)/u.test(text.zh),
        )
        .map((text) => `${one.id}: ${text.zh}`),
    );
    expect(asked).toEqual([]);
  });
});
