import type { HelpRequest } from '#shared/care/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CareCall, CarePerson, CareSituation } from './ports.ts';

const most = { advice: 20, note: 500 };

/** Numbers of cards, accounts and telephones do not leave the seat with what the agent wrote. */
export const withoutNumbers = (note: string): string =>
  note.replaceAll(/\d[\d\s-]{5,}\d/g, (digits) => `${digits.slice(0, 2)}****${digits.slice(-2)}`);

/** Where the call stands, for whoever leads the floor. Asked again it is the same request, as far as it has come. */
export function helpAsked(
  call: CareCall,
  person: CarePerson,
  { name, flags, playbookId, tier, note }: CareSituation,
  before: HelpRequest | null,
  made: { readonly helpId: string; readonly at: number },
): HelpRequest {
  return {
    helpId: before?.helpId ?? made.helpId,
    callId: call.callId,
    kind: flags.includes('crisis') ? 'crisis' : 'help',
    askedAt: before?.askedAt ?? made.at,
    by: { personId: person.personId, name: person.name.zh },
    seatNumber: person.seatNumber,
    callerMasked: name?.masked ?? '',
    queue: call.queue,
    answeredAt: call.answeredAt,
    flags: [...flags],
    playbookId,
    tier,
    note: withoutNumbers(note).slice(-most.note),
    state: before?.state ?? 'asked',
    seenBy: before?.seenBy ?? null,
    seenAt: before?.seenAt ?? null,
    seenSeat: before?.seenSeat ?? '',
    nobody: before?.nobody ?? '',
    advice: [...(before?.advice ?? [])],
    away: false,
  };
}

/** The request after an answer: who it was stays whoever was first, what is written back is added. */
export function helpAnswered(
  help: HelpRequest,
  answer: { readonly state: 'seen' | 'closed'; readonly advice?: string | undefined },
  person: CarePerson,
  clock: Clock,
): HelpRequest {
  const by = { personId: person.personId, name: person.name.zh };
  const said = answer.advice === undefined ? [] : [{ at: clock.now(), by, text: answer.advice }];
  return {
    ...help,
    state: answer.state,
    seenBy: help.seenBy ?? by,
    seenAt: help.seenAt ?? clock.now(),
    seenSeat: help.seenBy ? help.seenSeat : person.seatNumber,
    advice: [...help.advice, ...said].slice(-most.advice),
  };
}
