import type { DeskCommand } from './command.ts';

/** Alt J, then one digit: what is wrong or missing, or what the caller suggests. The query and the call go with it. */
export const giveFeedback: DeskCommand = {
  id: 'feedback.give',
  group: 'go',
  icon: 'flag',
  shortcut: 'Alt+J',
  label: () => ({ key: 'feedback.give' }),
  isEnabled: (state) => state.access?.phase === 'signedIn',
  run: (desk) => desk.setView({ overlay: { kind: 'feedback' } }),
};

export const feedbackCommands: readonly DeskCommand[] = [giveFeedback];
