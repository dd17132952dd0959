import { asideFlow } from '#renderer/commands/flow-commands.ts';
import { findPlaybook } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** A flow never hides a scam: what the prompts say stands above it in one line, with the way there. */
export function FlowAlarm() {
  const { t, pick } = useI18n();
  const mode = useTopic('guidance/state', (guidance) => guidance?.mode ?? 'noCall');
  const open = useTopic('guidance/state', (guidance) => guidance?.playbookId ?? null);
  const best = useTopic('guidance/state', (guidance) => guidance?.candidates[0]?.playbookId ?? null);
  const id = mode === 'guiding' ? open : mode === 'suggesting' ? best : null;
  const playbook = useTopic(
    'guidance/library',
    (library) => library?.playbooks.find((one) => one.id === id) ?? null,
  );
  if (!playbook) return null;
  const guiding = mode === 'guiding';
  return (
    <div className="well warn flow-line" data-alarm={playbook.id}>
      <Tier tier={playbook.tier} />
      <span className="fill clip">
        {t(guiding ? 'flows.alarm.open' : 'flows.alarm.like', { name: pick(playbook.name) })}
      </span>
      <CommandButton command={guiding ? asideFlow : findPlaybook} kind="quiet" flush>
        {t(guiding ? 'flows.alarm.back' : 'flows.alarm.look')}
      </CommandButton>
    </div>
  );
}
