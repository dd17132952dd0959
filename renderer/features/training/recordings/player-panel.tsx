import { useState } from 'react';
import type { Recording } from '#shared/recording/recording.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useAgentName } from '#renderer/stores/use-agent-name.ts';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { useStepWords } from '../use-step-words.ts';
import { keysOfPlayer, stops } from './player-keys.ts';
import { speeds } from './player.ts';
import { useTitle } from './recording-list.tsx';
import { usePlayer, type OpenedRecording, type RecordingList } from './use-recordings.ts';
import { Wave } from './wave.tsx';

interface PanelProps {
  readonly opened: OpenedRecording;
  readonly may: Pick<RecordingList, 'mayDelete' | 'mayExport' | 'keepDays'>;
  readonly begins: boolean;
}

/** One recording: its wave, how it is heard, and the places worth going to. */
export function PlayerPanel({ opened, may, begins }: PanelProps) {
  const { t } = useI18n();
  const { player, state, inCall } = usePlayer(opened);
  const [asked, setAsked] = useState(false);
  const { recording } = opened;
  const toggle = (): void => (state.playing ? player.pause() : player.play());
  return (
    <div
      className="player"
      role="presentation"
      data-playing={state.playing}
      onKeyDown={(event) => {
        if (keysOfPlayer(event, player, recording, inCall, () => setAsked(may.mayDelete)))
          event.preventDefault();
      }}
    >
      <Head recording={recording} />
      <Wave opened={opened} player={player} begins={begins} />
      <div className="row wrap">
        <Button
          kind="primary"
          icon={state.playing ? 'pause' : 'play'}
          keys="Space"
          disabled={inCall}
          onClick={toggle}
        >
          {t(state.playing ? 'recordings.pause' : 'recordings.play')}
        </Button>
        <Segmented
          label={t('recordings.speed')}
          value={state.speed}
          options={speeds.map((value) => ({ value, label: `${value}×` }))}
          onChange={player.setSpeed}
        />
        <Segmented
          label={t('recordings.heard')}
          value={state.heard}
          options={(['both', 'agent', 'caller'] as const).map((value) => ({
            value,
            label: t(`recordings.hear.${value}`),
          }))}
          onChange={player.setHeard}
        />
      </div>
      <p className="field-note">{t(inCall ? 'recordings.inCall' : 'recordings.keys')}</p>
      <Places recording={recording} onGo={player.seek} />
      <Foot recording={recording} may={may} asked={asked} setAsked={setAsked} />
    </div>
  );
}

function Head({ recording }: { readonly recording: Recording }) {
  const { t, format } = useI18n();
  const titleOf = useTitle();
  const nameOf = useAgentName();
  const parts = [
    nameOf(recording.agent),
    recording.scenarioId === null ? null : recording.numberMasked,
    format.dateTime(recording.startedAt),
    t(`recordings.why.${recording.why}`),
  ];
  return (
    <div>
      <h3 className="sheet-title clip">{titleOf(recording)}</h3>
      <p className="ink-2">{parts.filter(Boolean).join(' · ')}</p>
      {recording.state === 'brokenOff' ? (
        <p className="field-note near">
          <Icon name="warn" size="s" />
          {t('recordings.brokenOff')}
        </p>
      ) : null}
    </div>
  );
}

interface PlacesProps {
  readonly recording: Recording;
  readonly onGo: (ms: number) => void;
}

/** Parts that were not recorded, and what the agent did: each a place to go to. */
function Places({ recording, onGo }: PlacesProps) {
  const { t, format } = useI18n();
  const words = useStepWords();
  const all = stops(recording);
  if (all.length === 0) return <p className="ink-3 player-places">{t('recordings.noPlaces')}</p>;
  return (
    <ul className="player-places" aria-label={t('recordings.places')}>
      {all.map((one, index) => (
        <li key={index}>
          <button type="button" className="menu-item" onClick={() => onGo(one.atMs)}>
            <span className="player-at">{format.clock(one.atMs)}</span>
            <span className={one.kind === 'mark' ? 'fill near' : 'fill'}>
              {one.kind === 'mark'
                ? t(`recordings.mark.${one.mark.kind}`, {
                    time: format.seconds((one.mark.toMs ?? recording.durationMs) - one.mark.fromMs),
                  })
                : words(one.moment)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FootProps extends Pick<PanelProps, 'may'> {
  readonly recording: Recording;
  readonly asked: boolean;
  readonly setAsked: (asked: boolean) => void;
}

function Foot({ recording, may, asked, setAsked }: FootProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const { recordingId } = recording;
  const remove = (): void => {
    if (!asked) return setAsked(true);
    void desk.send('recording/delete', { recordingId });
  };
  return (
    <div className="player-foot">
      <span className="fill xs ink-2" role={asked ? 'alert' : undefined}>
        {asked ? t('recordings.deleteAsk') : t('recordings.keep', { days: may.keepDays })}
      </span>
      {may.mayExport && !asked ? (
        <Button onClick={() => void desk.send('recording/export', { recordingId })}>
          {t('recordings.export')}
        </Button>
      ) : null}
      {asked ? <Button onClick={() => setAsked(false)}>{t('recordings.keepIt')}</Button> : null}
      {may.mayDelete ? (
        <Button kind={asked ? 'danger-fill' : 'danger'} keys={asked ? null : 'Delete'} onClick={remove}>
          {t('recordings.delete')}
        </Button>
      ) : null}
    </div>
  );
}
