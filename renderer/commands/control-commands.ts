import { controlIds, type ControlId } from '#shared/control/control-list.ts';
import type { ControlRequest } from '#shared/control/contract.ts';
import { undoWindowMs } from '#shared/control/undo-window.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { holdOf } from '#renderer/stores/select/caller.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskCommand } from './command.ts';

const callerInSight = (state: DeskState): boolean =>
  currentWorkspace(state) === 'desk' && state.caller?.callId != null && state.caller.holder !== null;
const pendingInSight = (state: DeskState): boolean =>
  callerInSight(state) && state.caller?.pendingTransaction != null;

/** What can be asked for now: transactions only while one waits, cards only where there are any. */
export function controlsNow(state: DeskState): readonly ControlId[] {
  if (!callerInSight(state)) return [];
  const hasCards = (state.caller?.cards.length ?? 0) > 0;
  return controlIds.filter((id) =>
    id.startsWith('transaction') ? pendingInSight(state) : id === 'teach' || hasCards,
  );
}

/** Opens the dialog, with that control chosen. Nothing is done before its reason is given. */
const opensControl = (
  control: ControlId | null,
  spec: Pick<DeskCommand, 'id' | 'icon' | 'shortcut' | 'label'>,
): DeskCommand => ({
  ...spec,
  group: 'control',
  isEnabled: (state) => {
    const now = controlsNow(state);
    return control === null ? now.length > 0 : now.includes(control);
  },
  run: (desk) => desk.setView({ overlay: { kind: 'control', control } }),
});

export const openControls = opensControl(null, {
  id: 'control.open',
  icon: 'shield',
  shortcut: 'Alt+Shift+K',
  label: () => ({ key: 'control.open' }),
});

/**
 * One a control, for the palette. Releasing money has no key by design; the hold has its own commands; refusing and
 * delaying a transfer have theirs with the cases (`case-commands.ts`), where they mean the same.
 */
const eachControl: readonly DeskCommand[] = controlIds
  .filter((id) => id !== 'cardHold')
  .map((id) =>
    opensControl(id, {
      id: `control.open:${id}`,
      icon: 'shield',
      shortcut: null,
      label: () => ({ key: `control.id.${id}` }),
    }),
  );

/** The tiers from which the desk recommends aloud. */
const strong: ReadonlySet<string> = new Set(['medium', 'high', 'critical']);

/** The recommended control, while the tier is medium or above and it can be asked for. */
export function recommendedNow(state: DeskState): ControlId | null {
  const { risk, caller } = state;
  if (!risk || risk.callId === null || risk.callId !== caller?.callId || !strong.has(risk.tier)) return null;
  return risk.control !== null && controlsNow(state).includes(risk.control) ? risk.control : null;
}

const holdable = (state: DeskState) =>
  state.caller?.cards.filter((card) => card.holdable && holdOf(state, card.cardId) === null) ?? [];

/** Every card of the holder: a second key, as one card has the first. */
export const holdAll: DeskCommand = {
  id: 'control.holdAll',
  group: 'control',
  icon: 'lock',
  shortcut: 'Alt+0',
  label: (state) => ({ key: 'control.holdAll', params: { count: holdable(state).length } }),
  isEnabled: (state) => callerInSight(state) && holdable(state).length > 1,
  run: async (desk, state) => {
    const callId = state.caller?.callId;
    if (callId) await desk.send('control/hold-all', { callId });
  },
};

/** The hold pressed last, while 'wrong card' is offered. `now` is the caller's: a selector must not read a clock. */
export function undoable(state: DeskState, now: number): ControlRequest | null {
  const newest = state.control?.requests.find(
    ({ action, control }) => action === 'apply' && control === 'cardHold',
  );
  if (!newest || newest.state === 'failed' || newest.state === 'withdrawn' || newest.undoneAt !== null)
    return null;
  const asked = state.control?.releaseAsks.some(({ requestId }) => requestId === newest.requestId) ?? false;
  return !asked && now - newest.askedAt < undoWindowMs ? newest : null;
}

/** 'Wrong card': says what it came to, whichever way. Main looks at the time again. */
export const undoHold: DeskCommand = {
  id: 'control.undo',
  group: 'control',
  icon: 'back',
  shortcut: 'Alt+Shift+U',
  label: () => ({ key: 'control.undo' }),
  isEnabled: (state) => undoable(state, Date.now()) !== null,
  run: async (desk, state) => {
    const hold = undoable(state, Date.now());
    const answer = hold && (await desk.send('control/undo', { requestId: hold.requestId }));
    if (!answer) return;
    const { outcome, was } = answer;
    if (outcome === 'withdrawn') desk.notices.done('control.undone.withdrawn');
    else desk.notices.done(was === 'confirmed' ? 'control.undone.confirmed' : 'control.undone.sent');
  },
};

export const openAsks = (state: DeskState) =>
  state.control?.releaseAsks.filter((ask) => ask.state === 'open') ?? [];

/** A team lead takes holds back: those asked for, with a reason. */
export const openReleases: DeskCommand = {
  id: 'control.releases',
  group: 'control',
  icon: 'lock',
  shortcut: 'Alt+Shift+H',
  label: (state) => ({ key: 'control.releases', params: { count: openAsks(state).length } }),
  isEnabled: (state) => state.access?.person?.role === 'teamLead' && openAsks(state).length > 0,
  run: (desk) => desk.setView({ overlay: { kind: 'releases' } }),
};

/** Verifies the audit and writes it out. */
export const exportAudit: DeskCommand = {
  id: 'audit.export',
  group: 'control',
  icon: 'book',
  shortcut: null,
  label: () => ({ key: 'control.audit.export' }),
  isEnabled: (state) => state.access?.person?.role === 'teamLead',
  run: async (desk) => {
    const done = await desk.send('audit/export', {});
    if (done) desk.notices.done('control.audit.exported', { count: done.count, file: done.file });
  },
};

export const controlCommands: readonly DeskCommand[] = [
  openControls,
  ...eachControl,
  holdAll,
  undoHold,
  openReleases,
  exportAudit,
];
