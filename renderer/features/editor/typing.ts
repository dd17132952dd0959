import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { CheckedText } from '#shared/editor/version.ts';
import type { Undo } from '#shared/lib/clock.ts';

type Sheet = CommandOutput<'editor/read'>;
type Saved = CommandOutput<'editor/save'>;

/** What is typed into one draft, and how far it is on disk. */
export interface Typed {
  readonly versionId: string;
  readonly revision: number;
  readonly text: string;
  readonly checked: CheckedText;
  /** Typed and not yet on disk. */
  readonly pending: boolean;
}

export interface Typing {
  readonly store: StoreApi<Typed | null>;
  /** What main says now. Letters that are being typed stay; another draft, or a text that moved on elsewhere, is shown. */
  show(sheet: Sheet): void;
  type(text: string): void;
  /** What is typed goes to disk at once. */
  flush(): void;
}

export interface TypingDeps {
  /** null: it was not kept, and why has been said. */
  readonly save: (draft: Pick<Typed, 'versionId' | 'revision' | 'text'>) => Promise<Saved | null>;
  readonly onSaved: (versionId: string, saved: Saved) => void;
  readonly after: (delayMs: number, fn: () => void) => Undo;
}

/** So long after the last letter a draft goes to disk, milliseconds. */
export const pauseMs = 400;

/** Keeps a draft on each pause: one save at a time, the newest letters with the next. */
export function createTyping({ save, onSaved, after }: TypingDeps): Typing {
  const store = createStore<Typed | null>()(() => null);
  const get = (): Typed | null => store.getState();
  let undo: Undo | null = null;
  let saving = false;

  const later = (): void => {
    undo?.();
    undo = after(pauseMs, () => void keep());
  };
  const keep = async (): Promise<void> => {
    undo?.();
    undo = null;
    const draft = get();
    if (saving || draft === null || !draft.pending) return;
    saving = true;
    const saved = await save(draft).catch(() => null);
    saving = false;
    const now = get();
    if (now?.versionId === draft.versionId) {
      const same = now.text === draft.text;
      store.setState(
        saved
          ? { ...now, revision: saved.revision, checked: saved.checked, pending: !same }
          : // Not kept and told: the next letter tries again.
            { ...now, pending: !same },
        true,
      );
      if (!same) later();
    }
    if (saved) onSaved(draft.versionId, saved);
  };
  return {
    store,
    show({ version, text, checked }) {
      const now = get();
      if (version?.state !== 'draft') {
        if (now?.pending) void keep();
        return store.setState(null, true);
      }
      const { versionId, revision } = version;
      const isBehind = now !== null && !now.pending && !saving && revision > now.revision;
      if (now?.versionId === versionId && !isBehind) return;
      if (now?.pending && now.versionId !== versionId) void keep();
      store.setState({ versionId, revision, text, checked, pending: false }, true);
    },
    type(text) {
      const now = get();
      if (now === null) return;
      store.setState({ ...now, text, pending: true }, true);
      later();
    },
    flush: () => void keep(),
  };
}
