import type { Recording } from '#shared/recording/recording.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useAgentName } from '#renderer/stores/use-agent-name.ts';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import type { RecordingList } from './use-recordings.ts';

interface ListProps {
  readonly list: RecordingList | null;
  readonly chosen: Recording | null;
  readonly onChoose: (one: Recording) => void;
}

/** Kept recordings, newest first, and how long they are kept. */
export function Recordings({ list, chosen, onChoose }: ListProps) {
  const { t } = useI18n();
  const all = list?.recordings ?? [];
  const { rowProps } = useRowKeys(
    all.length,
    all.findIndex(({ recordingId }) => recordingId === chosen?.recordingId),
    (index) => {
      const one = all[index];
      if (one) onChoose(one);
    },
  );
  if (list === null) return <Skeleton lines={6} />;
  if (all.length === 0)
    return (
      <Empty icon="record" title={t('recordings.none')}>
        {t('recordings.noneHint')}
      </Empty>
    );
  return (
    <div className="recordings-list" role="group" aria-label={t('recordings.title')}>
      {all.map((one, index) => (
        <button key={one.recordingId} className="list-row" data-kept={one.recordingId} {...rowProps(index)}>
          <Row one={one} />
        </button>
      ))}
    </div>
  );
}

/** What it is of: the scenario, else the masked number. */
export function useTitle(): (one: Recording) => string {
  const { t, pick } = useI18n();
  const scenarios = useTopic('training/scenarios', (state) => state?.scenarios ?? []);
  return ({ scenarioId, numberMasked }) => {
    const scenario = scenarios.find(({ id }) => id === scenarioId);
    return scenario ? pick(scenario.title) : numberMasked || t('call.anonymous');
  };
}

function Row({ one }: { readonly one: Recording }) {
  const { t, format } = useI18n();
  const titleOf = useTitle();
  const nameOf = useAgentName();
  return (
    <>
      <span className="fill">
        <span className="clip row-title">{titleOf(one)}</span>
        <span className="clip under">
          {nameOf(one.agent)}
          {' · '}
          {format.dateTime(one.startedAt)}
        </span>
      </span>
      <span className="row-side">
        <span className="nowrap">{format.clock(one.durationMs)}</span>
        {one.state === 'ended' ? null : (
          <span className="xs near nowrap">
            <Icon name={one.state === 'recording' ? 'record' : 'warn'} size="s" />
            {t(`recordings.state.${one.state}`)}
          </span>
        )}
      </span>
    </>
  );
}
