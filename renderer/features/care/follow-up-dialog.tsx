import { useState, type KeyboardEvent } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { SelectField } from '#renderer/ui/field.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { offeredTimes } from './follow-up-times.ts';

/** Who calls this caller again, and when: a digit books it. For a crisis it is the follow-up, for everybody else the care call-back. */
export function FollowUpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, pick, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const callId = useDeskState((state) => careOfCall(state)?.callId ?? null);
  const kind = useDeskState((state) => (hasFlag(state, 'crisis') ? 'crisis' : 'careCall'));
  const people = useTopic('access/state', (state) => state?.people ?? null) ?? [];
  const self = useTopic('access/state', (state) => state?.person?.id ?? '');
  const [owner, setOwner] = useState(self);
  const [times] = useState(() => offeredTimes(now));
  if (!callId) return null;
  const book = async (index: number): Promise<void> => {
    const time = times[index];
    if (!time) return;
    const booked = await desk.send('care/book', { callId, kind, dueAt: time.at, ownerId: owner || self });
    if (booked === null) return;
    desk.notices.done('care.followUp.booked', { time: format.dateTime(time.at) });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!digit || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void book(Number(digit) - 1);
  };
  return (
    <Dialog
      title={t(kind === 'crisis' ? 'care.followUp.crisisTitle' : 'care.followUp.title')}
      onClose={onClose}
      foot={
        <Button keys="Escape" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      }
    >
      <div className="follow-up" role="presentation" onKeyDown={onKeyDown}>
        <p className="xs ink-2">{t('care.followUp.text')}</p>
        <SelectField
          label={t('care.followUp.owner')}
          value={owner || self}
          onChange={(event) => setOwner(event.target.value)}
        >
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {pick(person.name)}
            </option>
          ))}
        </SelectField>
        <div className="follow-up-times">
          {times.map(({ key, at }, index) => (
            <Button
              key={key}
              wide
              data-autofocus={index === 0 ? true : undefined}
              onClick={() => void book(index)}
            >
              <span className="fill">
                {t(`care.followUp.at.${key}`)} <span className="ink-2">{format.dateTime(at)}</span>
              </span>
              <KeyCap keys={String(index + 1)} bare />
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
