import type { ShownNotice } from '#shared/notices/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** The notice that waits to be confirmed first; null when all are. */
export const waitingNotice = (state: DeskState): ShownNotice | null =>
  state.notices?.notices.find(({ mustConfirm, confirmedAt }) => mustConfirm && confirmedAt === null) ?? null;

/** How many wait. */
export const waitingNotices = (state: DeskState): number =>
  state.notices?.notices.filter(({ mustConfirm, confirmedAt }) => mustConfirm && confirmedAt === null)
    .length ?? 0;
