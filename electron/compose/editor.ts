import { randomUUID } from 'node:crypto';
import { createEditorHandlers } from '#electron/editor/handlers.ts';
import { createEditor, type Editor } from '#electron/editor/editor.ts';
import { createEditorState } from '#electron/editor/state.ts';
import type { Log } from '#electron/log/log.ts';
import type { Person } from '#shared/access/people.ts';
import type { Who } from '#shared/core/text.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { DeskKit } from './desk-kit.ts';
import type { DeskRooms } from './desk.ts';
import { composeKinds } from './editor-kinds.ts';
import type { Places } from './places.ts';
import type { Relays } from './relays.ts';

export interface EditorParts {
  readonly editor: Editor;
  readonly handlers: ReturnType<typeof createEditorHandlers>;
  connect(relays: Relays): void;
  /** From now on what is published is read by the rooms that use it. Call when they have read their content for the first time. */
  follow(): void;
  dispose(): void;
}

/** The editor's desk, and the way from a published version into the rooms that speak it. */
export function composeEditor(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
  readonly person: Source<Person | null>;
  readonly rooms: DeskRooms;
  readonly kit: Pick<DeskKit, 'noticeLibrary'>;
}): EditorParts {
  const { clock, log, rooms, kit } = deps;
  const { overlay, editorRepository: repository } = rooms;
  const person = whoOf(deps.person);
  const kinds = composeKinds({
    places: deps.places,
    rooms,
    notices: () => kit.noticeLibrary.content.get().notices,
  });
  const editor = createEditor({
    clock,
    log,
    newId: randomUUID,
    repository,
    kinds,
    overlay,
    person: person.get,
  });
  const state = createEditorState({ clock, editor, repository, person });
  const begun = overlay.overlay.get();
  const undos: Undo[] = [];
  return {
    editor,
    handlers: createEditorHandlers(editor),
    connect: (relays) => void relays['editor/state'].connect(state),
    follow() {
      const read = reader(rooms, kit);
      undos.push(overlay.overlay.subscribe(read));
      if (overlay.overlay.get() !== begun) read();
    },
    dispose() {
      undos.forEach((undo) => undo());
      state.dispose();
      overlay.dispose();
    },
  };
}

/** Reads everything anew, one after the other; what comes meanwhile is read once more at the end. */
function reader(rooms: DeskRooms, kit: Pick<DeskKit, 'noticeLibrary'>): () => void {
  let running: Promise<unknown> = Promise.resolve();
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    running = running
      .then(() => {
        waits = false;
        return rooms.library.load();
      })
      .then(rooms.flowLibrary.load)
      .then(kit.noticeLibrary.load)
      .then(() => rooms.knowledge.refresh());
  };
}

function whoOf(person: Source<Person | null>): Source<Who | null> {
  const of = (one: Person | null): Who | null =>
    one === null ? null : { personId: one.id, name: one.name.zh };
  const who = createPublisher(of(person.get()));
  person.subscribe((one) => who.set(of(one)));
  return who;
}
