import { randomUUID } from 'node:crypto';
import type { CallManager } from '#electron/call/call-manager.ts';
import { createCareDesk, type CareDesk, type CarePerson } from '#electron/care/care-desk.ts';
import type { CareCall } from '#electron/care/ports.ts';
import type { Knowledge } from '#electron/knowledge/knowledge.ts';
import type { Log } from '#electron/log/log.ts';
import { createCareRepository } from '#electron/store/care-repository.ts';
import type { Db } from '#electron/store/db.ts';
import type { Person } from '#shared/access/people.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import type { StepCards } from '#shared/care/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { DeskRooms } from './desk.ts';

export interface CareParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly calls: CallManager;
  readonly person: () => Person | null;
  readonly people: () => readonly Person[];
  readonly rooms: Pick<DeskRooms, 'caller' | 'guidance' | 'risk' | 'knowledge'>;
}

const asPerson = ({ id, name, seatNumber }: Person): CarePerson => ({ personId: id, name, seatNumber });

/** Care of the call, told by the rooms that know it. None of them asks the core for this. */
export function composeCare({ db, clock, log, calls, person, people, rooms }: CareParts): CareDesk {
  return createCareDesk({
    clock,
    log,
    newId: randomUUID,
    repository: createCareRepository(db),
    call: careCall(calls),
    situation() {
      const caller = rooms.caller.state.get();
      const risk = rooms.risk.state.get();
      return {
        name: caller.caller?.name ?? null,
        phoneMasked: caller.caller?.phoneMasked ?? '',
        flags: activeFlags(caller.flags),
        playbookId: rooms.guidance.state.get().playbookId,
        tier: risk.tier,
      };
    },
    person() {
      const who = person();
      return who && asPerson(who);
    },
    people: () => people().map(asPerson),
    stepsOf: (articleId) => stepsOf(rooms.knowledge, articleId),
    dial: calls.dial,
  });
}

/** The same object while the call is the same, so that a clock or a hold changes nothing here. */
function careCall(calls: CallManager): Source<CareCall | null> {
  const call = createPublisher<CareCall | null>(null);
  const follow = (): void => {
    const now = calls.current.get();
    const before = call.get();
    if (now === null) return call.set(null);
    const { callId, number, queue, answeredAt } = now;
    if (before?.callId === callId && before.answeredAt === answeredAt) return;
    call.set({ callId, number, queue, answeredAt });
  };
  calls.current.subscribe(follow);
  follow();
  return call;
}

function stepsOf(knowledge: Knowledge, articleId: string): Pick<StepCards, 'title' | 'steps'> | null {
  const opened = knowledge.open({ articleId });
  if (!opened.ok) return null;
  const block = opened.value.blocks.find(({ type }) => type === 'steps');
  if (block?.type !== 'steps') return null;
  return {
    title: opened.value.title,
    steps: block.items.map(({ zh, en }) => ({ zh, en: en ?? zh })),
  };
}
