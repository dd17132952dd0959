import type { Log } from '#electron/log/log.ts';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { caseCommands, CasesState } from '#shared/cases/contract.ts';
import { noCases } from '#shared/cases/state.ts';
import { attemptsWithoutAnswer } from '#shared/cases/words.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { WorkState } from '#shared/seat/contract.ts';
import { createAttemptCourier } from './attempt-courier.ts';
import { createAutoOffer } from './auto-offer.ts';
import { createAtHand, type AtHand } from './case-at-hand.ts';
import { createCaseBook, type CaseBook } from './case-book.ts';
import { decide, ruleIsDue } from './decide.ts';
import type {
  CaseCalls,
  CaseControls,
  CaseFeed,
  CaseGateway,
  CaseRepository,
  JudgeCase,
  Shown,
} from './ports.ts';

type Input<C extends keyof typeof caseCommands> = ParsedInputOf<(typeof caseCommands)[C]>;
type Done = Result<Record<string, never>>;

export interface CasesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly feed: CaseFeed;
  readonly core: CaseGateway;
  readonly calls: CaseCalls;
  readonly controls: CaseControls;
  readonly repository: CaseRepository;
  readonly judge: JudgeCase;
  readonly person: () => Who | null;
  readonly seat: () => string | null;
  readonly work: Source<WorkState>;
  /** No call is up here. */
  readonly lineIsFree: () => boolean;
  /** Whether the bank lets cases come to a ready seat by themselves, and how long they are seen coming. */
  readonly offersItself: Source<boolean>;
  readonly noticeMs: number;
  /** Something was asked in this call and its answer marked. */
  readonly wasAsked: (callId: CallId) => boolean;
  readonly shown: Shown;
}

/** Outbound verification (C06): the inbox, the case this seat works, and how it ends. */
export interface Cases {
  readonly state: Source<CasesState>;
  claim(caseId: string): Promise<Done>;
  dial(caseId: string): Promise<Result<{ readonly callId: CallId }>>;
  giveBack(caseId: string): Promise<Done>;
  markAttempt(input: Input<'cases/mark-attempt'>): Done;
  decide(input: Input<'cases/decide'>): Done;
  /** The bank's tables or the content are there, or others: tiers are worked out anew. */
  judgeAgain(): void;
  /** After start: follows the feed and tells the core what a crash kept back. Once. */
  resume(): void;
  dispose(): void;
}

export const rulePerson: Who = { personId: 'rule', name: 'rule' };

const midnight = (now: number): number => new Date(now).setHours(0, 0, 0, 0);
const asDone = (result: Result<unknown>): Done => (result.ok ? ok({}) : result);

export function createCases(deps: CasesDeps): Cases {
  const { clock, repository } = deps;
  const state = createPublisher<CasesState>(noCases(clock.now()));
  const book = createCaseBook(deps);
  const atHand = createAtHand({
    ...deps,
    find: book.find,
    wasDecided: (caseId) => (book.shown(caseId)?.asked.length ?? 0) > 0,
    onAttempt(caseId, counted) {
      refreshFirstRing();
      if (counted) courier.send();
      else if (book.find(caseId)) show();
    },
  });
  const courier = createAttemptCourier({ ...deps, onKept: (one) => kept(one.caseId, () => book.learn(one)) });
  const offer = createAutoOffer({
    ...deps,
    cases: book.cases,
    atHand,
    isFree: () => deps.offersItself.get() && deps.work.get() === 'ready' && deps.lineIsFree(),
  });
  let firstRing = noCases(0).firstRing;

  const refreshFirstRing = (): void => {
    firstRing = repository.firstRings(midnight(clock.now()));
  };
  const show = (): void =>
    state.set({
      feed: deps.feed.state.get(),
      heard: book.heard(),
      cases: [...book.cases.get()],
      atHand: atHand.state.get(),
      firstRing,
      offersItself: deps.offersItself.get(),
    });
  /** The desk that tried is the one that acts; the core does it alone when none does. */
  const kept = (caseId: string, learn: () => void): void => {
    learn();
    const one = book.shown(caseId);
    const wire = book.find(caseId);
    const decision = { outcome: 'protect', reason: 'noValidAnswer', note: '', until: null } as const;
    if (one && wire && ruleIsDue(one, attemptsWithoutAnswer)) {
      const by = { person: rulePerson, callId: null, byRule: true };
      const asked = decide(deps, wire, decision, by);
      if (!asked.ok) deps.log.error('rule of two attempts not asked for', { caseId, code: asked.error.code });
    }
    show();
  };
  const undoRing = atHand.state.subscribe((now) => {
    if (now?.phase === 'talking') refreshFirstRing();
  });
  const undos = [undoRing, ...follow({ deps, book, atHand, show, look: offer.look })];

  return {
    state,
    claim: async (caseId) => asDone(await atHand.claim(caseId, 'open', null)),
    async dial(caseId) {
      const dialed = await atHand.dial(caseId);
      return dialed.ok ? ok({ callId: dialed.value }) : dialed;
    },
    async giveBack(caseId) {
      offer.skip(caseId);
      return asDone(await atHand.giveBack(caseId));
    },
    markAttempt: ({ caseId, mark }) => asDone(atHand.mark(caseId, mark)),
    decide({ caseId, outcome, reason, note, until, anyway }) {
      const one = book.find(caseId);
      const person = deps.person();
      const own = atHand.state.get();
      if (!one) return fail(appError('cases/unknown', { caseId }));
      if (!person) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      if (own?.caseId !== caseId) return fail(appError('cases/not-yours', { caseId }));
      const by = { person, callId: own.callId, byRule: false };
      return asDone(decide(deps, one, { outcome, reason, note, until: until ?? null, anyway }, by));
    },
    judgeAgain: book.judgeAgain,
    resume() {
      repository.dropCutOff();
      refreshFirstRing();
      book.start();
      courier.send();
      show();
    },
    dispose() {
      for (const undo of undos) undo();
      offer.dispose();
      atHand.dispose();
      courier.dispose();
      book.dispose();
    },
  };
}

/** What else moves: the feed, the seat, the wrap-up that ends. */
function follow({
  deps,
  book,
  atHand,
  show,
  look,
}: {
  deps: CasesDeps;
  book: CaseBook;
  atHand: AtHand;
  show: () => void;
  look: () => void;
}): readonly Undo[] {
  let before = deps.work.get();
  return [
    deps.feed.state.subscribe(show),
    book.cases.subscribe(show),
    atHand.state.subscribe(show),
    deps.offersItself.subscribe(() => {
      show();
      look();
    }),
    deps.work.subscribe((work) => {
      // The wrap-up is finished: whatever was owed has been written down.
      if (before === 'wrapUp' && work !== 'wrapUp' && work !== 'talking') atHand.finish();
      before = work;
      look();
    }),
  ];
}
