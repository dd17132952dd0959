import { bringLeadIn } from '#renderer/commands/care-help-commands.ts';
import { bookCallBack, withdrawHelp } from '#renderer/commands/care-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';

/** What has become of the call for help, and of the follow-up of a crisis. */
export function HelpState() {
  const { t, format, pick } = useI18n();
  const help = useDeskState((state) => careOfCall(state)?.help ?? null);
  const owner = useDeskState((state) => careOfCall(state)?.owner ?? 'notNeeded');
  const owned = useDeskState(
    (state) =>
      careOfCall(state)?.followUps.find(({ kind, state: is }) => kind === 'crisis' && is === 'open') ?? null,
  );
  const now = useNow();
  const said = help?.advice.at(-1);
  if (!help && owner === 'notNeeded') return null;
  return (
    <div className="help-state">
      {help ? (
        <div className="row" data-help={help.state}>
          <Icon name={help.state === 'seen' ? 'check' : 'bell'} size="s" />
          <span className="fill">
            {help.state === 'seen'
              ? t('care.help.seenBy', {
                  name: help.seenBy?.name ?? '',
                  time: format.time(help.seenAt ?? help.askedAt),
                })
              : t('care.help.waiting', {
                  time: format.time(help.askedAt),
                  wait: format.clock(Math.max(0, now - help.askedAt)),
                })}
          </span>
          {help.seenSeat ? <CommandButton command={bringLeadIn} kind="quiet" flush /> : null}
          <CommandButton command={withdrawHelp} kind="quiet" flush />
        </div>
      ) : null}
      {said ? (
        <p className="help-said selectable" data-advice={help?.advice.length}>
          <b>{said.by.name}</b> {said.text}
        </p>
      ) : null}
      {owner === 'notNeeded' ? null : (
        <div className="row" data-owner={owner}>
          <Icon name={owner === 'set' ? 'check' : 'warn'} size="s" />
          <span className="fill">
            {owned?.owner
              ? t('care.crisis.owner', { name: pick(owned.owner.name), time: format.dateTime(owned.dueAt) })
              : owned
                ? t('care.crisis.nobody', { reason: owned.reason })
                : t('care.crisis.noOwner')}
          </span>
          <CommandButton command={bookCallBack} kind="quiet" flush>
            {t('care.crisis.settle')}
          </CommandButton>
        </div>
      )}
    </div>
  );
}
