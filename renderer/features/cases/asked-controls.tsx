import type { AskedControl } from '#shared/cases/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';

const looks: Readonly<Record<AskedControl['state'], { readonly icon: IconName; readonly ink: string }>> = {
  asked: { icon: 'asked', ink: 'ink-2' },
  sent: { icon: 'flight', ink: 'ink-2' },
  confirmed: { icon: 'check', ink: 'good' },
  failed: { icon: 'warn', ink: 'bad' },
  withdrawn: { icon: 'back', ink: 'ink-2' },
};

/** What this desk has asked for in the case, each with its honest state. */
export function AskedControls({ asked }: { readonly asked: readonly AskedControl[] }) {
  const { t, format } = useI18n();
  if (asked.length === 0) return null;
  return (
    <ul className="case-asked" aria-label={t('cases.askedFor')}>
      {asked.map((one) => (
        <li
          key={`${one.control} ${one.at}`}
          className={looks[one.state].ink}
          data-asked={`${one.control} ${one.state}`}
        >
          <Icon name={looks[one.state].icon} size="s" turning={one.state === 'sent'} />
          <span>{t(`control.id.${one.control}`)}</span>
          <span className="fill" />
          <span className="xs">
            {t(`cases.way.${one.state}`)} · {format.timeExact(one.at)}
          </span>
        </li>
      ))}
    </ul>
  );
}
