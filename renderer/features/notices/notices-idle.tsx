import { readNotices } from '#renderer/commands/notice-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { waitingNotices } from '#renderer/stores/select/notices.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

const shownAtOnce = 3;

/** Between calls: today's notices by their titles, and how many wait to be read. */
export function NoticesIdle() {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const notices = useTopic('notices/state', (state) => state?.notices ?? null) ?? [];
  const refused = useTopic('notices/state', (state) => state?.refused.length ?? 0);
  const waiting = useDeskState(waitingNotices);
  if (notices.length === 0 && refused === 0) return null;
  return (
    <div className="notices-idle">
      <div className="row">
        <span className="fill label">
          {waiting > 0 ? t('notices.waiting', { count: waiting }) : t('notices.today')}
        </span>
        <CommandButton command={readNotices} kind="quiet" flush />
      </div>
      <ul className="card">
        {notices.slice(0, shownAtOnce).map(({ noticeId, title, mustConfirm, confirmedAt }) => (
          <li key={noticeId}>
            <button type="button" className="notice-row" onClick={() => runCommand(desk, readNotices)}>
              <Icon name={!mustConfirm ? 'info' : confirmedAt === null ? 'bell' : 'check'} size="s" />
              <span className="fill clip">{pick(title)}</span>
              {mustConfirm && confirmedAt === null ? (
                <span className="xs near nowrap">{t('notices.toConfirm')}</span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      {refused > 0 ? <p className="xs near">{t('notices.refused', { count: refused })}</p> : null}
    </div>
  );
}
