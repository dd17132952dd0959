import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { DeskCommand } from './command.ts';

export const atReview = (state: DeskState): boolean => currentWorkspace(state) === 'review';

/** Opens the call that is looked at. By way of the primary of the middle (Ctrl ↵). */
export const reviewPrimary: DeskCommand = {
  id: 'review.open',
  group: 'content',
  icon: 'eye',
  shortcut: 'Ctrl+Enter',
  hidden: true,
  label: () => ({ key: 'strip.openCall' }),
  isEnabled(state) {
    const { at, opened } = state.view.review;
    return atReview(state) && at !== null && opened !== at;
  },
  run: (desk, { view: { review } }) => desk.setView({ review: { at: review.at, opened: review.at } }),
};
