import type { IncidentPhase } from '#shared/incident/phase.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { incidentUp, isOwnIncident } from '#renderer/stores/select/incident.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskCommand } from './command.ts';

export const atIncident = (state: DeskState): boolean => currentWorkspace(state) === 'incident';

const inPhase = (state: DeskState, ...phases: readonly IncidentPhase[]): boolean => {
  const phase = incidentUp(state)?.phase;
  return phase !== undefined && phases.includes(phase);
};
const isLead = (state: DeskState): boolean => state.access?.person?.role === 'teamLead';

/** The first press arms, the second does it: `what` and the incident's id make sure it is the same step. */
async function twice(desk: Desk, state: DeskState, what: string, act: () => Promise<unknown>): Promise<void> {
  const mark = `${what} ${incidentUp(state)?.incidentId ?? ''}`;
  const pressed = state.view.armed === mark;
  desk.setView({ armed: pressed ? null : mark });
  if (pressed) await act();
}

export const isArmed = (state: DeskState, what: string): boolean =>
  state.view.armed === `${what} ${incidentUp(state)?.incidentId ?? ''}`;

/** What stands next for whoever is here: submit, confirm, pause, go on, or file the report. Ctrl ↵ by way of the primary of the middle. */
export const incidentPrimary: DeskCommand = {
  id: 'incident.primary',
  group: 'incident',
  icon: 'lock',
  shortcut: null,
  hidden: true,
  label(state) {
    const incident = incidentUp(state);
    const cards = incident?.counts.open ?? 0;
    if (incident?.phase === 'awaitingSecond')
      return isArmed(state, 'confirm')
        ? { key: 'incident.confirmAgain', params: { cards } }
        : { key: 'incident.confirm', params: { cards } };
    if (incident?.phase === 'running') return { key: 'incident.pause' };
    if (incident?.phase === 'paused') return { key: 'incident.resume' };
    return incident?.phase === 'ready' ? { key: 'incident.submit' } : { key: 'incident.save.pdf' };
  },
  isEnabled(state) {
    const incident = incidentUp(state);
    if (!atIncident(state) || incident === null) return false;
    if (incident.phase === 'awaitingSecond') return !isOwnIncident(state);
    if (incident.phase === 'done' || incident.phase === 'stopped') return true;
    if (incident.phase === 'ready') return isLead(state) && incident.counts.open > 0;
    return isLead(state) && (incident.phase === 'running' || incident.phase === 'paused');
  },
  async run(desk, state) {
    const incident = incidentUp(state);
    if (incident === null) return;
    const { incidentId, phase, counts } = incident;
    if (phase === 'ready') await desk.send('incident/submit', { incidentId });
    if (phase === 'running') await desk.send('incident/pause', { incidentId });
    if (phase === 'paused') await desk.send('incident/resume', { incidentId });
    if (phase === 'awaitingSecond')
      await twice(desk, state, 'confirm', () =>
        desk.send('incident/confirm', { incidentId, cards: counts.open }),
      );
    if (phase === 'done' || phase === 'stopped') await saveReport(desk, state, 'pdf');
  },
};

export async function saveReport(
  desk: Desk,
  state: DeskState,
  kind: 'pdf' | 'csv' | 'calls' | 'bad',
): Promise<void> {
  const incident = incidentUp(state);
  if (incident === null) return;
  const language = document.documentElement.lang === 'en-US' ? 'en-US' : 'zh-CN';
  const answer = await desk.send('incident/save-report', { incidentId: incident.incidentId, kind, language });
  if (answer?.saved) desk.notices.done('incident.save.saved', { file: answer.file });
}

export const discardIncident: DeskCommand = {
  id: 'incident.discard',
  group: 'incident',
  icon: 'x',
  shortcut: null,
  label: () => ({ key: 'incident.discard' }),
  isEnabled: (state) =>
    atIncident(state) && isLead(state) && inPhase(state, 'checking', 'ready', 'awaitingSecond'),
  run: async (desk, state) => {
    const incident = incidentUp(state);
    if (incident) await desk.send('incident/discard', { incidentId: incident.incidentId });
  },
};

export const stopIncident: DeskCommand = {
  id: 'incident.stop',
  group: 'incident',
  icon: 'x',
  shortcut: null,
  label: (state) => ({ key: isArmed(state, 'stop') ? 'incident.stopAgain' : 'incident.stop' }),
  isEnabled: (state) => atIncident(state) && isLead(state) && inPhase(state, 'running', 'paused'),
  run: (desk, state) =>
    twice(desk, state, 'stop', async () => {
      const incident = incidentUp(state);
      if (incident) await desk.send('incident/stop', { incidentId: incident.incidentId });
    }),
};

export const incidentCommands: readonly DeskCommand[] = [incidentPrimary, discardIncident, stopIncident];
