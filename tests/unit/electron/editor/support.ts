import { readFile, readdir } from 'node:fs/promises';
import { createEditor, type Editor } from '#electron/editor/editor.ts';
import { createContentOverlay, type ContentOverlay } from '#electron/editor/overlay.ts';
import type { EditorRepository, Kinds } from '#electron/editor/ports.ts';
import { templates } from '#electron/editor/templates.ts';
import { readFlow } from '#electron/flows/flow-file.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { silentLog } from '#electron/log/log.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createEditorRepository } from '#electron/store/editor-repository.ts';
import type { Who } from '#shared/core/text.ts';
import { fileNameOf } from '#shared/editor/kinds.ts';
import type { CheckedText } from '#shared/editor/version.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';

export const lead: Who = { personId: 'sample-lead', name: '周敏' };
export const trainer: Who = { personId: 'sample-trainer', name: '吴桐' };

const refusing = (error: unknown): CheckedText => ({
  faults: [{ line: (error as { line?: number }).line ?? 0, reason: (error as Error).message }],
  preview: null,
});

/** The real readers over the files that ship; playbooks, notices and documents are the same machinery and left out. */
export const shippedKinds = (): Kinds => {
  const file = async (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
  const ids = async (folder: string): Promise<readonly string[]> =>
    (await readdir(folder))
      .flatMap((name) => /^(.*)\.(?:md|yaml)$/.exec(name)?.[1] ?? [])
      .filter((id) => id !== 'README');
  const none = {
    own: { find: async () => [], ids: async () => [], text: async () => null },
    check: (): CheckedText => ({ faults: [], preview: null }),
  };
  return {
    article: {
      own: {
        find: async () => [],
        ids: () => ids('assets/knowledge/articles'),
        text: (id) => file(`assets/knowledge/articles/${id}.md`),
      },
      check(_id, text) {
        try {
          return { faults: [], preview: { kind: 'article', article: parseArticle(text) } };
        } catch (error) {
          return refusing(error);
        }
      },
      template: templates.article,
    },
    flow: {
      own: {
        find: async () => [],
        ids: () => ids('assets/flows'),
        text: (id) => file(`assets/flows/${id}.yaml`),
      },
      check(id, text) {
        const read = readFlow(fileNameOf('flow', id), text, {});
        return read.ok
          ? { faults: [], preview: { kind: 'flow', flow: read.value, figures: {} } }
          : { faults: read.refused.map(({ line, reason }) => ({ line: line ?? 0, reason })), preview: null };
      },
      template: templates.flow,
    },
    playbook: { ...none, template: templates.playbook },
    notice: { ...none, template: templates.notice },
    document: { ...none, template: templates.document },
  };
};

export interface EditorBench {
  readonly db: Db;
  readonly clock: ManualClock;
  readonly repository: EditorRepository;
  readonly overlay: ContentOverlay;
  readonly editor: Editor;
  readonly kinds: Kinds;
  readonly audit: () => readonly string[];
  as(who: Who | null): void;
}

/** The editor on a real database and the shipped content, with a clock that the test moves. */
export function editorBench(startAt = Date.parse('2026-11-28T09:00:00')): EditorBench {
  const db = openTestDb(allMigrations);
  const clock = createManualClock(startAt);
  const audit = createAuditRepository(db);
  const repository = createEditorRepository(db, audit.append);
  const overlay = createContentOverlay({ repository, clock });
  const kinds = shippedKinds();
  let person: Who | null = lead;
  let count = 0;
  const editor = createEditor({
    clock,
    log: silentLog,
    newId: () => `v-${(count += 1)}`,
    repository,
    kinds,
    overlay,
    person: () => person,
  });
  return {
    db,
    clock,
    repository,
    overlay,
    editor,
    kinds,
    audit: () => [...audit.entries()].map(({ action }) => action),
    as: (who) => void (person = who),
  };
}

/** The value of a result that must be good. */
export function good<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
