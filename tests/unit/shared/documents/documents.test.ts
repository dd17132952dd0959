import { pinyin } from 'pinyin-pro';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDocumentLibrary, parseDocument } from '#electron/documents/document-library.ts';
import { silentLog } from '#electron/log/log.ts';
import { checkNumber, checkSignOf, spelled } from '#shared/documents/check-number.ts';
import type { DocumentGuide } from '#shared/documents/document.ts';
import { documentFor } from '#shared/documents/pick.ts';
import type { DocumentLibrary } from '#shared/documents/state.ts';

let library: DocumentLibrary;
beforeAll(async () => {
  library = await createDocumentLibrary({ folder: 'assets/documents', log: silentLog }).load();
});

const guide = (id: string): DocumentGuide => {
  const found = library.documents.find((one) => one.id === id);
  if (!found) throw new Error(`no document ${id}`);
  return found;
};
const kindOf = (id: string, number: string): string => checkNumber(guide(id), number).kind;

describe('the kinds of documents that ship', () => {
  it('are read without a fault, in their order, and are marked as a sample', () => {
    expect(library.refused).toEqual([]);
    expect(library.documents.map(({ id }) => id)).toEqual([
      'passport',
      'permanent-residence',
      'hk-macao-permit',
      'taiwan-permit',
      'residence-permit',
      'exit-entry-permit',
      'expired',
    ]);
    expect(library.documents.every(({ sample }) => sample)).toBe(true);
  });

  it('have their sentence in four languages, with kana and pinyin', () => {
    for (const { id, say } of library.documents)
      for (const { text } of say) {
        expect(text.ja, id).toMatch(/\p{Script=Hiragana}/u);
        expect(text.ko, id).toMatch(/\p{Script=Hangul}/u);
        expect(text.kana, id).toMatch(/^[\p{Script=Hiragana}\p{Script=Katakana}ー\p{P}]+$/u);
        expect(text.pinyin, id).toBe(pinyin(text.zh, { nonZh: 'consecutive' }));
      }
  });
});

describe('a number that is read out', () => {
  it.each([
    ['passport', 'GA 123456', 'fits'],
    ['passport', 'tk1234567', 'fits'],
    ['passport', 'G12', 'short'],
    ['passport', 'AB12345678', 'noForm'],
    ['permanent-residence', 'CAN110105092716', 'fits'],
    ['permanent-residence', 'CAN1101', 'short'],
    ['permanent-residence', '911124198108030024', 'fits'],
    ['permanent-residence', '911124198108030025', 'checkSign'],
    ['permanent-residence', '911124198113030024', 'birthDate'],
    ['hk-macao-permit', 'H 1234 5678', 'fits'],
    ['hk-macao-permit', 'M1234567801', 'fits'],
    ['hk-macao-permit', 'HA1234567', 'fits'],
    ['hk-macao-permit', 'T1234567', 'noForm'],
    ['taiwan-permit', '12345678', 'fits'],
    ['taiwan-permit', '1234567', 'short'],
    ['residence-permit', '810000199408230021', 'fits'],
    ['residence-permit', '840000199408230021', 'noForm'],
    ['exit-entry-permit', 'anything', 'noForm'],
    ['passport', '  ', 'empty'],
  ])('%s: %s is “%s”', (id, number, kind) => {
    expect(kindOf(id, number)).toBe(kind);
  });

  it('is compared without spaces and dashes, in capitals', () => {
    expect(spelled(' h-1234–5678 ｘ')).toBe('H12345678X');
  });

  it('has the check sign of GB 11643, as its own example has it', () => {
    expect(checkSignOf('11010519491231002')).toBe('X');
  });
});

describe('what is shown first', () => {
  const first = (type: string, country: string | null): string | undefined =>
    documentFor(library.documents, { type, country })?.id;

  it('follows the type on file, then who issued it', () => {
    expect(first('passport', 'CA')).toBe('passport');
    expect(first('permanentResidence', 'KR')).toBe('permanent-residence');
    expect(first('hkMacaoPermit', 'HK')).toBe('hk-macao-permit');
    expect(first('hkMacaoPermit', null)).toBe('hk-macao-permit');
    expect(first('taiwanPermit', 'TW')).toBe('taiwan-permit');
    expect(first('idCard', 'TW')).toBe('taiwan-permit');
    expect(first('idCard', 'JP')).toBe('passport');
    expect(documentFor(library.documents, null)?.id).toBe('passport');
    expect(documentFor([], null)).toBeNull();
  });
});

describe('a file that is refused', () => {
  const text = (pattern: string): string => `id: x
version: '1.0'
order: 1
name: { zh: 甲, en: A }
types: []
countries: []
what: [{ zh: 甲, en: A }]
number:
  words: { zh: 甲, en: A }
  forms:
    - label: { zh: 甲, en: A }
      pattern: '${pattern}'
names: [{ zh: 甲, en: A }]
validity: [{ zh: 甲, en: A }]
byPhone: [{ zh: 甲, en: A }]
atBranch: [{ zh: 甲, en: A }]
say:
  - id: ask
    text: { zh: 甲, en: A }
`;

  it.each([
    ['d+', 'one sign a place'],
    ['(dd)', 'one sign a place'],
    ['dd?d', 'stand at the end'],
    ['d[HM]?d', 'stand at the end'],
  ])('because of its form %s, with the line', (pattern, reason) => {
    const read = parseDocument('x.yaml', text(pattern));
    expect(read).toMatchObject({ ok: false, refused: { file: 'x.yaml', line: 12 } });
    expect(read.ok ? '' : read.refused.reason).toContain(reason);
  });

  it('because its name is not its id', () => {
    expect(parseDocument('y.yaml', text('dd'))).toMatchObject({ ok: false, refused: { line: 1 } });
    expect(parseDocument('x.yaml', text('ddn?n?')).ok).toBe(true);
  });
});
