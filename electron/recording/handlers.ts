import type { HandlersOf } from '#shared/contract/index.ts';
import type { recordingCommands } from '#shared/recording/contract.ts';
import type { RecordingLibrary } from './library.ts';
import type { Recorder } from './recorder.ts';

export type RecordingHandlers = HandlersOf<typeof recordingCommands>;

export const createRecordingHandlers = (
  recorder: Pick<Recorder, 'setPaused'>,
  library: Pick<RecordingLibrary, 'handlers'>,
): RecordingHandlers => ({
  ...library.handlers,
  'recording/set-paused': ({ callId, paused }) => recorder.setPaused(callId, paused),
});
