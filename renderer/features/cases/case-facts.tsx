import type { VerificationCase } from '#shared/cases/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { Countdown } from '#renderer/ui/clock.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Tier } from '#renderer/ui/tier.tsx';
import { useCueWords } from './use-cue-words.ts';

/** Less than this and the clock is red. */
const soonMs = 10 * 60_000;

/** The running deadline in words: what happens at its end is said, not guessed. */
export function Deadline({ one }: { readonly one: VerificationCase }) {
  const { t, format } = useI18n();
  const now = useNow();
  if (one.decision) return <span className="ink-2">{format.time(one.decision.at)}</span>;
  const left = one.deadlineAt - now;
  if (left <= 0) return <b className="bad">{t('cases.overdue')}</b>;
  return (
    <b className={left < soonMs ? 'figure-clock bad' : 'figure-clock'}>
      <Countdown until={one.deadlineAt} />
    </b>
  );
}

/** ¥1,650,000.00 → 沈** 新收款人 */
export function Money({ one }: { readonly one: VerificationCase }) {
  const { t, format } = useI18n();
  return (
    <span className="case-money">
      <b>{format.money(one.money)}</b>
      <span className="ink-2">
        → {one.payeeMasked}
        {one.payeeIsNew ? ` · ${t('cases.newPayee')}` : ''}
      </span>
    </span>
  );
}

export function Holder({ one }: { readonly one: VerificationCase }) {
  const { t, pick } = useI18n();
  return (
    <span className="row case-holder">
      <b>{pick(one.holder.name)}</b>
      {one.holder.age === null ? null : <span>{t('cases.age', { age: one.holder.age })}</span>}
      {one.holder.flags.map((flag) => (
        <CareFlagChip key={flag} flag={flag} small />
      ))}
    </span>
  );
}

/** Cues of account and transaction, a second try first and named as such. */
export function CaseCues({ one }: { readonly one: VerificationCase }) {
  const words = useCueWords();
  const first = (cue: string): number => (cue === 'samePayeeAfterRefusal' ? 0 : 1);
  return (
    <div className="facts">
      {one.cues
        .toSorted((a, b) => first(a) - first(b))
        .map((cue) => (
          <span key={cue} className={first(cue) === 0 ? 'fact near' : 'fact'} data-cue-fact={cue}>
            {words(cue)}
          </span>
        ))}
    </div>
  );
}

/** The tier with the rows of the bank's tables that gave it. */
export function CaseTier({ one }: { readonly one: VerificationCase }) {
  const { t, pick } = useI18n();
  const { tier, reasons } = one.tier;
  return (
    <div className="row wrap" data-case-tier={tier}>
      {tier === 'unknown' || tier === 'none' ? (
        <span className="ink-2">{t(`cases.tier.${tier}`)}</span>
      ) : (
        <Tier tier={tier} />
      )}
      <span className="xs ink-2">{reasons.map((reason) => pick(reason)).join(' · ')}</span>
    </div>
  );
}
