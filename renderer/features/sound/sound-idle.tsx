import { trySound } from '#renderer/commands/sound-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** Between calls, as long as these devices were not tried: one line that says so, and the key. */
export function SoundIdle() {
  const { t } = useI18n();
  const wanted = useTopic('media/sound-check', (check) => check?.wanted ?? 'no');
  if (wanted === 'no') return null;
  return (
    <div className="sound-idle row" data-sound-wanted={wanted}>
      <Icon name="headset" size="s" />
      <span className="fill">
        {t(wanted === 'require' ? 'settings.sound.idleRequired' : 'settings.sound.idle')}
      </span>
      <CommandButton command={trySound} kind="quiet" flush />
    </div>
  );
}
