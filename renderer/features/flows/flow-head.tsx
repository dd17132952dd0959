import { asideFlow, flowBack } from '#renderer/commands/flow-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { flowUp } from '#renderer/stores/select/flows.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** Which flow, how far, and the two ways out of a step. Always at its place. */
export function FlowHead() {
  const { t, pick } = useI18n();
  const name = useDeskState((state) => flowUp(state)?.name ?? null);
  const number = useDeskState((state) => flowUp(state)?.number ?? 1);
  const flowId = useDeskState((state) => flowUp(state)?.flowId ?? '');
  if (!name) return null;
  return (
    <div className="flow-head" data-flow={flowId}>
      <Icon name="flow" />
      <h3 className="clip" id="flow-name">
        {pick(name)}
      </h3>
      <span className="xs ink-2 nowrap" role="status">
        {t('flows.step', { number })}
      </span>
      <span className="fill" />
      <CommandButton command={flowBack} kind="quiet" />
      <CommandButton command={asideFlow} kind="quiet" flush />
    </div>
  );
}
