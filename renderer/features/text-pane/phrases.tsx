import { useRef, type KeyboardEvent } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { rowAfter } from '#renderer/ui/use-row-keys.ts';
import { phraseIn } from '#shared/text/phrase-in.ts';
import type { Phrase } from '#shared/text/phrases.ts';

const none: readonly Phrase[] = [];

/**
 * Ready phrases: the key speaks the agent's language, what is sent the caller's. One stop for the Tab key, arrows inside; a digit sends
 * at once and leads back to the line to write in.
 */
export function Phrases({ onSend }: { readonly onSend: (text: string) => void }) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const language = useDeskState(callerLanguage);
  const phrases = useTopic('text/state', (text) => text?.phrases ?? none);
  const group = useRef<HTMLDivElement>(null);
  if (phrases.length === 0) return null;
  const send = (phrase: Phrase | undefined): void => {
    if (phrase === undefined) return;
    onSend(phraseIn(phrase, language));
    desk.focus('text');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      return send(phrases[Number(event.key) - 1]);
    }
    if (event.key === 'Escape') return desk.focus('text');
    const keys = [...(group.current?.querySelectorAll('button') ?? [])];
    const key = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' }[event.key] ?? event.key;
    const at = rowAfter(key, keys.indexOf(document.activeElement as HTMLButtonElement), keys.length);
    if (at === null) return;
    event.preventDefault();
    keys[at]?.focus();
  };
  return (
    <div
      ref={group}
      className="phrases"
      role="group"
      aria-label={t('knowledge.text.phrases')}
      title={t('knowledge.text.phrasesHint')}
      data-place="phrases"
    >
      {phrases.map((phrase, at) => (
        <Button
          key={phrase.id}
          tabIndex={at === 0 ? 0 : -1}
          data-first={at === 0 ? true : undefined}
          data-phrase={phrase.id}
          title={phraseIn(phrase, language)}
          aria-keyshortcuts={String(at + 1)}
          onClick={() => send(phrase)}
          onKeyDown={onKeyDown}
        >
          {pick(phrase.label)}
          <kbd>{at + 1}</kbd>
        </Button>
      ))}
    </div>
  );
}
