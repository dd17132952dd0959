import type { Desk } from '#renderer/stores/desk.ts';

/** Saves what is typed, then closes the wrap-up. Without a disposition main refuses; the answers get the focus. */
export async function finishWrapUp(desk: Desk, then: 'ready' | 'notReady'): Promise<void> {
  const wrapUp = desk.state().seat?.wrapUp;
  if (!wrapUp || !(await desk.draft.flush())) return;
  const done = await desk.send('seat/finish-wrap-up', { callId: wrapUp.callId, then });
  if (done === null) {
    // Finished from another page: what is missing has to be on the screen.
    desk.setView({ workspace: 'desk' });
    desk.focus('answers');
  } else desk.notices.done('wrapUp.finished');
}
