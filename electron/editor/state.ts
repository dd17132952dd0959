import type { Who } from '#shared/core/text.ts';
import { noEditorState, type EditorState } from '#shared/editor/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { Editor } from './editor.ts';
import type { Importer } from './import-folder.ts';
import type { EditorRepository } from './ports.ts';
import type { ContentSync } from './sync/content-sync.ts';

/** What windows are told of the editor: that something changed, and how much waits for whoever is signed in. */
export function createEditorState(deps: {
  readonly clock: Clock;
  readonly editor: Pick<Editor, 'onChange'>;
  readonly repository: Pick<EditorRepository, 'waitingFor'>;
  readonly person: Source<Who | null>;
  readonly importer: Pick<Importer, 'state'>;
  readonly sync: Pick<ContentSync, 'state'>;
}): Source<EditorState> & { readonly dispose: Undo } {
  const { clock, repository, person } = deps;
  const state = createPublisher<EditorState>(noEditorState);
  const look = (): void => {
    const who = person.get();
    state.set({
      ...state.get(),
      changedAt: clock.now(),
      waiting: who === null ? 0 : repository.waitingFor(who.personId),
    });
  };
  const undos = [
    deps.editor.onChange(look),
    person.subscribe(look),
    deps.importer.state.subscribe((now) => state.set({ ...state.get(), import: now })),
    deps.sync.state.subscribe((now) => state.set({ ...state.get(), sync: now })),
  ];
  look();
  return { ...state, dispose: () => undos.forEach((undo) => undo()) };
}
