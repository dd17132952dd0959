import type { TextMessage } from '#shared/call/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Button } from '#renderer/ui/button.tsx';

interface ListProps {
  readonly label: string;
  readonly messages: readonly TextMessage[];
  /** How the far end is called. */
  readonly who: string;
  readonly empty?: string;
  /** Sends once more what did not arrive; left out where nothing can be sent. */
  readonly onAgain?: (text: string) => void;
}

/** Only the list itself is scrolled to its end: the page must not move when a message comes. */
function toEnd(message: HTMLElement | null): void {
  const list = message?.parentElement;
  if (list) list.scrollTop = list.scrollHeight;
}

/** What was written on both sides, each with what became of it. */
export function MessageList({ label, messages, who, empty, onAgain }: ListProps) {
  return (
    <div className="chat" role="log" aria-label={label}>
      {messages.length === 0 && empty ? <p className="xs ink-2">{empty}</p> : null}
      {messages.map((message, index) => (
        <Message
          key={message.id}
          message={message}
          who={who}
          last={index === messages.length - 1}
          {...(onAgain ? { onAgain } : {})}
        />
      ))}
    </div>
  );
}

interface MessageProps {
  readonly message: TextMessage;
  readonly who: string;
  readonly last: boolean;
  readonly onAgain?: (text: string) => void;
}

function Message({ message, who, last, onAgain }: MessageProps) {
  const { t, format } = useI18n();
  const { from, state, problem, text } = message;
  const mine = from === 'agent';
  const failed = state === 'failed';
  return (
    <div
      ref={last ? toEnd : null}
      className={['message', mine && 'agent', failed && 'failed'].filter(Boolean).join(' ')}
      data-state={state}
    >
      <div className="who">
        <span>{mine ? t('knowledge.text.you') : who}</span>
        <span>{format.time(message.at)}</span>
        {mine || state === 'typing' ? (
          <span className={failed ? 'bad' : undefined}>
            {t(`knowledge.text.state.${state}`)}
            {failed && problem ? ` · ${t(`knowledge.text.problem.${problem}`)}` : null}
          </span>
        ) : null}
      </div>
      <div className="box">{text}</div>
      {failed && onAgain ? (
        <Button kind="quiet" icon="again" onClick={() => onAgain(text)}>
          {t('knowledge.text.again')}
        </Button>
      ) : null}
    </div>
  );
}
