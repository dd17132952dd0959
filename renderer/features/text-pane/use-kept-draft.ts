import { useEffect, useRef, useState } from 'react';
import type { CallId } from '#shared/lib/ids.ts';
import { useDesk } from '#renderer/stores/use-desk.tsx';

/** A pause in typing after which the draft goes to main, which writes it down. */
const keepAfterMs = 300;

/** What is typed to the caller, begun with what was kept; it outlives this window. Returns the words and their setter. */
export function useKeptDraft(callId: CallId, kept: string): readonly [string, (words: string) => void] {
  const desk = useDesk();
  const [words, setWords] = useState(kept);
  const latest = useRef(kept);
  const saved = useRef(kept);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
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
