import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';

interface ByPolicyProps {
  readonly lines: readonly string[];
  /** Under them: whose word it is. */
  readonly note: string;
}

/** What only the administrator's policy decides, told to whoever works under it. */
export function ByPolicy({ lines, note }: ByPolicyProps) {
  const { t } = useI18n();
  return (
    <Section title={t('settings.part.byPolicy')}>
      <ul className="trains">
        {lines.map((line) => (
          <li key={line}>
            <Icon name="lock" size="s" />
            {line}
          </li>
        ))}
      </ul>
      <p className="field-note">{note}</p>
    </Section>
  );
}
