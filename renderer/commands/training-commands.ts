import {
  currentRun,
  isRunning,
  sendHindrance,
  shownRun,
  mayDrill,
  shownScenario,
} from '#renderer/stores/select/training.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import { coreDrills, type CoreDrill } from '#renderer/stores/select/core-drills.ts';
import type { DeskCommand } from './command.ts';

export const atTraining = (state: DeskState): boolean => currentWorkspace(state) === 'training';

/** A caller to this machine's seat. Ctrl ↵ by way of the primary of the middle. */
export const sendScenario: DeskCommand = {
  id: 'training.send',
  group: 'training',
  icon: 'phone',
  shortcut: null,
  // The palette offers it as the primary, with its key.
  hidden: true,
  label: (state) => {
    if (shownRun(state)?.endedAt != null) return { key: 'training.sendAgain' };
    return { key: shownScenario(state)?.outbound === true ? 'training.sendCase' : 'training.send' };
  },
  isEnabled: (state) => atTraining(state) && shownScenario(state) !== null && sendHindrance(state) === null,
  whyDisabled: (state) => {
    const hindrance = atTraining(state) ? sendHindrance(state) : null;
    return hindrance === null ? null : `training.hindrance.${hindrance}`;
  },
  run: async (desk, state) => {
    const scenario = shownScenario(state);
    if (!scenario) return;
    // Stays on it, also when the list is filtered or another run's scenario comes first.
    desk.setView({ scenarioId: scenario.id });
    await desk.send('training/send-scenario', { scenarioId: scenario.id });
  },
};

export const stopScenario: DeskCommand = {
  id: 'training.stop',
  group: 'training',
  icon: 'hangUp',
  shortcut: 'Alt+Q',
  label: () => ({ key: 'training.stop' }),
  isEnabled: (state) => atTraining(state) && isRunning(currentRun(state)),
  run: async (desk) => void (await desk.send('training/stop-scenario', {})),
};

/** The next behaviour of the sandbox core; after the last one as usual again. */
export const nextCoreDrill: DeskCommand = {
  id: 'training.core',
  group: 'training',
  icon: 'building',
  shortcut: 'Alt+Shift+X',
  label: () => ({ key: 'training.core.next' }),
  isEnabled: (state) => mayDrill(state),
  run: async (desk, state) => {
    const at = coreDrills.indexOf(state.coreDrill?.drill ?? 'off');
    await setCoreDrill(desk, coreDrills[(at + 1) % coreDrills.length] ?? 'off');
  },
};

export const setCoreDrill = (desk: Desk, drill: CoreDrill): Promise<unknown> =>
  desk.send('training/set-core', { drill });

export const trainingCommands: readonly DeskCommand[] = [sendScenario, stopScenario, nextCoreDrill];
