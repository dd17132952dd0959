import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { ariaShortcut } from '#renderer/commands/shortcut.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { WrongWords } from '#renderer/ui/wrong-words.tsx';
import { Phrases } from './phrases.tsx';
import { useKeptDraft } from './use-kept-draft.ts';

interface WritingProps {
  readonly call: CallSnapshot;
  readonly deaf: boolean;
  /** What was typed before and not sent; null until main has told. */
  readonly kept: string | null;
}

/** Enter sends, Shift Enter begins a new line, the arrow up leaves an empty line for the ready phrases. */
export function Writing({ call, deaf, kept }: WritingProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const [words, setWords] = useKeptDraft(call.id, kept);
  const send = async (text: string): Promise<void> => {
    if (text.trim() !== '') await desk.send('call/send-text', { callId: call.id, text });
  };
  // What was typed while the far end was being asked: it reads that too, from the moment it reads along.
  const standing = useRef(words);
  useEffect(() => void (standing.current = words), [words]);
  useEffect(() => {
    if (call.realTimeText && standing.current !== '')
      void desk.send('call/type', { callId: call.id, text: standing.current });
  }, [desk, call.id, call.realTimeText]);
  const type = (text: string): void => {
    if (call.realTimeText) void desk.send('call/type', { callId: call.id, text });
  };
  // A caller who cannot hear is written to at once: the keyboard is here from the answer on, and after a reload.
  const atOnce = useCallback(
    (area: HTMLTextAreaElement | null) => {
      // But never out of a dialog: what is typed there is meant for it.
      const inDialog = document.activeElement?.closest('[role="dialog"]') != null;
      if (deaf && !inDialog) area?.focus({ preventScroll: true });
    },
    [deaf],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    if (event.key === 'ArrowUp' && words === '') {
      event.preventDefault();
      return desk.focus('phrases');
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    setWords('');
    void send(words.trim());
  };
  return (
    <div className="stack writing">
      {deaf ? <Phrases onSend={(text) => void send(text)} /> : null}
      <div className="field field-write">
        <textarea
          ref={atOnce}
          data-place="text"
          rows={deaf ? 2 : 1}
          aria-label={t('knowledge.text.label')}
          aria-keyshortcuts={ariaShortcut('F6')}
          placeholder={t('knowledge.text.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={words}
          maxLength={20_000}
          onChange={(event) => {
            setWords(event.target.value);
            // What an input method has not settled is not text yet.
            if (!(event.nativeEvent as InputEvent).isComposing) type(event.target.value);
          }}
          onCompositionEnd={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <KeyCap keys="Enter" />
      </div>
      <WrongWords words={words} lang={/\p{Script=Han}/u.test(words) ? 'zh' : 'en'} />
    </div>
  );
}
