import { randomUUID } from 'node:crypto';
import type { CallManager } from '#electron/call/call-manager.ts';
import { createCareDesk, type CareDesk } from '#electron/care/care-desk.ts';
import { createHelpPost } from '#electron/care/help-post.ts';
import type { CareCall, CarePerson } from '#electron/care/ports.ts';
import type { Knowledge } from '#electron/knowledge/knowledge.ts';
import type { Log } from '#electron/log/log.ts';
import { createCareRepository } from '#electron/store/care-repository.ts';
import type { Db } from '#electron/store/db.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { Line } from '#electron/sip/ports.ts';
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
  readonly rooms: Pick<DeskRooms, 'caller' | 'guidance' | 'risk' | 'knowledge' | 'library' | 'flagRules'>;
  readonly values: Source<SettingValues>;
  /** What the agent has written in this call so far. */
  readonly note: (callId: string) => string;
  readonly line: Pick<Line, 'onNote' | 'sendNote'>;
}

const asPerson = ({ id, name, seatNumber }: Person): CarePerson => ({ personId: id, name, seatNumber });

/** Care of the call, told by the rooms that know it. None of them asks the core for this. */
export function composeCare(parts: CareParts): CareDesk {
  const { db, clock, log, calls, person, people, rooms, values, note, line } = parts;
  const care = createCareDesk({
    clock,
    log,
    newId: randomUUID,
    repository: createCareRepository(db),
    call: careCall(calls),
    situation() {
      const callId = calls.current.get()?.callId ?? null;
      const panel = rooms.caller.state.get();
      // The panel may still show the last caller, or nobody yet.
      const own = panel.callId === callId ? panel : null;
      const flags = activeFlags(own?.flags ?? []);
      const cards = rooms.library.library.get().careCards.filter(({ id }) => flags.includes(id));
      return {
        name: own?.caller?.name ?? null,
        phoneMasked: own?.caller?.phoneMasked ?? '',
        flags,
        lifted: (own?.flags ?? []).filter(({ lifted }) => lifted !== null).map(({ flag }) => flag),
        playbookId: rooms.guidance.state.get().playbookId,
        tier: rooms.risk.state.get().tier,
        note: callId === null ? '' : note(callId),
        safety: cards.flatMap(({ safety }) => safety.map(({ id }) => id)),
      };
    },
    person() {
      const who = person();
      return who && asPerson(who);
    },
    people: () => people().map(asPerson),
    stepsOf: (articleId) => stepsOf(rooms.knowledge, articleId),
    dial: calls.dial,
    refusedRules: () => rooms.flagRules.health.get().refused,
    policy: () => values.get()['care.safetyBeforeMoney'],
    tellHelp: (help) => post.tell(help),
  });
  const post = createHelpPost({
    clock,
    log,
    send: line.sendNote,
    onNote: line.onNote,
    leads: () => values.get()['care.leadSeats'].map((entry) => entry.trim().split(/\s+/)[0] ?? ''),
    heard: care.heardHelp,
  });
  rooms.flagRules.health.subscribe(care.rulesChanged);
  rooms.caller.state.subscribe(care.look);
  rooms.library.library.subscribe(care.look);
  values.subscribe(care.look);
  return {
    ...care,
    dispose() {
      post.dispose();
      care.dispose();
    },
  };
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
