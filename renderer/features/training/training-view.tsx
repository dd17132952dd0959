import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { shownRun, shownScenario } from '#renderer/stores/select/training.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Skeleton } from '#renderer/ui/states.tsx';
import { RunLive } from './run-live.tsx';
import { ScenarioList } from './scenario-list.tsx';
import { ScenarioSheet } from './scenario-sheet.tsx';
import { ScoreColumn } from './score-column.tsx';
import { isScored } from './timeline.ts';

/** 陪练: choose a scenario, send its caller, watch what the trainee does and what it earns. */
export function TrainingView() {
  const { t, pick } = useI18n();
  const scenario = useDeskState(shownScenario);
  const run = useDeskState(shownRun);
  return (
    <main className={run ? 'columns training sent' : 'columns training'}>
      <ScenarioList />
      <Column
        place="middle"
        middle
        focusable={run === null}
        title={t('training.live.title')}
        note={run ? (scenario ? pick(scenario.title) : null) : t('training.live.before')}
        keys="Ctrl+K"
      >
        {scenario === null ? <Skeleton lines={5} /> : null}
        {scenario !== null && run === null ? <ScenarioSheet scenario={scenario} /> : null}
        {run === null ? null : <RunLive key={run.runId} run={run} />}
      </Column>
      {scenario ? (
        <ScoreColumn scenario={scenario} run={isScored(run) ? run : null} />
      ) : (
        <section className="column" />
      )}
    </main>
  );
}
