import type { VerificationCase } from '#shared/cases/contract.ts';
import { dialCase, giveBackCase, outcomeCommands } from '#renderer/commands/case-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caseAtHand, shownCase } from '#renderer/stores/select/cases.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { AskedControls } from './asked-controls.tsx';
import { CaseCues, CaseTier, Deadline, Holder, Money } from './case-facts.tsx';
import { decisionWords, reasonWords } from './inbox.tsx';

/** One case in full, before it is rung: what is known, why it stands where it stands, and what was tried. */
export function CaseSheet() {
  const { t } = useI18n();
  const one = useDeskState(shownCase);
  return (
    <Column place="middle" middle title={t('cases.sheet')} note={one?.caseId ?? null} keys="Ctrl+K">
      {one ? <Sheet one={one} /> : <Empty icon="list" title={t('cases.noneChosen')} />}
    </Column>
  );
}

function Sheet({ one }: { readonly one: VerificationCase }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      <div className="case-head" data-sheet={one.caseId}>
        <div className="row">
          <Money one={one} />
          <span className="fill" />
          <span className="case-deadline">
            {one.decision ? null : <span className="xs ink-2">{t(`cases.left.${one.state}`)}</span>}
            <Deadline one={one} />
          </span>
        </div>
        <Holder one={one} />
        <CaseTier one={one} />
        {one.decision ? <p className="case-decision">{decisionWords(i18n, one)}</p> : null}
        {one.accountProtected ? (
          <p className="case-decision">
            <Icon name="shield" size="s" /> {t('cases.protected')}
          </p>
        ) : null}
      </div>
      <Act one={one} />
      <AskedControls asked={one.asked} />
      <Section title={t('cases.known')}>
        <Transaction one={one} />
        <CaseCues one={one} />
      </Section>
      {one.state === 'closed' ? null : (
        <Section title={t('cases.whyHere')} aside={t('cases.points', { points: one.priority })}>
          <p className="xs ink-2">{reasonWords(i18n, one)}</p>
        </Section>
      )}
      <Tried one={one} />
    </>
  );
}

function Act({ one }: { readonly one: VerificationCase }) {
  const { t } = useI18n();
  const phase = useDeskState((state) => {
    const at = caseAtHand(state);
    return at?.caseId === one.caseId ? at.phase : null;
  });
  if (one.state === 'closed') return null;
  if (one.lease && !one.lease.own)
    return (
      <div className="case-elsewhere" role="status">
        <Icon name="lock" /> {t('cases.onItLong', { seat: one.lease.seat })}
      </div>
    );
  return (
    <div className="row wrap case-act">
      <CommandButton command={dialCase} kind="primary" withIcon />
      {phase === 'open' || phase === 'coming' ? <CommandButton command={giveBackCase} /> : null}
      {phase === 'open'
        ? outcomeCommands.map((command) => <CommandButton key={command.id} command={command} />)
        : null}
      <span className="xs ink-2 fill">
        {t(one.state === 'blocked' ? 'cases.blockedHint' : 'cases.dialHint')}
      </span>
    </div>
  );
}

function Transaction({ one }: { readonly one: VerificationCase }) {
  const { t, format, pick } = useI18n();
  const lines: readonly (readonly [string, string])[] = [
    [t('cases.field.channel'), t(`cases.channel.${one.channel}`)],
    [t('cases.field.purpose'), one.purpose ? pick(one.purpose) : t('cases.noPurpose')],
    [t('cases.field.submitted'), format.timeExact(one.submittedAt)],
    [t('cases.field.number'), one.holder.phoneMasked ?? t('cases.noNumber')],
    ...one.refusedBefore.map(
      (before) =>
        [t('cases.field.refused'), `${format.time(before.at)} · ${format.money(before.money)}`] as const,
    ),
  ];
  return (
    <dl className="case-pairs">
      {lines.map(([name, value], index) => (
        <div key={`${name} ${index}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every ring, by whom, and what came of it. */
export function Tried({ one }: { readonly one: VerificationCase }) {
  const { t, format } = useI18n();
  const invalid = one.attempts.filter(({ result }) => result !== 'talked').length;
  return (
    <Section title={t('cases.attempts')} aside={invalid > 0 ? t('cases.rule', { count: invalid }) : null}>
      {one.attempts.length === 0 ? (
        <p className="xs ink-2">{t('cases.notTried')}</p>
      ) : (
        <ol className="case-attempts">
          {one.attempts.map((attempt, index) => (
            <li key={attempt.attemptId} data-attempt={attempt.result}>
              <b>{index + 1}</b> {format.timeExact(attempt.at)} · {t(`cases.result.${attempt.result}`)}
              <span className="ink-3"> · {t('cases.bySeat', { seat: attempt.seat })}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
