import { Fragment, type ReactNode } from 'react';
import { orderOfParts, type MiddlePart } from '#shared/care/desk-actions.ts';
import { findPlaybook } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { caring } from '#renderer/stores/select/care.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { CallSteps } from './call-steps.tsx';
import { CareLines } from './care-lines.tsx';
import { FactsWarning } from './facts-warning.tsx';
import { Greeting } from './greeting.tsx';

/** Nothing wrong: one quiet line, the first words, the steps, and the sentences this caller may need – in the order their flags ask for. */
export function Quiet({ steps, greeting }: { readonly steps?: ReactNode; readonly greeting?: ReactNode }) {
  const { t } = useI18n();
  const refused = useTopic('guidance/library', (library) => library?.refused.length ?? 0);
  // An open playbook that content no longer has, or a tick without one, is not 'nothing suspicious'.
  const nothing = useTopic('guidance/state', (guidance) => guidance === null || guidance.mode === 'quiet');
  const facts = useTopic('caller/state', (caller) => caller?.riskFacts.length ?? 0);
  // To somebody in distress nothing goes on as usual.
  const heavy = useDeskState((state) => hasFlag(state, 'crisis') || hasFlag(state, 'distress'));
  const desk = useDeskState((state) => caring(state).desk);
  const parts: Readonly<Record<MiddlePart, ReactNode>> = {
    facts: (
      <>
        {facts > 0 ? <FactsWarning /> : null}
        <div className="quiet">
          {facts === 0 && nothing && !heavy ? <p className="line">{t('guidance.quiet.line')}</p> : null}
          <CommandButton command={findPlaybook} withIcon />
          <span className="xs ink-2 fill">{t('guidance.quiet.hint')}</span>
        </div>
      </>
    ),
    greeting: (
      <>
        <div className="say">
          <div className="label">{t('guidance.opening')}</div>
          <Greeting />
        </div>
        {greeting}
      </>
    ),
    required: steps ?? <CallSteps />,
    careLines: <CareLines />,
  };
  return (
    <>
      {orderOfParts(desk).map((part) => (
        <Fragment key={part}>{parts[part]}</Fragment>
      ))}
      {refused > 0 ? <p className="xs near to-end">{t('guidance.refused', { count: refused })}</p> : null}
    </>
  );
}
