import type { ScenarioSummary, TrainingRun } from '#shared/training/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { openPoints } from './timeline.ts';

type RunLine = TrainingRun['rubric'][number];

interface ScoreProps {
  readonly scenario: ScenarioSummary;
  readonly run: TrainingRun | null;
}

/** The rubric: what earns points, and of a run what has been done, is open, was missed. */
export function ScoreColumn({ scenario, run }: ScoreProps) {
  const { t } = useI18n();
  return (
    <Column place="right" title={t('training.score.title')} note={t('training.score.note')} keys="Ctrl+L">
      {run ? <Score run={run} /> : <p className="ink-2">{t('training.score.before')}</p>}
      <ul className="card list rubric">
        {run
          ? run.rubric.map((line) => <JudgedLine key={line.id} line={line} run={run} />)
          : scenario.rubric.map((line) => <PlainLine key={line.id} line={line} />)}
      </ul>
    </Column>
  );
}

function Score({ run }: { readonly run: TrainingRun }) {
  const { t, format } = useI18n();
  const { open, missed } = openPoints(run);
  return (
    <div className="score" role="status">
      <span className="score-number">
        <b>{format.number(run.score)}</b> {t('training.score.of')}
      </span>
      <progress className="meter good" max={100} value={run.score} aria-label={t('training.score.title')} />
      <span className="ink-2 nowrap">
        {open > 0 || missed === 0
          ? t('training.score.open', { points: open })
          : t('training.score.missed', { points: missed })}
      </span>
    </div>
  );
}

function PlainLine({ line }: { readonly line: ScenarioSummary['rubric'][number] }) {
  const { t, pick } = useI18n();
  return (
    <li>
      <span className="fill">{pick(line.text)}</span>
      <span className="ink-2 nowrap">{t('training.points', { points: line.points })}</span>
    </li>
  );
}

/** Shape and word before colour. */
const marks: Readonly<Record<RunLine['state'], { readonly icon: IconName; readonly ink: string }>> = {
  open: { icon: 'asked', ink: 'ink-3' },
  done: { icon: 'check', ink: 'good' },
  missed: { icon: 'x', ink: 'near' },
};

function JudgedLine({ line, run }: { readonly line: RunLine; readonly run: TrainingRun }) {
  const { t, format, pick } = useI18n();
  const mark = marks[line.state];
  return (
    <li data-rubric={line.id} data-state={line.state}>
      <span className={mark.ink}>
        <Icon name={mark.icon} />
      </span>
      <span className="fill">
        {pick(line.text)}
        <span className={`under ${mark.ink}`}>
          {line.state === 'done' && line.at !== null
            ? t('training.score.at', { time: format.clock(line.at - run.startedAt) })
            : t(line.state === 'missed' ? 'training.score.missedLine' : 'training.score.notYet')}
        </span>
      </span>
      <span className="nowrap">
        <b>{line.state === 'done' ? line.points : line.state === 'missed' ? 0 : '—'}</b>{' '}
        <span className="ink-2">/ {line.points}</span>
      </span>
    </li>
  );
}
