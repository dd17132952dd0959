import { asideFlow, findFlow, startFlow } from '#renderer/commands/flow-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { flowAside, offeredFlows } from '#renderer/stores/select/flows.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** One line above the prompts: the flow that waits, or those that the facts of this call make likely, or the way to all of them. */
export function FlowsAside() {
  const { t, pick } = useI18n();
  const talking = useDeskState((state) => callersTalk(state) !== null);
  const aside = useDeskState(flowAside);
  const offered = useDeskState(offeredFlows);
  const guiding = useTopic('guidance/state', (guidance) => guidance?.mode === 'guiding');
  const any = useTopic('flows/library', (library) => (library?.flows.length ?? 0) > 0);
  if (!talking || !any || (guiding && !aside)) return null;
  if (aside)
    return (
      <div className="well flow-line" data-aside={aside.flowId}>
        <Icon name="flow" />
        <span className="fill clip">
          {t('flows.waiting', { name: pick(aside.name), number: aside.number })}
        </span>
        <CommandButton command={asideFlow} kind="quiet" flush>
          {t('flows.goOn')}
        </CommandButton>
      </div>
    );
  return (
    <div className="well flow-line" data-offers={offered.length}>
      <Icon name="flow" />
      <span className="fill clip ink-2">{t(offered.length > 0 ? 'flows.offered' : 'flows.hint')}</span>
      {offered.map((flow) => (
        <CommandButton key={flow.flowId} command={startFlow(flow)}>
          {pick(flow.name)}
        </CommandButton>
      ))}
      <CommandButton command={findFlow} kind="quiet" flush />
    </div>
  );
}
