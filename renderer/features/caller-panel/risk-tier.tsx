import type { RiskState } from '#shared/risk/state.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** The risk tier of this call with its reasons and what it recommends. Nothing at all while there is no risk; never a guess. */
export function RiskTier() {
  const { t } = useI18n();
  const risk = useTopic('risk/state', (state) => state);
  if (!risk || risk.callId === null || risk.unknown === 'starting') return null;
  const { tier, unknown, refused, table } = risk;
  if (tier === 'none' && refused.length === 0) return null;
  return (
    <Section title={t('caller.tier.title')} aside={t('caller.tier.decide')}>
      {tier === 'unknown' ? (
        <p className="near">{t(`caller.tier.unknown.${unknown ?? 'failed'}`)}</p>
      ) : tier === 'none' ? null : (
        <Recommended tier={tier} risk={risk} />
      )}
      {refused.length > 0 && table !== null ? (
        <p className="xs near">
          {t('caller.tier.lastGood', { where: refused[0]?.where ?? refused[0]?.file ?? '' })}
        </p>
      ) : null}
    </Section>
  );
}

function Recommended({
  tier,
  risk,
}: {
  readonly tier: Exclude<RiskState['tier'], 'none' | 'unknown'>;
  readonly risk: RiskState;
}) {
  const { t, pick } = useI18n();
  const { control, linkages, rows } = risk;
  // A row that changes nothing has no words.
  const reasons = rows.map(({ reason }) => pick(reason)).filter((words) => words !== '');
  return (
    <div data-tier={tier}>
      <div className="facts">
        <Tier tier={tier} />
        {control ? <span className="fact">{t(`control.id.${control}`)}</span> : null}
        {linkages.length > 0 ? (
          <span className="fact">
            <em>{t('guidance.withOthers')}</em>
            {linkages.map((one) => t(`control.linkage.${one}`)).join(t('common.and'))}
          </span>
        ) : null}
      </div>
      <p className="xs ink-2">{reasons.join(' · ')}</p>
    </div>
  );
}
