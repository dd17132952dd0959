import { useState, type KeyboardEvent } from 'react';
import type { LooseThread } from '#shared/text/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { MessageList } from './message-list.tsx';

const none: readonly LooseThread[] = [];

/** Texts that came while their sender had no call here: read, answered, put away. Nothing of them is lost when they go. */
export function LooseTexts() {
  const { t } = useI18n();
  const threads = useTopic('text/state', (text) => text?.loose ?? none);
  const unread = threads.reduce((sum, thread) => sum + thread.unread, 0);
  if (threads.length === 0) return null;
  return (
    <Section
      title={t('knowledge.text.loose.title')}
      aside={unread > 0 ? t('knowledge.text.loose.unread', { count: unread }) : null}
    >
      <div className="loose" role="status">
        {threads.map((thread) => (
          <Thread key={thread.threadId} thread={thread} />
        ))}
      </div>
    </Section>
  );
}

function Thread({ thread }: { readonly thread: LooseThread }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [words, setWords] = useState('');
  const { threadId, displayName, numberMasked, messages } = thread;
  const who = displayName === '' ? numberMasked : displayName;
  const reply = async (text: string): Promise<void> => {
    if (text.trim() !== '') await desk.send('text/reply', { threadId, text: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setWords('');
    void reply(words);
  };
  return (
    <div className="card loose-thread" data-thread={threadId}>
      <div className="row">
        <span className="fill clip label">
          {who} {displayName === '' ? null : <span className="xs ink-2">{numberMasked}</span>}
        </span>
        <Button kind="quiet" flush onClick={() => void desk.send('text/put-away', { threadId })}>
          {t('knowledge.text.loose.putAway')}
        </Button>
      </div>
      <MessageList label={who} messages={messages} who="" onAgain={(text) => void reply(text)} />
      <div className="field">
        <input
          aria-label={t('knowledge.text.loose.replyLabel', { who })}
          placeholder={t('knowledge.text.loose.reply')}
          autoComplete="off"
          value={words}
          maxLength={20_000}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <KeyCap keys="Enter" />
      </div>
    </div>
  );
}
