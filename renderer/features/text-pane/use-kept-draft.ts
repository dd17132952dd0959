import { useEffect, useRef, useState } from 'react';
import type { CallId } from '#shared/lib/ids.ts';
import { useDesk } from '#renderer/stores/use-desk.tsx';

/** A pause in typing after which the draft goes to main, which writes it down. */
const keepAfterMs = 300;

/**
 * What is typed to the caller, begun with what was kept; it outlives this window. `kept`: null until main has told.
 * Returns the words and their setter.
 */
export function useKeptDraft(
  callId: CallId,
  kept: string | null,
): readonly [string, (words: string) => void] {
  const desk = useDesk();
  const [words, setWords] = useState(kept ?? '');
  const latest = useRef(kept ?? '');
  const saved = useRef(kept ?? '');
  const told = useRef(kept !== null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (kept === null || told.current) return;
    told.current = true;
    // Whoever has begun to type meanwhile goes on with that.
    if (latest.current !== '') return;
    latest.current = saved.current = kept;
    setWords(kept);
  }, [kept]);
  useEffect(() => {
    const keep = (): void => {
      clearTimeout(timer.current);
      if (latest.current === saved.current) return;
      saved.current = latest.current;
      void desk.send('text/keep-draft', { callId, text: latest.current });
    };
    if (words !== saved.current) timer.current = setTimeout(keep, keepAfterMs);
    return () => clearTimeout(timer.current);
  }, [desk, callId, words]);
  useEffect(
    () => () => {
      // The pane goes with the call: what was typed last goes to disk with it.
      if (latest.current !== saved.current)
        void desk.send('text/keep-draft', { callId, text: latest.current });
    },
    [desk, callId],
  );
  return [
    words,
    (next) => {
      latest.current = next;
      setWords(next);
    },
  ];
}
