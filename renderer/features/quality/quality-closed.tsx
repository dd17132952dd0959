import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { qualityUp } from '#renderer/stores/select/quality.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** In the wrap-up: whether something was missing when the call ended. Kept as it was; what is to be made good goes into the follow-up. */
export function QualityClosed() {
  const { t, pick } = useI18n();
  const quality = useDeskState(qualityUp);
  if (!quality || quality.missingAtEnd === null) return null;
  const missing = quality.lines.filter(({ id }) => quality.missingAtEnd?.includes(id));
  if (missing.length === 0)
    return (
      <p className="quality-closed good">
        <Icon name="check" size="s" />
        <span className="fill">{t('quality.closedAll', { total: quality.lines.length })}</span>
      </p>
    );
  return (
    <p className="quality-closed" data-missing={missing.length}>
      <Icon name="list" size="s" />
      <span className="fill">
        {t('quality.closedMissing', {
          count: missing.length,
          items: missing.map(({ label }) => pick(label)).join(t('quality.and')),
        })}
      </span>
    </p>
  );
}
