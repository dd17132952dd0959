import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlowLibrary, type Flows } from '#electron/flows/flow-library.ts';
import { readFlow } from '#electron/flows/flow-file.ts';
import { readFlowFolder } from '#electron/flows/read-folder.ts';
import { silentLog } from '#electron/log/log.ts';
import type { Db } from '#electron/store/db.ts';
import { createFlowRepository } from '#electron/store/flow-repository.ts';
import { flowMigrations } from '#electron/store/migrations/flows.ts';
import { flowLibrarySchema } from '#shared/flows/state.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { shippedFolder } from './support.ts';

const lost = `id: lost
version: '1.0'
effectiveFrom: 2025-11-01
name: { zh: 丢卡, en: Lost card }
when: { zh: 卡不见了, en: The card is gone }
keywords: [挂失, lost]
steps:
  - id: hello
    kind: say
    text: { zh: 您好。, en: Hello. }
    elderly: { zh: 您好。, en: Hello. }
    written: { zh: 您好。, en: Hello. }
    next: done
  - id: done
    kind: end
    text: { zh: 再见。, en: Goodbye. }
    outcome: { zh: 已告知, en: Told }
    disposition: informed
`;
const figures = `days:
  label: { zh: 保管期, en: Kept for }
  value: { zh: 3 天, en: three days }
  sample: true
`;

let folder: string;
let db: Db;
let log: { file?: unknown; line?: unknown }[];
const open = (): Flows =>
  createFlowLibrary({
    folder,
    repository: createFlowRepository(db),
    log: { ...silentLog, warn: (_, fields) => void log.push(fields ?? {}) },
  });
const put = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
beforeEach(async () => {
  folder = testFolder();
  db = openTestDb(flowMigrations);
  log = [];
  await mkdir(join(folder, 'policy'));
  await put('policy/figures.yaml', figures);
  await put('lost.yaml', lost);
});
afterEach(() => db.close());

describe('one bad file', () => {
  it('is refused with file, line and reason; the others stay', async () => {
    await put('broken.yaml', lost.replace('id: lost', 'id: broken').replace('next: done', 'next: gone'));
    const { flows, refused } = await open().load();
    expect(flows.map(({ flowId }) => flowId)).toEqual(['lost']);
    expect(refused).toEqual([
      {
        file: 'broken.yaml',
        line: 13,
        reason: 'step “hello” leads to “gone”, which is not there',
        kept: null,
      },
    ]);
    expect(log).toContainEqual({ file: 'broken.yaml', line: 13 });
  });

  it.each([
    ['a dead end at its step', lost.replace('    next: done\n', ''), 8, 'dead end'],
    [
      'a missing language at its text',
      lost.replace('text: { zh: 您好。, en: Hello. }', 'text: { zh: 您好。 }'),
      10,
      'the English of “text” is missing',
    ],
    [
      'an unknown fact',
      lost
        .replace('next: done', 'next: look')
        .replace(
          '  - id: done',
          '  - id: look\n    kind: check\n    branches:\n      - if: sky.blue\n        next: done\n    otherwise: done\n  - id: done',
        ),
      17,
      'no fact of the panel',
    ],
    ['a loop', lost.replace('next: done', 'next: hello'), 8, 'a loop without a way out'],
    ['an unreachable step', lost.replace('next: done', 'next: hello'), 14, 'cannot be come to'],
    ['a slip of the pen', lost.replace('kind: say', 'kind: sya'), 9, 'kind'],
    ['broken YAML', lost.replace('keywords: [挂失', 'keywords: [挂失, [['), 6, ''],
    ['a name of its own', lost.replace('id: lost', 'id: found'), 1, "is not the file's name"],
  ])('%s', (_, text, line, reason) => {
    const read = readFlow('lost.yaml', text, {});
    if (read.ok) throw new Error('it was taken');
    const found = read.refused.find((one) => one.reason.includes(reason));
    expect(found, JSON.stringify(read.refused)).toBeDefined();
    expect(found?.file).toBe('lost.yaml');
    // YAML finds a list that is not closed where it looks for its end.
    if (reason !== '') expect(found?.line).toBe(line);
    else expect(found?.line).toBeGreaterThanOrEqual(line);
  });

  it('that is not even text is refused, and never thrown', () => {
    for (const text of ['', '\u0000\u0001', '- - -', '&a [*a, *a]', 'x'.repeat(200_001), '{}', '[]', 'null'])
      expect(readFlow('lost.yaml', text, {}).ok, JSON.stringify(text.slice(0, 20))).toBe(false);
  });

  it('takes no neighbour with it: a link to it is said and left out', async () => {
    await put(
      'first.yaml',
      lost
        .replace('id: lost', 'id: first')
        .replace('disposition: informed', 'disposition: informed\n    then: [second]'),
    );
    await put('second.yaml', lost.replace('id: lost', 'id: second').replace('kind: say', 'kind: sing'));
    const { flows, refused } = await open().load();
    expect(flows.map(({ flowId }) => flowId)).toEqual(['first', 'lost']);
    expect(refused.find(({ file }) => file === 'first.yaml')).toEqual({
      file: 'first.yaml',
      line: 19,
      reason: 'step “done”: leads on to the flow “second”, which is not there; the link is left out',
      kept: '1.0',
    });
  });
});

describe('the last good content', () => {
  it('stands in for a file that was broken since, also after a restart', async () => {
    await open().load();
    await put(
      'lost.yaml',
      lost.replace("version: '1.0'", "version: '1.1'").replace('kind: say', 'kind: sing'),
    );
    for (const again of [open(), open()]) {
      const { flows, refused } = await again.load();
      expect(flows).toMatchObject([{ flowId: 'lost', version: '1.0' }]);
      expect(refused[0]).toMatchObject({ file: 'lost.yaml', kept: '1.0' });
      expect(flowLibrarySchema.safeParse(again.library.get()).success).toBe(true);
    }
    await put('lost.yaml', lost.replace("version: '1.0'", "version: '1.2'"));
    expect((await open().load()).flows).toMatchObject([{ version: '1.2' }]);
  });

  it('a file that is gone takes its flow with it', async () => {
    await open().load();
    await rm(join(folder, 'lost.yaml'));
    expect((await open().load()).flows).toEqual([]);
  });

  it('a folder that cannot be read costs nobody a flow', async () => {
    await open().load();
    await rm(folder, { recursive: true });
    const { flows, refused } = await open().load();
    expect(flows).toMatchObject([{ flowId: 'lost' }]);
    expect(refused.map(({ file }) => file)).toContain('flows');
  });

  it('broken figures leave the last good ones, and every line that uses them', async () => {
    const usesFigure = lost.replace('zh: 您好。', 'zh: "{{policy.days}}内来。"');
    await put('lost.yaml', usesFigure);
    await open().load();
    await put('policy/figures.yaml', figures.replace('sample: true', 'sample: perhaps'));
    const again = open();
    const { flows, refused } = await again.load();
    expect(flows).toHaveLength(1);
    expect(refused[0]).toMatchObject({ file: 'policy/figures.yaml', line: 4 });
    expect(again.content.get().policies['days']?.value.zh).toBe('3 天');
  });
});

describe('npm run check:flows', () => {
  it('reads a folder as the program does', async () => {
    const copy = testFolder();
    await cp(shippedFolder, copy, { recursive: true });
    expect((await readFlowFolder(copy)).refused).toEqual([]);
    const file = join(copy, 'card-loss.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('otherwise: hold', 'otherwise: nowhere'));
    const { refused, good } = await readFlowFolder(copy);
    expect(
      refused.some(({ file: name, reason }) => name === 'card-loss.yaml' && reason.includes('“nowhere”')),
    ).toBe(true);
    expect(good.some(({ flow }) => flow.id === 'military-card')).toBe(true);
  });
});
