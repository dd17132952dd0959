import type { HandlersOf } from '#shared/contract/index.ts';
import type { Who } from '#shared/core/text.ts';
import type { editorCommands } from '#shared/editor/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import { nobody } from './deps.ts';
import type { Editor } from './editor.ts';
import type { Exported } from './export-folder.ts';
import type { Importer } from './import-folder.ts';
import type { ChooseFolder } from './ports.ts';
import type { ContentSync } from './sync/content-sync.ts';

export interface EditorHandlerDeps {
  readonly editor: Editor;
  readonly importer: Importer;
  readonly sync: ContentSync;
  readonly person: () => Who | null;
  readonly chooseFolder: ChooseFolder;
  readonly exportInto: (parent: string) => Promise<Exported>;
  /** Address of the content service; '' for none. */
  readonly address: () => string;
}

/** The commands of `shared/editor/contract.ts`. Roles are checked before they get here. */
export function createEditorHandlers(deps: EditorHandlerDeps): HandlersOf<typeof editorCommands> {
  const { editor, importer, sync } = deps;
  return {
    'editor/list': (input) => editor.list(input),
    'editor/read': (input) => editor.read(input),
    'editor/begin': (input) => editor.begin(input),
    'editor/save': (input) => editor.save(input),
    'editor/submit': (input) => editor.submit(input),
    'editor/take-back': async (input) => editor.takeBack(input),
    'editor/approve': (input) => editor.approve(input),
    'editor/give-back': async (input) => editor.giveBack(input),
    'editor/publish': (input) => editor.publish(input),
    'editor/withdraw': async (input) => editor.withdraw(input),
    'editor/discard': async (input) => editor.discard(input),
    async 'editor/import'() {
      if (importer.state.get()?.phase === 'running') return fail(appError('editor/busy', {}));
      const folder = await deps.chooseFolder('import');
      const by = deps.person();
      if (by === null) return nobody();
      return ok({ started: folder !== null && importer.start(folder, by) });
    },
    async 'editor/cancel-import'() {
      importer.cancel();
      return ok({});
    },
    async 'editor/export'() {
      const parent = await deps.chooseFolder('export');
      if (parent === null) return ok({ folder: null, files: 0 });
      try {
        return ok(await deps.exportInto(parent));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        return fail(appError('editor/not-written', { reason: code.slice(0, 100) }));
      }
    },
    async 'editor/sync'() {
      if (deps.address() === '') return fail(appError('editor/not-set', {}));
      await sync.run();
      return ok({});
    },
  };
}
