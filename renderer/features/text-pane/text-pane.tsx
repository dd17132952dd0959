import { useState, type KeyboardEvent } from 'react';
import type { CallSnapshot, TextMessage } from '#shared/call/contract.ts';
import { ariaShortcut } from '#renderer/commands/shortcut.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { useI18n, useWords } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { callersCall } from '#renderer/stores/select/call.ts';
import { textShown } from '#renderer/stores/select/text.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** Text with the caller: open with F6, when a message has come, and from the start for callers who cannot hear. */
export function TextPane() {
  const { t } = useI18n();
  const call = useDeskState(callersCall);
  const open = useDeskState(textShown);
  if (!call || !open) return null;
  return (
    <div className="text-pane">
      <Section title={t('knowledge.text.title')} aside={<KeyCap keys="F6" />} grow>
        <Messages call={call} />
        <Writing call={call} />
      </Section>
    </div>
  );
}

/** Only the list itself is scrolled to its end: the page must not move when a message comes. */
function toEnd(message: HTMLElement | null): void {
  const list = message?.parentElement;
  if (list) list.scrollTop = list.scrollHeight;
}

function Messages({ call }: { readonly call: CallSnapshot }) {
  const { t } = useI18n();
  const { messages } = call;
  return (
    <div className="chat" role="log" aria-label={t('knowledge.text.title')}>
      {messages.length === 0 ? <p className="xs ink-2">{t('knowledge.text.noneHint')}</p> : null}
      {messages.map((message, index) => (
        <Message key={message.id} message={message} call={call} last={index === messages.length - 1} />
      ))}
    </div>
  );
}

interface MessageProps {
  readonly message: TextMessage;
  readonly call: CallSnapshot;
  readonly last: boolean;
}

function Message({ message, call, last }: MessageProps) {
  const { t, pick, format } = useI18n();
  const desk = useDesk();
  const name = useTopic('caller/state', (caller) => caller?.caller?.name ?? null);
  const mine = message.from === 'agent';
  const failed = message.state === 'failed';
  return (
    <div
      ref={last ? toEnd : null}
      className={['message', mine && 'agent', failed && 'failed'].filter(Boolean).join(' ')}
      data-state={message.state}
    >
      <div className="who">
        <span>{mine ? t('knowledge.text.you') : name ? pick(name) : call.numberMasked}</span>
        <span>{format.time(message.at)}</span>
        {mine ? (
          <span className={failed ? 'bad' : undefined}>{t(`knowledge.text.state.${message.state}`)}</span>
        ) : null}
      </div>
      <div className="box">{message.text}</div>
      {failed ? (
        <Button
          kind="quiet"
          icon="again"
          onClick={() => void desk.send('call/send-text', { callId: call.id, text: message.text })}
        >
          {t('knowledge.text.again')}
        </Button>
      ) : null}
    </div>
  );
}

const quick: readonly Key[] = [
  'knowledge.text.quick.moment',
  'knowledge.text.quick.understood',
  'knowledge.text.quick.password',
  'knowledge.text.quick.anythingElse',
];

function Writing({ call }: { readonly call: CallSnapshot }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [words, setWords] = useState('');
  const talking = call.state === 'active' || call.state === 'held';
  const deaf = useDeskState((state) => hasFlag(state, 'hearingImpaired'));
  const both = useWords();
  const chinese = useDeskState((state) => callerLanguage(state) === 'zh');
  // The button speaks the agent's language, what is sent speaks the caller's.
  const toCaller = (key: Key): string =>
    both.find((one) => one.language === (chinese ? 'zh-CN' : 'en-US'))?.t(key) ?? t(key);
  if (!talking)
    return <p className="xs ink-2">{call.state === 'ended' ? null : t('knowledge.text.onlyInCall')}</p>;
  const send = async (text: string): Promise<void> => {
    const trimmed = text.trim();
    if (trimmed) await desk.send('call/send-text', { callId: call.id, text: trimmed });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setWords('');
    void send(words);
  };
  return (
    <div className="stack writing">
      {deaf ? (
        <div className="phrases">
          {quick.map((key) => (
            <Button key={key} title={toCaller(key)} onClick={() => void send(toCaller(key))}>
              {t(key)}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="field">
        <input
          data-place="text"
          aria-label={t('knowledge.text.label')}
          aria-keyshortcuts={ariaShortcut('F6')}
          placeholder={t('knowledge.text.placeholder')}
          autoComplete="off"
          value={words}
          maxLength={2000}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <KeyCap keys="Enter" />
      </div>
    </div>
  );
}
