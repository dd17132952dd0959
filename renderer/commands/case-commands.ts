import type { ControlId } from '#shared/control/control-ids.ts';
import type { Outcome } from '#shared/cases/outcome-choices.ts';
import { callersTalk, liveCall } from '#renderer/stores/select/call.ts';
import {
  caseAtHand,
  caseInCall,
  casesWaiting,
  comingCase,
  mayDecide,
  ownCase,
  shownCase,
} from '#renderer/stores/select/cases.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { Key } from '#renderer/i18n/key.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { IconName } from '#renderer/ui/icon-names.ts';
import type { DeskCommand } from './command.ts';
import { controlsNow } from './control-commands.ts';

export const atCases = (state: DeskState): boolean => currentWorkspace(state) === 'cases';

/** The one that Ctrl ↵ would ring: the one coming, or the one looked at. */
const toDial = (state: DeskState) => comingCase(state) ?? (atCases(state) ? shownCase(state) : null);

export const dialCase: DeskCommand = {
  id: 'cases.dial',
  group: 'cases',
  icon: 'phone',
  shortcut: 'Ctrl+Enter',
  label: (state) => ({ key: comingCase(state) ? 'cases.dialNow' : 'cases.dial' }),
  isEnabled(state) {
    const one = toDial(state);
    return (
      one !== null &&
      one.state !== 'closed' &&
      (one.lease === null || one.lease.own) &&
      liveCall(state) === null &&
      state.seat?.work !== 'wrapUp'
    );
  },
  whyDisabled(state): Key | null {
    const one = toDial(state);
    if (one === null) return null;
    if (one.state === 'closed') return 'cases.why.closed';
    if (one.lease !== null && !one.lease.own) return 'cases.why.elsewhere';
    return 'cases.why.busy';
  },
  hidden: true,
  async run(desk, state) {
    const one = toDial(state);
    if (one) await desk.send('cases/dial', { caseId: one.caseId });
  },
};

export const giveBackCase: DeskCommand = {
  id: 'cases.giveBack',
  group: 'cases',
  icon: 'leave',
  shortcut: 'Alt+L',
  label: (state) => ({ key: comingCase(state) ? 'cases.notNow' : 'cases.giveBack' }),
  isEnabled: (state) => ownCase(state) !== null && caseInCall(state)?.lease?.own !== true,
  async run(desk, state) {
    const one = ownCase(state);
    if (one) await desk.send('cases/give-back', { caseId: one.caseId });
  },
};

/** The call counts as an attempt without a valid answer; pressed again, it does not. */
export const noValidAnswer: DeskCommand = {
  id: 'cases.noValidAnswer',
  group: 'cases',
  icon: 'x',
  shortcut: 'Alt+U',
  label: (state) => ({
    key: caseAtHand(state)?.marked === 'noValidAnswer' ? 'cases.validAfterAll' : 'cases.noValidAnswer',
  }),
  isEnabled: (state) => caseAtHand(state)?.phase === 'talking' && callersTalk(state) !== null,
  async run(desk, state) {
    const at = caseAtHand(state);
    if (!at) return;
    const mark = at.marked === 'noValidAnswer' ? null : 'noValidAnswer';
    await desk.send('cases/mark-attempt', { caseId: at.caseId, mark });
  },
};

/**
 * One outcome of a case. `control`: what the same key does for a transfer that waits in any other call; the word is the
 * same, the way is the control's own dialog with its reason.
 */
const outcome = (
  kind: Outcome,
  icon: IconName,
  shortcut: string | null,
  control: ControlId | null = null,
): DeskCommand => ({
  id: `cases.${kind}`,
  group: 'cases',
  icon,
  shortcut,
  label: () => ({ key: `cases.outcome.${kind}` }),
  isEnabled: (state) => mayDecide(state) || (control !== null && controlsNow(state).includes(control)),
  run: (desk, state) =>
    desk.setView({
      overlay:
        mayDecide(state) || control === null
          ? { kind: 'caseOutcome', outcome: kind }
          : { kind: 'control', control },
    }),
});

export const refuseCase = outcome('refuse', 'x', 'Alt+X', 'transactionRefuse');
export const delayCase = outcome('delay', 'clock', 'Alt+D', 'transactionDelay');
export const protectCase = outcome('protect', 'shield', 'Alt+H');
/** No key by design: letting money go must not be a slip of the finger. */
export const releaseCase = outcome('release', 'check', null);
export const outcomeCommands = [refuseCase, delayCase, protectCase, releaseCase] as const;

/** Sandbox only: a sample case arrives, as the core would send one. */
export const sendSampleCase: DeskCommand = {
  id: 'cases.sample',
  group: 'cases',
  icon: 'add',
  shortcut: null,
  label: () => ({ key: 'cases.sample' }),
  isEnabled: (state) => state.core?.sandbox === true && casesWaiting(state) < 6,
  run: async (desk) => void (await desk.send('cases/send-sample', {})),
};

export const caseCommandsOfDesk: readonly DeskCommand[] = [
  giveBackCase,
  noValidAnswer,
  ...outcomeCommands,
  sendSampleCase,
];
