import type { StepView } from '#shared/flows/state.ts';
import { startFlow } from '#renderer/commands/flow-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';

/** What came of it and what goes into the wrap-up, before it does; and the flows that often come next. */
export function FlowEnd({ step }: { readonly step: Extract<StepView, { kind: 'end' }> }) {
  const { t, pick } = useI18n();
  return (
    <>
      <dl className="pairs flow-end">
        <dt>{t('flows.outcome')}</dt>
        <dd>{pick(step.outcome)}</dd>
        <dt>{t('flows.disposition')}</dt>
        <dd>{t(`disposition.${step.disposition}`)}</dd>
        {step.followUp ? (
          <>
            <dt>{t('flows.followUp')}</dt>
            <dd>{pick(step.followUp)}</dd>
          </>
        ) : null}
      </dl>
      {step.then.length > 0 ? (
        <div className="row wrap flow-then">
          <span className="xs ink-2">{t('flows.then')}</span>
          {step.then.map((flow) => (
            <CommandButton key={flow.flowId} command={startFlow(flow)} withIcon>
              {pick(flow.name)}
            </CommandButton>
          ))}
        </div>
      ) : null}
    </>
  );
}
