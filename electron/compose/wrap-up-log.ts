import type { CallManager } from '#electron/call/call-manager.ts';
import type { SeatManager } from '#electron/seat/seat-manager.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { DeskRooms } from './desk.ts';

/** What the agent says of a call when it is over goes to the caller's history at the core. */
export function followWrapUp(deps: {
  readonly built: DeskRooms;
  readonly person: Source<Person | null>;
  readonly calls: CallManager;
  readonly seat: SeatManager;
}): void {
  const { built, calls } = deps;
  deps.seat.onWrapUpSaved((wrapUp) => {
    const call = calls.current.get();
    const person = deps.person.get();
    if (person === null || wrapUp.disposition === null) return;
    const { playbookId } = built.guidance.state.get();
    const playbook = built.library.library.get().playbooks.find(({ id }) => id === playbookId);
    built.callLog.recordCall({
      callId: wrapUp.callId,
      answeredAt: call?.answeredAt ?? null,
      endedAt: wrapUp.startedAt,
      agent: { personId: person.id, name: person.name.zh },
      topic: playbook?.name.zh ?? '',
      outcome: wrapUp.disposition,
      note: wrapUp.note,
    });
  });
}
