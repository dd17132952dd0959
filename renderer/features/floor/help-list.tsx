import type { HelpRequest } from '#shared/care/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { answerHelp } from '#renderer/commands/care-help-commands.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** Who asks for help on this machine's floor, with where the call stands; a crisis first. Nothing here names the caller in full. */
export function HelpList() {
  const { t } = useI18n();
  const asked = useTopic('care/list', (list) => list?.help ?? null) ?? [];
  if (asked.length === 0) return null;
  const ordered = asked.toSorted(
    (a, b) => Number(b.kind === 'crisis') - Number(a.kind === 'crisis') || a.askedAt - b.askedAt,
  );
  // The one filled button of the floor: whoever has waited for an answer and needs it most.
  const next = ordered.find(({ state }) => state === 'asked');
  return (
    <Section
      title={t('care.help.listTitle')}
      aside={<CommandButton command={answerHelp} kind="quiet" flush />}
    >
      <ul className="card list attention help-list" aria-live="polite">
        {ordered.map((help) => (
          <HelpRow key={help.helpId} help={help} first={help === next} />
        ))}
      </ul>
    </Section>
  );
}

function HelpRow({ help, first }: { readonly help: HelpRequest; readonly first: boolean }) {
  const { t, maybe, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const role = useTopic('access/state', (state) => state?.person?.role ?? null);
  const { helpId, kind, state, flags, tier, answeredAt, seatNumber, by, callerMasked, queue } = help;
  const facts = [
    callerMasked || t('call.anonymous'),
    queue === null ? null : (maybe(`queue.${queue}`) ?? queue),
    answeredAt === null ? null : t('care.help.talking', { time: format.clock(now - answeredAt) }),
    state === 'asked' ? t('care.help.waits', { time: format.clock(now - help.askedAt) }) : null,
  ].filter(Boolean);
  const answer = (next: 'seen' | 'closed') => void desk.send('care/answer-help', { helpId, state: next });
  return (
    <li data-help={state} data-kind={kind}>
      <span className={kind === 'crisis' ? 'bad' : 'near'}>
        <Icon name={kind === 'crisis' ? 'crisis' : 'bell'} />
      </span>
      <span className="fill">
        <b>{t(`care.help.from.${kind}`, { name: `${seatNumber} ${by.name}` })}</b>
        <span className="under">{facts.join(' · ')}</span>
        {help.nobody ? (
          <span className="under near">{t('care.followUp.nobody', { reason: help.nobody })}</span>
        ) : null}
        <span className="row wrap tight">
          {flags.map((flag) => (
            <CareFlagChip key={flag} flag={flag} small />
          ))}
          {tier === 'none' || tier === 'unknown' ? null : <Tier tier={tier} />}
        </span>
      </span>
      {state === 'seen' ? (
        <span className="xs ink-2">
          {t('care.help.seenBy', {
            name: help.seenBy?.name ?? '',
            time: format.time(help.seenAt ?? help.askedAt),
          })}
        </span>
      ) : null}
      {role === 'agent' ? null : (
        <Button
          kind={first ? 'primary' : 'plain'}
          onClick={() => answer(state === 'asked' ? 'seen' : 'closed')}
        >
          {t(state === 'asked' ? 'care.help.come' : 'care.help.close')}
        </Button>
      )}
    </li>
  );
}
