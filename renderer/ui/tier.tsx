import type { RiskTier } from '#shared/guidance/recommendation.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

const levels: readonly RiskTier[] = ['low', 'medium', 'high', 'critical'];

/** Risk tier: bars, then the word, then colour. Only the highest is filled. */
export function Tier({ tier }: { readonly tier: RiskTier }) {
  const { t } = useI18n();
  const level = levels.indexOf(tier);
  return (
    <span className={`tier tier-${tier}`}>
      <span className="tier-bars" aria-hidden="true">
        {levels.map((one, index) => (
          <i key={one} className={index <= level ? 'on' : undefined} />
        ))}
      </span>
      {t(`guidance.tier.${tier}`)}
    </span>
  );
}
