import type { ReactNode } from 'react';
import { findPlaybook } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { CallSteps } from './call-steps.tsx';
import { CareLines } from './care-lines.tsx';
import { FactsWarning } from './facts-warning.tsx';
import { Greeting } from './greeting.tsx';

/** Nothing wrong: one quiet line, the first words, the steps, and the sentences this caller may need. */
export function Quiet({ steps, greeting }: { readonly steps?: ReactNode; readonly greeting?: ReactNode }) {
  const { t } = useI18n();
  const refused = useTopic('guidance/library', (library) => library?.refused.length ?? 0);
  // An open playbook that content no longer has, or a tick without one, is not 'nothing suspicious'.
  const nothing = useTopic('guidance/state', (guidance) => guidance === null || guidance.mode === 'quiet');
  const facts = useTopic('caller/state', (caller) => caller?.riskFacts.length ?? 0);
  return (
    <>
      {facts > 0 ? <FactsWarning /> : null}
      <div className="quiet">
        {facts === 0 && nothing ? <p className="line">{t('guidance.quiet.line')}</p> : null}
        <CommandButton command={findPlaybook} withIcon />
        <span className="xs ink-2 fill">{t('guidance.quiet.hint')}</span>
      </div>
      <div className="say">
        <div className="label">{t('guidance.opening')}</div>
        <Greeting />
      </div>
      {greeting}
      {steps ?? <CallSteps />}
      <CareLines />
      {refused > 0 ? <p className="xs near to-end">{t('guidance.refused', { count: refused })}</p> : null}
    </>
  );
}
