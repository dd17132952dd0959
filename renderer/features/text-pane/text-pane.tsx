import { useEffect } from 'react';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersCall } from '#renderer/stores/select/call.ts';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { textShown } from '#renderer/stores/select/text.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { MessageList } from './message-list.tsx';
import { Writing } from './writing.tsx';

/** Text with the caller: open with F6, when a message has come, and from the ring on for callers who cannot hear, in large type. */
export function TextPane() {
  const { t } = useI18n();
  const call = useDeskState(callersCall);
  const open = useDeskState(textShown);
  const deaf = useDeskState((state) => hasFlag(state, 'hearingImpaired'));
  const desk = useDesk();
  const id = call?.id;
  const asks = open && call?.state === 'active' && !call.realTimeText;
  useEffect(() => {
    if (asks && id !== undefined) void desk.send('call/offer-text', { callId: id });
  }, [desk, asks, id]);
  if (!call || !open) return null;
  return (
    <div className={deaf ? 'text-pane large' : 'text-pane'}>
      <Section
        title={t('knowledge.text.title')}
        aside={
          <>
            {call.realTimeText ? (
              <span data-real-time>{t('knowledge.text.realTime')}</span>
            ) : deaf ? (
              <span>{t('knowledge.text.textFirst')}</span>
            ) : null}
            <KeyCap keys="F6" />
          </>
        }
        grow
      >
        <Messages call={call} />
        <WriteTo call={call} deaf={deaf} />
      </Section>
    </div>
  );
}

function Messages({ call }: { readonly call: CallSnapshot }) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const name = useTopic('caller/state', (caller) => caller?.caller?.name ?? null);
  const talks = call.state === 'active' || call.state === 'held';
  return (
    <MessageList
      label={t('knowledge.text.title')}
      messages={call.messages}
      who={name ? pick(name) : call.displayName || call.numberMasked}
      empty={t('knowledge.text.noneHint')}
      {...(talks
        ? { onAgain: (text: string) => void desk.send('call/send-text', { callId: call.id, text }) }
        : {})}
    />
  );
}

function WriteTo({ call, deaf }: { readonly call: CallSnapshot; readonly deaf: boolean }) {
  const { t } = useI18n();
  const kept = useTopic('text/state', (text) => (text?.callId === call.id ? text.draft : null));
  const talks = call.state === 'active' || call.state === 'held';
  // One line for the whole call: the focus that is in it, or in its phrases, must not be thrown back by a draft that comes late.
  if (talks) return <Writing key={call.id} call={call} deaf={deaf} kept={kept} />;
  if (call.state !== 'ended') return <p className="xs ink-2">{t('knowledge.text.onlyInCall')}</p>;
  if (!kept) return null;
  return (
    <div className="unsent">
      <span className="label">{t('knowledge.text.unsent')}</span>
      <p>{kept}</p>
    </div>
  );
}
