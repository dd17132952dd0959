import { useEffect, useMemo, useState } from 'react';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { RecordingId } from '#shared/recording/recording.ts';
import { callersLive } from '#renderer/stores/select/call.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { createPlayer, type Player, type PlayerState } from './player.ts';
import { createSound } from './sound-of.ts';

export type RecordingList = CommandOutput<'recording/list'>;
export type OpenedRecording = CommandOutput<'recording/open'>;

/** The list, read anew when a recording has come or gone; null until the first answer. */
export function useRecordingList(): RecordingList | null {
  const desk = useDesk();
  const revision = useTopic('recording/state', (state) => state?.listRevision ?? 0);
  const [read, setRead] = useState<{ readonly revision: number; readonly list: RecordingList } | null>(null);
  useEffect(() => {
    let stale = false;
    void desk.send('recording/list', {}).then((answer) => {
      if (!stale && answer) setRead({ revision, list: answer });
    });
    return () => {
      stale = true;
    };
  }, [desk, revision]);
  return read?.list ?? null;
}

/** The chosen one with its wave; null while it is read. Nothing is heard by that, and nothing audited. */
export function useOpened(recordingId: RecordingId | null): OpenedRecording | null {
  const desk = useDesk();
  const [opened, setOpened] = useState<OpenedRecording | null>(null);
  useEffect(() => {
    if (recordingId === null) return;
    let stale = false;
    void desk.send('recording/open', { recordingId }).then((answer) => {
      if (!stale) setOpened(answer);
    });
    return () => {
      stale = true;
    };
  }, [desk, recordingId]);
  return opened?.recording.recordingId === recordingId ? opened : null;
}

/** A player for one recording. It falls silent when the seat is in a call: nobody hears two callers. */
export function usePlayer({ recording }: OpenedRecording): {
  readonly player: Player;
  readonly state: PlayerState;
  readonly inCall: boolean;
} {
  const desk = useDesk();
  const inCall = useDeskState((all) => callersLive(all) !== null);
  const { recordingId, durationMs } = recording;
  const [, setTurn] = useState(0);
  const player = useMemo(() => {
    const sound = createSound((fromMs) => desk.send('recording/sound', { recordingId, fromMs }));
    return createPlayer(sound, durationMs, () => setTurn((before) => before + 1));
  }, [desk, recordingId, durationMs]);
  useEffect(() => () => player.dispose(), [player]);
  useEffect(() => {
    if (inCall && player.state().playing) player.pause();
  }, [inCall, player]);
  return { player, state: player.state(), inCall };
}
