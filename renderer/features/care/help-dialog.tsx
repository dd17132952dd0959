import { useState, type KeyboardEvent } from 'react';
import type { HelpRequest } from '#shared/care/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { helpForLead } from '#renderer/stores/select/help.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** What is said back most often, one digit each; the agent reads it on the own screen at once. */
const answers = ['coming', 'stay', 'refuse', 'joinMe'] as const;

/** The call for help that is most urgent, in one glance, and the answer by one key. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const calls = useDeskState(helpForLead);
  const [chosen, setChosen] = useState<string | null>(() => calls[0]?.helpId ?? null);
  const help = calls.find(({ helpId }) => helpId === chosen) ?? calls[0];
  if (!help)
    return (
      <Dialog title={t('care.help.listTitle')} onClose={onClose}>
        <p className="ink-2">{t('care.help.nobodyAsks')}</p>
      </Dialog>
    );
  const others = calls.filter(({ helpId }) => helpId !== help.helpId);
  return <Answering key={help.helpId} help={help} others={others} onChoose={setChosen} onClose={onClose} />;
}

interface AnsweringProps {
  readonly help: HelpRequest;
  readonly others: readonly HelpRequest[];
  readonly onChoose: (helpId: string) => void;
  readonly onClose: () => void;
}

function Answering({ help, others, onChoose, onClose }: AnsweringProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const [own, setOwn] = useState('');
  const { helpId, seatNumber, by, kind } = help;
  const answer = async (state: 'seen' | 'closed', advice?: string): Promise<void> => {
    const sent = await desk.send('care/answer-help', { helpId, state, ...(advice ? { advice } : {}) });
    if (sent === null) return;
    if (advice) desk.notices.done('care.help.answered', { name: `${seatNumber} ${by.name}` });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
    const said = answers[Number(/^Digit([1-4])$/.exec(event.code)?.[1] ?? 0) - 1];
    if (!said && event.code !== 'Digit0') return;
    event.preventDefault();
    void (said ? answer('seen', t(`care.help.say.${said}`)) : answer('closed'));
  };
  return (
    <Dialog
      title={t(`care.help.from.${kind}`, { name: `${seatNumber} ${by.name}` })}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="help-answer" role="presentation" onKeyDown={onKeyDown} data-help={help.state}>
        <Situation help={help} />
        <div className="follow-up-times">
          {answers.map((said, index) => (
            <Button
              key={said}
              wide
              data-autofocus={index === 0 ? true : undefined}
              onClick={() => void answer('seen', t(`care.help.say.${said}`))}
            >
              <span className="fill">{t(`care.help.say.${said}`)}</span>
              <KeyCap keys={String(index + 1)} bare />
            </Button>
          ))}
        </div>
        <Field
          label={t('care.help.write')}
          note={t('care.help.writeNote')}
          value={own}
          maxLength={300}
          onChange={(event) => setOwn(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && own.trim() !== '')
              void answer('seen', own.trim());
          }}
        />
        <Button kind="quiet" wide onClick={() => void answer('closed')}>
          <span className="fill">{t('care.help.close')}</span>
          <KeyCap keys="0" bare />
        </Button>
        {others.map((other) => (
          <Button key={other.helpId} kind="quiet" wide onClick={() => onChoose(other.helpId)}>
            {t(`care.help.from.${other.kind}`, { name: `${other.seatNumber} ${other.by.name}` })}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

/** Where the call stands: who is looked after, what is going on, what was written, what has been answered. */
function Situation({ help }: { readonly help: HelpRequest }) {
  const { t, maybe, pick, format } = useI18n();
  const now = useNow();
  const { callerMasked, queue, answeredAt, flags, tier, playbookId, note, nobody, advice, askedAt, state } =
    help;
  const playbook = useTopic(
    'guidance/library',
    (library) => library?.playbooks.find(({ id }) => id === playbookId) ?? null,
  );
  const facts = [
    callerMasked || t('call.anonymous'),
    queue === null ? null : (maybe(`queue.${queue}`) ?? queue),
    answeredAt === null ? null : t('care.help.talking', { time: format.clock(now - answeredAt) }),
    playbook ? pick(playbook.name) : null,
  ].filter(Boolean);
  return (
    <div className="well">
      <div className="row wrap tight">
        {flags.map((flag) => (
          <CareFlagChip key={flag} flag={flag} small />
        ))}
        {tier === 'none' || tier === 'unknown' ? null : <Tier tier={tier} />}
        <span className="fill" />
        <span className={state === 'asked' ? 'near nowrap' : 'ink-2 nowrap'}>
          {state === 'asked'
            ? t('care.help.waits', { time: format.clock(now - askedAt) })
            : t('care.help.seenShort', { name: help.seenBy?.name ?? '' })}
        </span>
      </div>
      <p>{facts.join(' · ')}</p>
      {nobody ? <p className="near">{t('care.followUp.nobody', { reason: nobody })}</p> : null}
      <p className={note ? 'selectable' : 'ink-2'}>{note || t('care.help.noNote')}</p>
      {advice.map(({ at, by, text }) => (
        <p key={`${String(at)} ${text}`} className="xs ink-2">
          {format.time(at)} {by.name}：{text}
        </p>
      ))}
    </div>
  );
}
