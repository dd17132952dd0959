import type { Desk } from '#renderer/stores/desk.ts';

/** Saves what is typed, then closes the wrap-up. Main refuses it without a result, and a crisis without an owner: what is missing opens. */
export async function finishWrapUp(desk: Desk, then: 'ready' | 'notReady'): Promise<void> {
  const wrapUp = desk.state().seat?.wrapUp;
  if (!wrapUp || !(await desk.draft.flush())) return;
  const done = await desk.bridge.send('seat/finish-wrap-up', { callId: wrapUp.callId, then });
  if (done.ok) return desk.notices.done('wrapUp.finished');
  desk.notices.failed(done.error);
  // Finished from another page: what is missing has to be on the screen.
  desk.setView({ workspace: 'desk' });
  if (done.error.code === 'care/owner-missing') desk.setView({ overlay: { kind: 'followUp' } });
  else desk.focus('answers');
}
