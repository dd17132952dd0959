import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { CheckedText } from '#shared/editor/version.ts';
import { lookAt } from '#renderer/commands/content-commands.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import { useDesk, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import type { ContentLook } from '#renderer/stores/view.ts';
import { createTyping, type Typing } from './typing.ts';

export type Sheet = CommandOutput<'editor/read'>;

export interface SheetAtHand {
  readonly sheet: Sheet | null;
  /** As it is typed; what is on disk follows after a pause. */
  readonly text: string;
  readonly checked: CheckedText | null;
  readonly pending: boolean;
  readonly type: (text: string) => void;
}

function typingOf(desk: Desk): Typing {
  return createTyping({
    save: (draft) =>
      desk.send('editor/save', {
        versionId: draft.versionId,
        revision: draft.revision,
        text: draft.text,
      }),
    onSaved(versionId, { contentId }) {
      const { at } = desk.state().view.content;
      if (at?.versionId === versionId && at.contentId !== contentId)
        lookAt(desk, { at: { ...at, contentId } });
    },
    after(delayMs, fn) {
      const timer = setTimeout(fn, delayMs);
      return () => clearTimeout(timer);
    },
  });
}

interface Read {
  readonly at: NonNullable<ContentLook['at']>;
  readonly changedAt: number;
  readonly sheet: Sheet;
}

const isSame = (read: Read, at: ContentLook['at']): boolean =>
  read.at.kind === at?.kind &&
  read.at.versionId === at.versionId &&
  (read.at.contentId === at.contentId || at.versionId !== null);

/** The content that is looked at, read anew whenever main says that something changed; and what is typed, kept on each pause. */
export function useSheet(): SheetAtHand {
  const desk = useDesk();
  const at = useView((view) => view.content.at);
  const changedAt = useTopic('editor/state', (state) => state?.changedAt ?? 0);
  const [typing] = useState(() => typingOf(desk));
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    if (at === null) return undefined;
    let stale = false;
    void desk.send('editor/read', at).then((sheet) => {
      if (stale || sheet === null) return;
      typing.show(sheet);
      setRead({ at, changedAt, sheet });
    });
    return () => void (stale = true);
  }, [desk, typing, at, changedAt]);
  // Leaving the place does not lose the last letters.
  useEffect(() => () => typing.flush(), [typing]);
  const typed = useStore(typing.store);
  const sheet = read !== null && isSame(read, at) ? read.sheet : null;
  const own = typed !== null && typed.versionId === sheet?.version?.versionId ? typed : null;
  const checked = own?.checked ?? sheet?.checked ?? null;
  const pending = own?.pending ?? false;
  useFacts(sheet, checked?.faults.length ?? 0, pending);
  return { sheet, text: own?.text ?? sheet?.text ?? '', checked, pending, type: typing.type };
}

/** Tells the commands what the sheet says. */
function useFacts(sheet: Sheet | null, faults: number, pending: boolean): void {
  const desk = useDesk();
  const who = useTopic('access/state', (access) => access?.person?.id ?? null);
  useEffect(() => {
    const version = sheet?.version ?? null;
    lookAt(desk, {
      sheet:
        sheet === null
          ? null
          : {
              versionId: version?.versionId ?? null,
              state: version?.state ?? null,
              hash: version?.hash ?? '',
              own: version?.authors.some(({ personId }) => personId === who) ?? false,
              faults,
              pending,
              comparable: sheet.inForce !== null && version?.versionId !== sheet.inForce.versionId,
            },
    });
  }, [desk, sheet, who, faults, pending]);
  useEffect(() => () => lookAt(desk, { sheet: null }), [desk]);
}
