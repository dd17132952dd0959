import { lookUpAgain } from '#renderer/commands/caller-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Empty, ErrorNote, Skeleton } from '#renderer/ui/states.tsx';
import { AccountActions, PastCalls } from './account-history.tsx';
import { CareCards } from './care-cards.tsx';
import { Cards } from './cards.tsx';
import { Controls } from './controls.tsx';
import { Identity } from './identity.tsx';
import { PendingTransfer } from './pending-transfer.tsx';
import { RiskFacts } from './risk-facts.tsx';
import { RiskTier } from './risk-tier.tsx';

/** Left column: who is calling, the care they need, whose money it is, and the one click that holds a card. */
export function CallerPanel() {
  const { t } = useI18n();
  return (
    <Column place="caller" title={t('caller.title')} keys="Ctrl+J">
      <Body />
    </Column>
  );
}

function Body() {
  const { t } = useI18n();
  const match = useTopic('caller/state', (caller) => caller?.match ?? 'none');
  const candidates = useTopic('caller/state', (caller) => caller?.candidates ?? 0);
  if (match === 'none')
    return (
      <Empty icon="user" title={t('caller.none')}>
        {t('caller.noneHint')}
      </Empty>
    );
  return (
    <>
      <CareCards />
      {match === 'looking' || match === 'slow' ? <Looking slow={match === 'slow'} /> : null}
      {match === 'failed' ? <Failed /> : null}
      {match === 'unknown' ? (
        <div className="well">
          <b>{t('caller.unknown.title')}</b>
          <p className="xs ink-2">{t('caller.unknown.text')}</p>
        </div>
      ) : null}
      {candidates > 1 ? (
        <div className="well warn">{t('caller.candidates', { count: candidates })}</div>
      ) : null}
      <Identity />
      <PendingTransfer />
      <Cards />
      <RiskTier />
      <Controls />
      <RiskFacts />
      <AccountActions />
      <PastCalls />
    </>
  );
}

function Looking({ slow }: { readonly slow: boolean }) {
  const { t } = useI18n();
  return (
    <div className="card padded">
      <Skeleton lines={5} />
      <p className="field-note">{t(slow ? 'caller.slow' : 'caller.looking')}</p>
    </div>
  );
}

function Failed() {
  const { t } = useI18n();
  const failure = useTopic('caller/state', (caller) => caller?.failure ?? null);
  return (
    <ErrorNote title={t('caller.failed.title')} action={<CommandButton command={lookUpAgain} withIcon />}>
      {failure
        ? t('caller.failed.why', {
            why: t(`caller.failed.${failure}`),
            stillWorks: t('caller.failed.stillWorks'),
          })
        : t('caller.failed.stillWorks')}
    </ErrorNote>
  );
}
