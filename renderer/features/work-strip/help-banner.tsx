import type { HelpRequest } from '#shared/care/contract.ts';
import { answerHelp } from '#renderer/commands/care-help-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';

/** Whoever leads sees it on every page until it is answered: who asks, for whom, how long already, and the key. */
export function HelpBanner({ help }: { readonly help: HelpRequest }) {
  const { t, format } = useI18n();
  const now = useNow();
  const { kind, seatNumber, by, askedAt, helpId } = help;
  return (
    <div
      className={kind === 'crisis' ? 'strip-notice failed' : 'strip-notice near'}
      role="alert"
      data-help-banner={helpId}
    >
      <Icon name={kind === 'crisis' ? 'crisis' : 'bell'} size="s" />
      <span className="text">{t(`care.help.banner.${kind}`, { name: `${seatNumber} ${by.name}` })}</span>
      <span aria-live="off">{format.clock(Math.max(0, now - askedAt))}</span>
      <CommandButton command={answerHelp} kind="quiet" />
    </div>
  );
}
