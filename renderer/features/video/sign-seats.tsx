import { signTag } from '#shared/seat/tags.ts';
import { bookCallBack } from '#renderer/commands/care-commands.ts';
import { signJoin, signTransfer } from '#renderer/commands/video-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { signSeat } from '#renderer/stores/select/video.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** Who signs, who of them is free, and the two ways to them; with nobody free a time at which somebody calls again. */
export function SignSeats() {
  const { t, pick } = useI18n();
  const all = useTopic('seat/directory', (directory) => directory?.seats ?? null);
  const reachable = useDeskState((state) => signSeat(state) !== null);
  const seats = all?.filter(({ tags }) => tags.includes(signTag)) ?? [];
  return (
    <Section title={t('video.sign.title')}>
      <div className="sign-row">
        {seats.length === 0 ? <p className="xs ink-2 fill">{t('video.sign.none')}</p> : null}
        <ul className="sign-seats fill" hidden={seats.length === 0}>
          {seats.map((seat) => (
            <li key={seat.number} data-seat={seat.number} data-state={seat.state}>
              <span className="clip">{pick(seat.name)}</span>
              <span className={seat.state === 'free' ? 'good' : 'ink-2'}>
                {t(`video.sign.${seat.state}`)}
              </span>
            </li>
          ))}
        </ul>
        {reachable ? (
          <>
            <CommandButton command={signJoin} withIcon />
            <CommandButton command={signTransfer} />
          </>
        ) : (
          <CommandButton command={bookCallBack} withIcon />
        )}
      </div>
    </Section>
  );
}
