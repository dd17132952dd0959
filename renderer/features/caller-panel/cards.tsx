import type { CallerCard } from '#shared/caller/contract.ts';
import { holdAll } from '#renderer/commands/control-commands.ts';
import { reveal } from '#renderer/commands/caller-commands.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { holdOf } from '#renderer/stores/select/caller.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { PartNotHere } from './part-not-here.tsx';
import { HoldButton, HoldLine, HoldTrack } from './hold.tsx';

/** Cards and accounts, masked, each with its hold. The order, and so the number of the key, is the core's. */
export function Cards() {
  const { t } = useI18n();
  const cards = useTopic('caller/state', (caller) => caller?.cards ?? null);
  const part = useTopic('caller/state', (caller) => caller?.parts.cards ?? 'none');
  const several = useDeskState(holdAll.isEnabled);
  if (part === 'none' || !cards) return null;
  return (
    <Section
      title={t('caller.cards')}
      aside={
        <>
          {t('caller.masked')}
          {several ? <CommandButton command={holdAll} kind="quiet" flush /> : null}
          <CommandButton command={reveal} kind="quiet" flush>
            {t('common.show')}
          </CommandButton>
        </>
      }
    >
      {part !== 'ready' ? (
        <PartNotHere part={part} title={t('caller.cardsFailed')} />
      ) : cards.length === 0 ? (
        <span className="ink-2">{t('caller.noCards')}</span>
      ) : (
        <ul className="card">
          {cards.map((card, index) => (
            <CardRow key={card.cardId} card={card} place={index + 1} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function CardRow({ card, place }: { readonly card: CallerCard; readonly place: number }) {
  const i18n = useI18n();
  const now = useNow();
  const hold = useDeskState((state) => holdOf(state, card.cardId));
  const icon = card.kind === 'passbook' || card.kind === 'termDeposit' ? 'book' : 'card';
  return (
    <li className="account" data-card={card.cardId} data-hold={hold?.state ?? 'none'}>
      <div className="account-line">
        <Icon name={icon} />
        <div className="fill">
          <div className="number">{card.masked}</div>
          <div className="kind">
            {kindWords(i18n, card)}
            {card.facts.map((fact) => (
              <span key={fact.id} className="near">
                {' · '}
                {i18n.t(`caller.cardFact.${fact.id}`)}
                {fact.at === null ? null : ` ${i18n.format.day(fact.at, now)}`}
                {fact.place ? ` ${i18n.pick(fact.place)}` : null}
              </span>
            ))}
          </div>
        </div>
        {hold ? <HoldLine hold={hold} /> : <HoldButton card={card} place={place} />}
      </div>
      {hold ? <HoldTrack hold={hold} place={place} /> : null}
    </li>
  );
}

function kindWords({ t, pick }: I18n, card: CallerCard): string {
  const parts = [
    card.product ? pick(card.product) : t(`caller.kind.${card.kind}`),
    card.accountClass ? t('caller.class', { class: card.accountClass }) : null,
    card.supplementary ? t('caller.supplementary') : null,
  ];
  return parts.filter(Boolean).join(' · ');
}
