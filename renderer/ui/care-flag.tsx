import type { CareFlag } from '#shared/care/care-flag.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';

interface CareFlagChipProps {
  readonly flag: CareFlag;
  readonly small?: boolean;
  /** Added to the word: the language, for example. */
  readonly detail?: string | null;
}

/** A care flag: icon and word, colour third. */
export function CareFlagChip({ flag, small = false, detail = null }: CareFlagChipProps) {
  const { t } = useI18n();
  return (
    <span className={`flag flag-${flag}${small ? ' flag-s' : ''}`} data-flag={flag}>
      <Icon name={flag} />
      {t(`care.flag.${flag}`)}
      {detail ? ` ${detail}` : null}
    </span>
  );
}
