import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createKnowledge } from '#electron/knowledge/knowledge.ts';
import type { Embed } from '#electron/knowledge/meaning/embeddings.ts';
import type { Knowledge } from '#electron/knowledge/knowledge.ts';
import type { OpenEntryBuilder } from '#electron/knowledge/ports.ts';
import type { SearchInput, SearchOutput } from '#shared/knowledge/contract.ts';
import { silentLog } from '#electron/log/log.ts';
import type { Db } from '#electron/store/db.ts';
import { createKnowledgeRepository } from '#electron/store/knowledge-repository.ts';
import { knowledgeMigrations } from '#electron/store/migrations/knowledge.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import type { ManualClock } from '#tests/support/manual-clock.ts';
import { indexHere } from '#tests/support/index-here.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';

/** A content folder of the test's own, beside a database of its own. */
export interface TestContent {
  readonly folder: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** Opens the room over the folder, as a start of the program would. */
  open(more?: { readonly openBuilder?: OpenEntryBuilder }): TestKnowledge;
}

export interface TestKnowledge {
  readonly knowledge: Knowledge;
  readonly clock: ManualClock;
  readonly db: Db;
  search(query: string, more?: Partial<SearchInput>): Promise<SearchOutput>;
  titles(query: string, more?: Partial<SearchInput>): Promise<string[]>;
  close(): void;
}

const lists = {
  'dictionary.txt': '吞卡\n临时挂失\n口头挂失\n',
  'polyphones.txt': '还款 huan kuan\n重置 chong zhi\n行号 hang hao\n',
  'synonyms.txt': '卡丢了, 报失 => 挂失\nlost card => 挂失\n',
  'stop-words.txt': '怎么办 怎么 请问\n吗 的 我 my\n',
  'traditional.txt': '掛挂 還还 額额\n',
  'readings.txt': 'gua 挂卦\nshi 失师\ntun 吞\nka 卡咔\n',
};

export function createTestContent(): TestContent {
  const file = testDbFile();
  const folder = join(dirname(file), 'knowledge');
  const content: TestContent = {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    remove: (name) => rmSync(join(folder, name)),
    open: (more) => openAt(folder, file, more?.openBuilder),
  };
  mkdirSync(join(folder, 'articles'), { recursive: true });
  for (const [name, text] of Object.entries(lists)) content.write(name, text);
  return content;
}

/** The room over any content folder. */
export function openAt(
  folder: string,
  file: string = testDbFile(),
  openBuilder: OpenEntryBuilder = indexHere,
  embed?: Embed,
  isBusy: () => boolean = () => false,
): TestKnowledge {
  const db = openTestDb(knowledgeMigrations, file);
  const clock = createManualClock(Date.UTC(2025, 10, 21, 4));
  let ids = 0;
  let sequence = 0;
  const knowledge = createKnowledge({
    repository: createKnowledgeRepository(db),
    log: silentLog,
    clock,
    contentDir: folder,
    openBuilder,
    newId: () => `report-${(ids += 1)}`,
    embed,
    isBusy,
  });
  const search = async (query: string, more: Partial<SearchInput> = {}): Promise<SearchOutput> => {
    const found = await knowledge.search({
      query,
      limit: 10,
      sequence: (sequence += 1),
      language: 'zh',
      ...more,
    });
    if (!found.ok) throw new Error(found.error.code);
    return found.value;
  };
  return {
    knowledge,
    clock,
    db,
    search,
    titles: async (query, more) => (await search(query, more)).hits.map((hit) => hit.title.zh.text),
    close() {
      knowledge.dispose();
      db.close();
    },
  };
}

/** An article file; `front` lines replace the usual ones of the same key. */
export function articleText(
  id: string,
  zh: string,
  more: { readonly front?: readonly string[]; readonly body?: string; readonly en?: string } = {},
): string {
  const usual = ['kind: answer', 'reviewedAt: 2025-11-03', 'validFrom: 2025-01-01', 'sample: true'];
  const front = more.front ?? [];
  const kept = usual.filter((line) => !front.some((own) => own.split(':')[0] === line.split(':')[0]));
  const title = ['title:', `  zh: ${zh}`, `  en: ${more.en ?? `About ${id}`}`];
  return [
    '---',
    `id: ${id}`,
    ...title,
    ...kept,
    ...front,
    '---',
    '',
    more.body ?? '## 答案\n\n这是答案。\n',
  ].join('\n');
}
