import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from './icon.tsx';

/** The bank's new table of care flags was not taken: which cell is wrong, and that the last good one goes on. Nothing while all is well. */
export function RefusedRules() {
  const { t } = useI18n();
  const refused = useTopic('care/list', (list) => list?.refusedRules ?? null) ?? [];
  const [first] = refused;
  if (!first) return null;
  const where = [first.file, first.where].filter(Boolean).join(' · ');
  return (
    <p className="row xs near" role="status" data-refused-rules={refused.length}>
      <Icon name="warn" size="s" />
      <span className="fill">{t('care.rulesRefused', { where, reason: first.reason })}</span>
    </p>
  );
}
