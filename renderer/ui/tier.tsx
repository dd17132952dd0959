import type { RiskTier } from '#shared/guidance/recommendation.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

const levels: readonly RiskTier[] = ['low', 'medium', 'high', 'critical'];

/** Risk tier: bars, then the word, then colour. Only the highest is filled, and only once: `second` stands beside such a one. */
export function Tier({ tier, second = false }: { readonly tier: RiskTier; readonly second?: boolean }) {
  const { t } = useI18n();
  const level = levels.indexOf(tier);
  return (
    <span className={second ? `tier tier-${tier} second` : `tier tier-${tier}`}>
      <span className="tier-bars" aria-hidden="true">
        {levels.map((one, index) => (
          <i key={one} className={index <= level ? 'on' : undefined} />
        ))}
      </span>
      {t(`guidance.tier.${tier}`)}
    </span>
  );
}
