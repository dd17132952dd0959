import { pauseRecording } from '#renderer/commands/recording-commands.ts';
import { useCommand } from '#renderer/commands/use-command.ts';
import { ariaShortcut, shortcutText } from '#renderer/commands/shortcut.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { recordedCall } from '#renderer/stores/select/recording.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Elapsed } from '#renderer/ui/clock.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';

const keys = pauseRecording.shortcut ?? '';

/** That the call is recorded, quietly; that it is paused, so that nobody can miss it. The whole of it is the key's button. */
export function BarRecording() {
  const { t } = useI18n();
  const state = useDeskState((all) => recordedCall(all)?.state ?? null);
  const pausedAt = useDeskState((all) => recordedCall(all)?.pausedAt ?? null);
  const pending = useDeskState((all) => recordedCall(all)?.pending ?? false);
  const { label, enabled, run } = useCommand(pauseRecording);
  if (state === null || state === 'starting') return null;
  const paused = state === 'paused';
  const why = state === 'recording' ? t('call.recording.onWhy', { key: shortcutText(keys) }) : t(whys[state]);
  return (
    <button
      type="button"
      className={`bar-recording ${state}`}
      data-recording={pending ? 'pending' : state}
      aria-label={`${t(words[state])}. ${label}`}
      aria-keyshortcuts={ariaShortcut(keys)}
      title={why}
      disabled={!enabled}
      onClick={run}
    >
      <span className="recording-word">
        <Icon name={paused ? 'pause' : state === 'failed' ? 'warn' : 'record'} size={paused ? 'm' : 's'} />
        <b>{t(words[state])}</b>
        {paused && pausedAt !== null ? <Elapsed since={pausedAt} /> : null}
      </span>
      <span className="recording-key">
        {paused ? t('call.recording.pausedSay') : null}
        <KeyCap keys={keys} bare />
      </span>
    </button>
  );
}

const words = {
  recording: 'call.recording.on',
  held: 'call.recording.held',
  paused: 'call.recording.paused',
  failed: 'call.recording.failed',
} as const;
const whys = {
  held: 'call.recording.heldWhy',
  paused: 'call.recording.pausedSay',
  failed: 'call.recording.failedWhy',
} as const;
