import type { StepView } from '#shared/flows/state.ts';
import { primary } from '#renderer/commands/guidance-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { flowTyped, flowUp, typedKey } from '#renderer/stores/select/flows.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';

/** A few words that were heard. Enter notes them and goes on; empty goes on too. No card, ID or phone number: main refuses those. */
export function FlowField({ step }: { readonly step: Extract<StepView, { kind: 'fill' }> }) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const typed = useDeskState(flowTyped);
  const type = (text: string): void => {
    const run = flowUp(desk.state());
    if (run) desk.setView({ flowTyped: { of: typedKey(run), text } });
  };
  return (
    <div className="field flow-field">
      <span className="label nowrap">{pick(step.label)}</span>
      <input
        data-flow-field
        aria-label={pick(step.label)}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        placeholder={t('flows.fieldHint')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          runCommand(desk, primary);
        }}
      />
    </div>
  );
}
