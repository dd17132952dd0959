import type { CallManager } from '#electron/call/call-manager.ts';
import type { CheckedCall } from '#electron/quality/ports.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';

const same = (a: CheckedCall | null, b: CheckedCall | null): boolean =>
  a !== null &&
  b !== null &&
  a.callId === b.callId &&
  a.textsSent === b.textsSent &&
  a.captioned === b.captioned &&
  a.ended === b.ended &&
  a.startedAt === b.startedAt;

/** The answered call up to the end of its wrap-up, with what the quality check has to know of it. */
export function checkedCall(calls: CallManager, isCaptioned: () => boolean): Source<CheckedCall | null> {
  const checked = createPublisher<CheckedCall | null>(null);
  const now = (): CheckedCall | null => {
    const current = calls.current.get();
    if (current === null || current.answeredAt === null) return null;
    const snapshot = calls.state.get().calls.find(({ id }) => id === current.callId);
    return {
      callId: current.callId,
      startedAt: current.answeredAt,
      outgoing: current.direction === 'outgoing',
      textsSent:
        snapshot?.messages.filter(({ from, state }) => from === 'agent' && state === 'sent').length ?? 0,
      captioned: isCaptioned(),
      ended: snapshot?.state === 'ended',
    };
  };
  const look = (): void => {
    const next = now();
    if (!same(next, checked.get())) checked.set(next);
  };
  calls.current.subscribe(look);
  calls.state.subscribe(look);
  look();
  return checked;
}
