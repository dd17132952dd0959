import { mayListen, recordedCall } from '#renderer/stores/select/recording.ts';
import type { DeskCommand } from './command.ts';

/** Ctrl F5, beside F5 the hold: the caller reads out card data; nothing of it is kept. Once more: recorded again. */
export const pauseRecording: DeskCommand = {
  id: 'recording.pause',
  group: 'call',
  icon: 'record',
  shortcut: 'Ctrl+F5',
  label: (state) => ({
    key: recordedCall(state)?.state === 'paused' ? 'call.recording.resume' : 'call.recording.pause',
  }),
  isEnabled: (state) => recordedCall(state)?.pending === false,
  run: async (desk, state) => {
    const one = recordedCall(state);
    if (one) await desk.send('recording/set-paused', { callId: one.callId, paused: one.state !== 'paused' });
  },
};

/** Ctrl Shift H, from any workspace: what was recorded, for whoever may listen. */
export const showRecordings: DeskCommand = {
  id: 'recording.list',
  group: 'training',
  icon: 'record',
  shortcut: 'Ctrl+Shift+H',
  label: () => ({ key: 'call.recording.list' }),
  isEnabled: mayListen,
  run: (desk, state) =>
    desk.setView({ overlay: state.view.overlay?.kind === 'recordings' ? null : { kind: 'recordings' } }),
};

export const recordingCommands: readonly DeskCommand[] = [pauseRecording, showRecordings];
