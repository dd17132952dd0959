import { specialistsFor } from './care-seats.ts';
import type { CareState } from '#shared/care/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { callersCall } from './call.ts';
import { callerLanguage } from './caller.ts';
import { caring } from './care.ts';

/** Care of the call on the screen; null between calls, and while main still tells of another one. */
export function careOfCall(state: DeskState): CareState | null {
  const call = callersCall(state);
  return call && state.care?.callId === call.id ? state.care : null;
}

type Safety = ReturnType<typeof caring>['safety'][number];

/** The safety question to ask now; null when all have been asked, or none has to be. */
export function nextSafety(state: DeskState): Safety | null {
  const asked = careOfCall(state)?.safety ?? [];
  return caring(state).safety.find(({ id }) => !asked.some((one) => one.id === id)) ?? null;
}

/** How many of the safety questions are left; 0 where none has to be asked. */
export function safetyLeft(state: DeskState): number {
  const asked = careOfCall(state)?.safety ?? [];
  return caring(state).safety.filter(({ id }) => !asked.some((one) => one.id === id)).length;
}

interface MoneyWaits {
  readonly question: Safety;
  readonly left: number;
  readonly policy: CareState['money']['policy'];
}
let waiting: {
  readonly of: CareState['money'];
  readonly question: Safety;
  readonly waits: MoneyWaits;
} | null = null;

/** What main wants asked before money moves; null when nothing is open. The same object while it is the same. */
export function moneyWaits(state: DeskState): MoneyWaits | null {
  const money = careOfCall(state)?.money;
  const question = caring(state).safety.find(({ id }) => id === money?.left[0]);
  if (!money || !question) return null;
  if (waiting?.of === money && waiting.question === question) return waiting.waits;
  const waits = { question, left: money.left.length, policy: money.policy };
  waiting = { of: money, question, waits };
  return waits;
}

/** Seats for the language this caller is spoken to in, whoever can come at once first. */
export const languageSeats = (state: DeskState) => {
  const language = callerLanguage(state);
  return language === 'zh' ? specialistsFor(state, null) : specialistsFor(state, language);
};

/** Seats for the dialect on file. */
export const dialectSeats = (state: DeskState) =>
  specialistsFor(state, state.caller?.holder?.dialect ?? null);
