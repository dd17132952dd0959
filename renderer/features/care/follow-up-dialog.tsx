import { useState, type KeyboardEvent } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, SelectField } from '#renderer/ui/field.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
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
  const kind = useDeskState((state) => (careOfCall(state)?.owner === 'notNeeded' ? 'careCall' : 'crisis'));
  const people = useTopic('access/state', (state) => state?.people ?? null) ?? [];
  const self = useTopic('access/state', (state) => state?.person?.id ?? '');
  const [owner, setOwner] = useState(self);
  const [nobody, setNobody] = useState(false);
  const [reason, setReason] = useState('');
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
  const bookNobody = async (): Promise<void> => {
    if (reason.trim().length < 2) return;
    const booked = await desk.send('care/book-nobody', { callId, reason: reason.trim() });
    if (booked === null) return;
    desk.notices.done('care.followUp.nobodyTold');
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
    const typing = event.target instanceof HTMLInputElement;
    if (!digit || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (digit === '0') setNobody(true);
    else void book(Number(digit) - 1);
  };
  return (
    <Dialog
      title={t(kind === 'crisis' ? 'care.followUp.crisisTitle' : 'care.followUp.title')}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
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
          {kind === 'crisis' && !nobody ? (
            <Button wide kind="quiet" onClick={() => setNobody(true)}>
              <span className="fill">{t('care.followUp.nobodyYet')}</span>
              <KeyCap keys="0" bare />
            </Button>
          ) : null}
        </div>
        {kind === 'crisis' && nobody ? (
          <Field
            ref={focusOnMount}
            label={t('care.followUp.nobodyWhy')}
            note={t('care.followUp.nobodyNote')}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) void bookNobody();
            }}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
