import type { HandlersOf } from '#shared/contract/index.ts';
import type { editorCommands } from '#shared/editor/contract.ts';
import type { Editor } from './editor.ts';

/** The commands of `shared/editor/contract.ts`. Roles are checked before they get here. */
export function createEditorHandlers(editor: Editor): HandlersOf<typeof editorCommands> {
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
  };
}
