import type { CallManager } from '#electron/call/call-manager.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import type { FeedbackContext } from '#shared/feedback/entry.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { DeskRooms } from './desk.ts';

/** What is going on in the call that is up, as ids and kinds; null between calls. */
export function callContext(
  clock: Clock,
  calls: CallManager,
  rooms: Pick<DeskRooms, 'caller' | 'guidance' | 'flows'>,
): FeedbackContext | null {
  const call = calls.current.get();
  if (call === null || call.answeredAt === null) return null;
  const { callId, queue, answeredAt } = call;
  const guidance = rooms.guidance.state.get();
  const flows = rooms.flows.state.get();
  const caller = rooms.caller.state.get();
  return {
    callId,
    callOffsetMs: Math.max(0, Math.round(clock.now() - answeredAt)),
    queue,
    playbookId: guidance.callId === callId ? guidance.playbookId : null,
    flowId: flows.callId === callId ? (flows.run?.flowId ?? null) : null,
    flags: caller.callId === callId ? [...activeFlags(caller.flags)] : [],
  };
}
