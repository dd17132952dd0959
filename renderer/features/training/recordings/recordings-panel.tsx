import { useState } from 'react';
import type { RecordingId } from '#shared/recording/recording.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { PlayerPanel } from './player-panel.tsx';
import { Recordings } from './recording-list.tsx';
import { useOpened, useRecordingList } from './use-recordings.ts';

/** 录音回放: the list on the left, the chosen one on the right. Over the workspace, for whoever may listen. */
export function RecordingsPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const list = useRecordingList();
  const [wanted, setWanted] = useState<RecordingId | null>(null);
  const kept = list?.recordings ?? [];
  // The one that was deleted is followed by the newest.
  const chosen =
    kept.find(({ recordingId }) => recordingId === wanted) ??
    kept.find(({ endedAt }) => endedAt !== null) ??
    null;
  const over = chosen?.endedAt == null ? null : chosen.recordingId;
  const opened = useOpened(over);
  return (
    <Overlay onClose={onClose}>
      <div className="dialog recordings" role="dialog" aria-label={t('recordings.title')}>
        <div className="dialog-head">
          <h2 className="fill">{t('recordings.title')}</h2>
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('recordings.close')}
          </Button>
        </div>
        <div className="recordings-body">
          <Recordings list={list} chosen={chosen} onChoose={({ recordingId }) => setWanted(recordingId)} />
          {list !== null && opened !== null ? (
            <PlayerPanel
              key={opened.recording.recordingId}
              opened={opened}
              may={list}
              begins={wanted === null}
            />
          ) : null}
          {chosen !== null && over === null ? <Empty icon="record" title={t('recordings.underWay')} /> : null}
          {over !== null && opened === null ? <Skeleton lines={6} /> : null}
        </div>
      </div>
    </Overlay>
  );
}
