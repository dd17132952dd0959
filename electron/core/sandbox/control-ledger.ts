import { controlRules } from '#shared/control/control-rules.ts';
import type { ControlId } from '#shared/control/control-ids.ts';
import type { Releaser } from '#shared/core/vocabulary.ts';
import {
  wireControlRequestSchema,
  type WireControlReceipt,
  type WireControlRequest,
  type WireControlStatus,
} from '#shared/core/wire-control.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { ControlEntry } from './entries.ts';
import { hashOf } from './hash.ts';
import type { Ledger } from './ledger.ts';
import { refusal, reply, type Reply } from './reply.ts';
import { isoAt } from './sample-time.ts';
import type { Transactions } from './transactions.ts';

export interface ControlLedgerDeps {
  readonly clock: Clock;
  readonly keep: (entry: ControlEntry) => void;
  readonly holds: Ledger;
  readonly transactions: Transactions;
  /** No non-counter transactions for this customer any more. */
  readonly protect: (customerId: string) => void;
  readonly targets: ControlTargets;
}

/** What the core knows of things a control may be asked for. */
export interface ControlTargets {
  card(id: string): 'open' | 'closed' | 'unknown';
  customer(id: string): boolean;
  ownerOfCard(id: string): string | undefined;
  transaction(id: string): boolean;
}

/** Everything but the holding of a card, by the rules of the document. A key is bound by a 200 or 201 and answers the same for ever. */
export interface ControlLedger {
  place(key: string, body: unknown): Reply;
  accept(key: string): Reply;
  finish(key: string, body: unknown): void;
  status(key: string): Reply;
  replay(entry: ControlEntry): void;
  /** After the replay: what was bound to a key and not yet carried out when the core was killed. */
  resume(): void;
  isLost(cardId: string): boolean;
  /** How many times it was really done and still stands, for tests. */
  doneCount(control: ControlId, targetId: string): number;
}

export function createControlLedger(deps: ControlLedgerDeps): ControlLedger {
  const byKey = new Map<string, ControlEntry>();
  const done: ControlEntry[] = [];
  const undone = new Map<string, WireControlReceipt>();
  const processing = new Set<string>();

  const replay = (entry: ControlEntry): void => {
    byKey.set(entry.key, entry);
    if (!entry.done) return;
    done.push(entry);
    const { action, undoes, control, target } = entry.request;
    if (action !== 'undo' || undoes === null) return;
    undone.set(undoes, entry.receipt);
    if (control === 'cardHold') deps.holds.release(target.id, undoes);
  };
  const standing = (control: ControlId, id: string): ControlEntry | undefined =>
    done.findLast(
      ({ request, receipt }) =>
        request.action === 'apply' &&
        request.control === control &&
        request.target.id === id &&
        !undone.has(receipt.receipt),
    );
  /** Carries out what is bound to a key; once more after a kill it changes nothing. */
  const carryOut = ({ request, at }: ControlEntry): void => {
    const { control, target, until, reason, askedBy } = request;
    if (control === 'accountProtect') {
      const owner = deps.targets.ownerOfCard(target.id);
      if (owner !== undefined) deps.protect(owner);
    }
    if (target.kind !== 'transaction' || (deps.transactions.record(target.id)?.at ?? 0) >= at) return;
    const by = askedBy.personId === 'rule' ? 'rule' : 'person';
    const decider = { by, who: askedBy.name, reason } as const;
    if (control === 'transactionDelay') deps.transactions.delay(target.id, Date.parse(until ?? ''), decider);
    else
      deps.transactions.decide(target.id, control === 'transactionRefuse' ? 'refused' : 'released', decider);
  };
  const judge = (request: WireControlRequest): Judgement =>
    request.action === 'undo'
      ? judgeUndo(request, { standing, undone, holds: deps.holds })
      : judgeApply(request, { standing, transactions: deps.transactions, targets: deps.targets });

  const place = (key: string, body: unknown): Reply => {
    const parsed = wireControlRequestSchema.safeParse(body);
    if (!parsed.success) return refusal(400, 'badRequest', parsed.error.issues[0]?.message ?? 'bad body');
    const request = parsed.data;
    const bodyHash = hashOf(request);
    const known = byKey.get(key);
    if (known)
      return known.bodyHash === bodyHash
        ? reply(200, known.receipt)
        : refusal(409, 'keyReused', 'the key was used with another body');
    const verdict = judge(request);
    if (typeof verdict === 'object' && 'status' in verdict) return verdict;
    const at = deps.clock.now();
    const already = verdict !== 'do';
    const stood = typeof verdict === 'object' ? verdict : newReceipt(request, at, byKey.size + 1);
    const receipt = { ...stood, already };
    const entry: ControlEntry = { kind: 'control', key, bodyHash, done: !already, at, request, receipt };
    deps.keep(entry);
    replay(entry);
    if (!already) carryOut(entry);
    return reply(already ? 200 : 201, receipt);
  };

  return {
    place,
    accept(key) {
      processing.add(key);
      return reply(202, { state: 'processing', receipt: null } satisfies WireControlStatus);
    },
    finish(key, body) {
      processing.delete(key);
      place(key, body);
    },
    status(key) {
      const known = byKey.get(key);
      if (known)
        return reply(200, { state: 'confirmed', receipt: known.receipt } satisfies WireControlStatus);
      if (processing.has(key))
        return reply(200, { state: 'processing', receipt: null } satisfies WireControlStatus);
      return refusal(404, 'keyUnknown', 'nothing was done under this key');
    },
    replay,
    resume() {
      for (const entry of done.filter(({ request }) => request.action === 'apply')) carryOut(entry);
    },
    isLost: (cardId) => standing('verbalLossReport', cardId) !== undefined,
    doneCount: (control, targetId) =>
      done.filter(
        ({ request, receipt }) =>
          request.action === 'apply' &&
          request.control === control &&
          request.target.id === targetId &&
          !undone.has(receipt.receipt),
      ).length,
  };
}

/** Do it; it stood before (with that receipt, or decided without one, by the core's own rule); or refused. */
type Judgement = 'do' | 'already' | WireControlReceipt | Reply;
type Standing = (control: ControlId, id: string) => ControlEntry | undefined;

function judgeUndo(
  { control, target, undoes }: WireControlRequest,
  known: {
    readonly standing: Standing;
    readonly undone: ReadonlyMap<string, WireControlReceipt>;
    readonly holds: Ledger;
  },
): Judgement {
  const { undoneBy } = controlRules[control];
  if (undoneBy === 'branch' || undoneBy === 'nobody')
    return refusal(403, 'notPermitted', `${control} is not taken back through this gateway`);
  const before = known.undone.get(undoes ?? '');
  if (before) return before;
  const stands =
    control === 'cardHold'
      ? known.holds.receiptOf(target.id)?.receipt
      : known.standing(control, target.id)?.receipt.receipt;
  return undoes !== null && stands === undoes
    ? 'do'
    : refusal(409, 'nothingToUndo', 'nothing stands under this receipt');
}

function judgeApply(
  { control, target, until, dayLimit }: WireControlRequest,
  known: {
    readonly standing: Standing;
    readonly transactions: Transactions;
    readonly targets: ControlTargets;
  },
): Judgement {
  if (!controlRules[control].targets.includes(target.kind))
    return refusal(400, 'badRequest', 'wrong kind of target');
  if (control === 'cardHold') return refusal(400, 'badRequest', 'cards are held through /v1/holds');
  if (target.kind === 'customer')
    return known.targets.customer(target.id) ? 'do' : refusal(404, 'targetUnknown', 'no such customer');
  const stands = known.standing(control, target.id)?.receipt;
  if (target.kind === 'transaction') {
    if (!known.targets.transaction(target.id)) return refusal(404, 'targetUnknown', 'no such transaction');
    const state = known.transactions.record(target.id)?.state;
    const wanted = { transactionRefuse: 'refused', transactionRelease: 'released' }[control as string];
    if (state !== undefined && state === wanted) return stands ?? 'already';
    if (state === 'refused' || state === 'released')
      return refusal(409, 'alreadyDecided', `the transaction is ${state}`);
    return control === 'transactionDelay' && until === null ? refusal(400, 'badRequest', 'until when') : 'do';
  }
  const card = known.targets.card(target.id);
  if (card === 'unknown') return refusal(404, 'targetUnknown', `no such ${target.kind}`);
  if (card === 'closed' && stands === undefined) return refusal(422, 'cardClosed', 'it is closed');
  // The last limit counts; every other control stands once.
  if (control !== 'limit') return stands ?? 'do';
  return dayLimit === null ? refusal(400, 'badRequest', 'which limit') : 'do';
}

const undoBy: Readonly<Record<(typeof controlRules)[ControlId]['undoneBy'], readonly Releaser[]>> = {
  nobody: [],
  agent: ['agentWithVerification'],
  teamLead: ['teamLead', 'holderAtCounter'],
  branch: ['branch'],
};

function newReceipt(
  { action, control, target }: WireControlRequest,
  at: number,
  count: number,
): WireControlReceipt {
  const day = isoAt(at).slice(0, 10).replaceAll('-', '');
  const receipt = `${action === 'undo' ? 'JC' : 'KZ'}${day}${String(count).padStart(6, '0')}`;
  const by = action === 'undo' ? [] : undoBy[controlRules[control].undoneBy];
  return { receipt, action, control, target, at: isoAt(at), undoBy: [...by], already: false };
}
