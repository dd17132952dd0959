import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import { silentLog } from '#electron/log/log.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { rankPlaybooks } from '#shared/guidance/ranking.ts';

let folder: string;
const load = (): Promise<GuidanceLibrary> =>
  createPlaybookLibrary({
    playbooksFolder: join(folder, 'playbooks'),
    careCardsFolder: join(folder, 'care-cards'),
    log: silentLog,
  }).load();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guardline-guidance-'));
  await cp('assets/playbooks', join(folder, 'playbooks'), { recursive: true });
  await cp('assets/care-cards', join(folder, 'care-cards'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Changes one file of the copy and says at which line the change stands. */
async function change(path: string, from: string | RegExp, to: string): Promise<number> {
  const file = join(folder, path);
  const text = await readFile(file, 'utf8');
  const at = text.search(from);
  if (at < 0) throw new Error(`nothing to change in ${path}`);
  await writeFile(file, text.replace(from, to));
  return text.slice(0, at).split('\n').length;
}

const nfc = 'playbooks/remote-nfc.yaml';

describe('a playbook file that is not right', () => {
  it('is refused with its line while the others are kept', async () => {
    const before = await load();
    const line = await change(nfc, /^tier: critical/m, 'tier: dreadful');
    const after = await load();
    expect(after.refused).toEqual([
      { file: 'remote-nfc.yaml', line, reason: expect.stringMatching(/^tier: /) },
    ]);
    expect(after.playbooks.map((one) => one.id)).toEqual(
      before.playbooks.map((one) => one.id).filter((id) => id !== 'remote-nfc'),
    );
  });

  it.each([
    ['an unknown key', /^tier:/m, 'severity: 3\ntier:', /severity/],
    [
      'a cue outside the vocabulary',
      '- id: cardToPhone',
      '- id: cardNearPhone',
      /cardNearPhone.*not in the cue vocabulary/,
    ],
    ['an everyday explanation as a cue', '- id: cardToPhone', '- id: payeePaidBefore', /everyday/],
    ['a cue that stands twice', '- id: remoteApp', '- id: cardToPhone', /twice/],
    ['a cue seen too that is unknown', /^alsoSeen:\n {2}\w+/m, 'alsoSeen:\n  fullMoon', /fullMoon/],
    ['a cue seen too that stands in cues', /^alsoSeen:/m, 'alsoSeen:\n  cardToPhone: 2', /stands in cues/],
    ['a version that is a number', "version: '1.2'", 'version: 1.0', /^version: /],
    ['another id than its name', 'id: remote-nfc', 'id: remote-nfd', /not the file's name/],
    ['a date that is none', /effectiveFrom: \S+/, 'effectiveFrom: 2025-13-01', /^effectiveFrom: /],
    ['a key that stands twice', /^tier: critical/m, 'tier: critical\ntier: low', /unique/],
  ])('%s is named at its place', async (_what, from, to, reason) => {
    const line = await change(nfc, from, to);
    const { refused } = await load();
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatch(reason);
    expect([line, line + 1]).toContain(refused[0]?.line);
  });

  it('a missing language is reported at the text that lacks it', async () => {
    await change(nfc, /^ {2}en: Remote NFC theft\n/m, '');
    const { refused } = await load();
    expect(refused[0]).toMatchObject({
      file: 'remote-nfc.yaml',
      reason: expect.stringMatching(/^name\.en: /),
    });
  });

  it('broken YAML is refused, not thrown', async () => {
    await writeFile(join(folder, nfc), 'id: [remote-nfc\nname: {');
    const { refused } = await load();
    expect(refused).toEqual([
      { file: 'remote-nfc.yaml', line: expect.any(Number), reason: expect.any(String) },
    ]);
  });
});

describe('the vocabulary', () => {
  it('may gain a cue of the bank, which a playbook can use', async () => {
    await change(
      'playbooks/vocabulary/cues.yaml',
      /^everyday:/m,
      '  cardInBag: { zh: 卡在包里, en: Card in the bag }\neveryday:',
    );
    await change(nfc, '- id: remoteApp', '- id: cardInBag');
    const library = await load();
    expect(library.refused).toEqual([]);
    const cue = library.playbooks
      .find((one) => one.id === 'remote-nfc')
      ?.cues.find((one) => one.id === 'cardInBag');
    expect(cue).toMatchObject({ where: 'heard', label: { zh: '卡在包里', en: 'Card in the bag' } });
  });

  it('may not lose one of the domain', async () => {
    await change('playbooks/vocabulary/cues.yaml', /^ {2}safeAccount:.*\n/m, '');
    const { refused, playbooks } = await load();
    expect(refused[0]).toMatchObject({ file: 'cues.yaml', reason: expect.stringContaining('safeAccount') });
    expect(playbooks).toEqual([]);
  });
});

describe('the everyday matters', () => {
  const patterns = 'playbooks/everyday/patterns.yaml';

  it.each([
    ['an unknown cue', 'angryAtLimit:', 'angryAtSea:', /angryAtSea.*vocabulary/],
    ['an id that stands twice', 'id: travel', 'id: new-phone', /twice/],
    ['a share off the scale', 'share: 5', 'share: 9', /share/],
  ])('%s refuses the file, says where, and ranking goes on without it', async (_what, from, to, reason) => {
    await change(patterns, from, to);
    const library = await load();
    expect(library.refused).toEqual([
      { file: 'patterns.yaml', line: expect.any(Number), reason: expect.stringMatching(reason) },
    ]);
    expect(library.everyday).toEqual([]);
    expect(rankPlaybooks(library, ['cardToPhone', 'contactlessAbroad'], '2026-01-15').named).toBe(
      'remote-nfc',
    );
  });
});

describe('care cards', () => {
  it('a card under a wrong name is refused', async () => {
    await change('care-cards/elderly.yaml', 'id: elderly', 'id: minor');
    const { refused, careCards } = await load();
    expect(refused).toEqual([{ file: 'elderly.yaml', line: 1, reason: expect.stringContaining('minor') }]);
    expect(careCards.map((one) => one.id)).not.toContain('elderly');
  });

  it('a folder that is not there is said, not thrown', async () => {
    await rm(join(folder, 'care-cards'), { recursive: true });
    const { refused, playbooks } = await load();
    expect(refused).toEqual([{ file: 'care-cards', line: null, reason: 'cannot be read (ENOENT)' }]);
    expect(playbooks.length).toBeGreaterThan(0);
  });
});
