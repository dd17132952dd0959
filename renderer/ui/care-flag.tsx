import type { CareFlag } from '#shared/care/care-flag.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';

interface CareFlagChipProps {
  readonly flag: CareFlag;
  readonly small?: boolean;
  /** The language of a caller whose flag is the language. */
  readonly detail?: string | null;
}

/** A care flag: icon and word, colour third. */
export function CareFlagChip({ flag, small = false, detail = null }: CareFlagChipProps) {
  const { t } = useI18n();
  const word = detail ? t('care.speaks', { language: detail }) : t(`care.flag.${flag}`);
  return (
    <span className={`flag flag-${flag}${small ? ' flag-s' : ''}`} data-flag={flag} title={word}>
      <Icon name={flag} />
      <span>{word}</span>
    </span>
  );
}
