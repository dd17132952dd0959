import { bookCallBack } from '#renderer/commands/care-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caring } from '#renderer/stores/select/care.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { HelpState } from './help-state.tsx';

/** After the call: a care call-back is offered where a flag asks for it, a crisis needs an owner, and what is booked is told. */
export function CareWrapUp() {
  const { t, pick, format } = useI18n();
  const offered = useDeskState((state) => caring(state).desk.offer.includes('careCallBack'));
  const booked = useDeskState(
    (state) =>
      careOfCall(state)?.followUps.find(({ kind, state: is }) => kind === 'careCall' && is === 'open') ??
      null,
  );
  const up = useDeskState((state) => careOfCall(state) !== null);
  if (!up) return null;
  return (
    <>
      <HelpState />
      {offered || booked ? (
        <div className="help-state">
          <div className="row" data-call-back={booked ? 'booked' : 'offered'}>
            <Icon name={booked ? 'check' : 'clock'} size="s" />
            <span className="fill">
              {booked
                ? t('care.followUp.bookedFor', {
                    name: booked.owner ? pick(booked.owner.name) : '',
                    time: format.dateTime(booked.dueAt),
                  })
                : t('care.followUp.offer')}
            </span>
            <CommandButton command={bookCallBack} kind="quiet" flush />
          </div>
        </div>
      ) : null}
    </>
  );
}
