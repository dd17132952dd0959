import { randomUUID } from 'node:crypto';
import type { CallManager } from '#electron/call/call-manager.ts';
import { openConverter } from '#electron/editor/convert/convert-client.ts';
import { exportFolder } from '#electron/editor/export-folder.ts';
import { createEditorHandlers } from '#electron/editor/handlers.ts';
import { createImporter } from '#electron/editor/import-folder.ts';
import { createEditor, type Editor } from '#electron/editor/editor.ts';
import { createEditorState } from '#electron/editor/state.ts';
import { createContentSync } from '#electron/editor/sync/content-sync.ts';
import type { Person } from '#shared/access/people.ts';
import type { Who } from '#shared/core/text.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { Base } from './base.ts';
import { chooseFolder } from './choose-folder.ts';
import { contentServiceFetch } from './content-service.ts';
import type { DeskKit } from './desk-kit.ts';
import type { DeskRooms } from './desk.ts';
import { composeKinds } from './editor-kinds.ts';
import { forkImportProcess } from './import-process.ts';
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
  readonly base: Pick<Base, 'clock' | 'log' | 'places' | 'settings' | 'secrets'>;
  readonly person: Source<Person | null>;
  readonly rooms: DeskRooms;
  readonly kit: Pick<DeskKit, 'noticeLibrary' | 'documents'>;
  readonly calls: Pick<CallManager, 'state'>;
}): EditorParts {
  const { rooms, kit, calls } = deps;
  const { clock, log, places, settings, secrets } = deps.base;
  const { values } = settings;
  const { overlay, editorRepository: repository } = rooms;
  const person = whoOf(deps.person);
  const kinds = composeKinds({
    places: places,
    rooms,
    notices: () => kit.noticeLibrary.content.get().notices,
    documents: () => kit.documents.library.get().documents,
  });
  const parts = { clock, log, newId: randomUUID, repository, kinds, overlay, person: person.get };
  const editor = createEditor(parts);
  const draftDeps = { ...parts, inForceText: editor.inForceText };
  const importer = createImporter({
    ...draftDeps,
    openConverter: () => openConverter({ clock, fork: forkImportProcess(places) }),
    isBusy: () => calls.state.get().calls.some(({ state: call }) => call === 'ringing'),
    changed: editor.changed,
  });
  const address = (): string => values.get()['content.url'];
  const sync = createContentSync({
    ...parts,
    fetchText: contentServiceFetch({ clock, values: values.get, token: () => secrets.get('content.token') }),
    address,
    minutes: () => values.get()['content.minutes'],
    changed: editor.changed,
  });
  const state = createEditorState({ clock, editor, repository, person, importer, sync });
  const begun = overlay.overlay.get();
  const undos: Undo[] = [];
  return {
    editor,
    handlers: createEditorHandlers({
      editor,
      importer,
      sync,
      person: person.get,
      chooseFolder,
      exportInto: (parent) => exportFolder(draftDeps, parent),
      address,
    }),
    connect: (relays) => void relays['editor/state'].connect(state),
    follow() {
      const read = reader(rooms, kit);
      undos.push(overlay.overlay.subscribe(read));
      if (overlay.overlay.get() !== begun) read();
      let asked = address();
      void sync.run();
      undos.push(
        values.subscribe(() => {
          if (address() === asked) return;
          asked = address();
          void sync.run();
        }),
      );
    },
    dispose() {
      undos.forEach((undo) => undo());
      importer.dispose();
      sync.dispose();
      state.dispose();
      overlay.dispose();
    },
  };
}

/** Reads everything anew, one after the other; what comes meanwhile is read once more at the end. */
function reader(rooms: DeskRooms, kit: Pick<DeskKit, 'noticeLibrary' | 'documents'>): () => void {
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
      .then(kit.documents.load)
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
