import type { ScenarioSummary, TrainingRun } from '#shared/training/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** The run that is on, or the last one. */
export const currentRun = (state: DeskState): TrainingRun | null => state.training?.run ?? null;

/** True from the ring until the call is over. */
export const isRunning = (run: TrainingRun | null): boolean => run !== null && run.endedAt === null;

/** The scenario looked at: the chosen one, else that of the last run, else the first. */
export function shownScenario(state: DeskState): ScenarioSummary | null {
  const all = state.scenarios?.scenarios ?? [];
  const wanted = state.view.scenarioId ?? currentRun(state)?.scenarioId;
  return all.find((one) => one.id === wanted) ?? all[0] ?? null;
}

/** The run of the scenario looked at; null when it has not been sent, or another one was sent since. */
export function shownRun(state: DeskState): TrainingRun | null {
  const run = currentRun(state);
  return run !== null && run.scenarioId === shownScenario(state)?.id ? run : null;
}

/** Why no caller can be sent to this seat now; null when one can. */
export type SendHindrance = 'running' | 'configured' | 'lineDown' | 'inCall' | 'wrapUp';

/** A training caller rings the seat directly, past the queue: a seat that is not ready takes it too, a busy one does not. */
export function sendHindrance(state: DeskState): SendHindrance | null {
  if (isRunning(currentRun(state))) return 'running';
  if (state.settings?.values['exchange.mode'] === 'configured') return 'configured';
  if (state.line?.state !== 'registered') return 'lineDown';
  if (state.calls?.calls.some((call) => call.state !== 'ended')) return 'inCall';
  return state.seat?.work === 'wrapUp' ? 'wrapUp' : null;
}

/** Whether the core may be made to misbehave here: by trainer or team lead, and only the sandbox's. */
export const mayDrill = (state: DeskState): boolean =>
  state.core?.sandbox === true && state.access?.person != null && state.access.person.role !== 'agent';
