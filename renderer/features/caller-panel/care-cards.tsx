import type { CareFlagState } from '#shared/caller/contract.ts';
import { offerCommands } from '#renderer/commands/care-offers.ts';
import { editFlags } from '#renderer/commands/caller-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { activeFlags, callerLanguage } from '#renderer/stores/select/caller.ts';
import { caring } from '#renderer/stores/select/care.ts';
import { ringingCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { reasonWords } from './reason-words.ts';

/** Every care flag with its reason and its rule of conduct: why it is set, what to do (–), what never (×). */
export function CareCards() {
  const { t } = useI18n();
  const flags = useDeskState(activeFlags);
  const ringing = useDeskState((state) => ringingCall(state) !== null);
  if (flags.length === 0)
    return (
      <div className="row">
        <span className="fill xs ink-3">{t('caller.noFlags')}</span>
        <CommandButton command={editFlags} kind="quiet" flush />
      </div>
    );
  // In full while it rings and there is time to read. Then, and with several flags, only the first rules of each:
  // they are the most important ones, and the cards below must stay in reach.
  const rules = flags.length > 2 ? 1 : !ringing || flags.length === 2 ? 2 : 4;
  return (
    <div>
      {flags.map((flag, index) => (
        <CareCard key={flag.flag} flag={flag} rules={rules} first={index === 0} />
      ))}
      {ringing ? null : <Offers />}
    </div>
  );
}

/** What the flags of this caller put at hand, one key each; only what can be done now. */
function Offers() {
  const { t } = useI18n();
  const offer = useDeskState((state) => caring(state).desk.offer);
  const shown = useDeskState((state) =>
    offer.filter((one) => offerCommands[one]?.isEnabled(state)).join(' '),
  );
  if (shown === '') return null;
  return (
    <div className="care-offers" role="group" aria-label={t('care.offers')}>
      {offer.map((one) => {
        const command = offerCommands[one];
        return command && shown.split(' ').includes(one) ? (
          <CommandButton key={one} command={command} />
        ) : null;
      })}
    </div>
  );
}

function CareCard({ flag, rules, first }: { flag: CareFlagState; rules: number; first: boolean }) {
  const i18n = useI18n();
  const card = useTopic(
    'guidance/library',
    (library) => library?.careCards.find((one) => one.id === flag.flag) ?? null,
  );
  const language = useDeskState(callerLanguage);
  const detail =
    flag.flag === 'foreignLanguage'
      ? (i18n.maybe(`care.language.${language}`) ?? i18n.t('care.language.other'))
      : null;
  return (
    <article className="care-card" data-flag={flag.flag}>
      <div className="row">
        <CareFlagChip flag={flag.flag} detail={detail} />
        <span className="why fill">
          {flag.reasons.map((reason) => reasonWords(i18n, reason)).join(' · ')}
        </span>
        {first ? <CommandButton command={editFlags} kind="quiet" flush /> : null}
      </div>
      {card ? (
        <ol className={rules < 4 ? 'rules inline' : 'rules'}>
          {card.doSay.slice(0, Math.min(3, rules)).map((rule) => (
            <li key={rule.zh}>{i18n.pick(rule)}</li>
          ))}
          {card.never.slice(0, rules > 3 ? 2 : 1).map((rule) => (
            <li key={rule.zh} className="never">
              {i18n.pick(rule)}
            </li>
          ))}
        </ol>
      ) : null}
    </article>
  );
}
