import { showRecordings } from '#renderer/commands/recording-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';

/** Whether training calls are recorded: the trainer's choice, unless the policy has made it. And what was recorded. */
export function RecordChoice() {
  const { t } = useI18n();
  const desk = useDesk();
  const on = useTopic('settings/state', (settings) => settings?.values['recording.training'] ?? false);
  const locked = useTopic(
    'settings/state',
    (settings) => settings?.locked.includes('recording.training') ?? true,
  );
  return (
    <div className="row wrap">
      <label className="switch fill">
        <input
          type="checkbox"
          className="check"
          checked={on}
          disabled={locked}
          onChange={(event) =>
            void desk.send('settings/set', { key: 'recording.training', value: event.target.checked })
          }
        />
        {t('training.record')}
      </label>
      <CommandButton command={showRecordings} />
    </div>
  );
}
