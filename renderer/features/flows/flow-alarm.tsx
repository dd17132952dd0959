import { asideFlow } from '#renderer/commands/flow-commands.ts';
import { findPlaybook } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Tier } from '#renderer/ui/tier.tsx';

/** A flow never hides a scam: what the prompts say, or the account shows, stands above it in one line. */
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
  if (!playbook) return <Facts />;
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

/** Facts on the account that are known before a word is said. */
function Facts() {
  const { t, pick } = useI18n();
  const facts = useTopic('caller/state', (caller) => caller?.riskFacts ?? null);
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  if (!facts || facts.length === 0) return null;
  const words = facts.map(({ cue }) => {
    const known = cues?.find(({ id }) => id === cue);
    return known ? pick(known.label) : cue;
  });
  return (
    <div className="well warn flow-line" title={words.join(' · ')}>
      <Icon name="warn" />
      <span className="fill clip">{t('flows.alarm.facts', { facts: words.join(t('common.and')) })}</span>
      <CommandButton command={findPlaybook} kind="quiet" flush />
    </div>
  );
}
