import type { HoldStep, NewRequest, RequestRepository, StoredRequest } from '#electron/control/ports.ts';
import type { ReleaseAsk, Told } from '#shared/control/contract.ts';
import { laneOf } from '#shared/control/control-rules.ts';
import { assertStep, type HoldState } from '#shared/control/hold-state.ts';
import type { AuditAppend } from './audit-repository.ts';
import { controlStatements as statements } from './control-statements.ts';
import { columnsOf, detailOf, storedAsk, storedRequest, storedTold } from './control-rows.ts';
import type { Db } from './db.ts';

export interface StoredHoldStep {
  readonly at: number;
  readonly state: string;
  readonly detail: string;
}

export interface ControlRepository extends RequestRepository {
  /** Everything that happened to a request, oldest first. */
  history(requestId: string): readonly StoredHoldStep[];
}

/**
 * Requests in `control_request`. Each method is one immediate transaction under full sync (see `prepareConnection`), and what it
 * did is in the audit by the same transaction: neither can be there without the other.
 */
export function createControlRepository(db: Db, audit: AuditAppend): ControlRepository {
  const rows = statements(db);
  const toldOf = (requestId: string): Told[] => rows.told.all(requestId).map(storedTold);
  const whole = (row: { readonly request_id: string }): StoredRequest =>
    storedRequest(row, toldOf(row.request_id));
  const find = (requestId: string): StoredRequest | undefined => {
    const row = rows.byId.get(requestId);
    return row && whole(row);
  };
  const mustFind = (requestId: string): StoredRequest => {
    const request = find(requestId);
    if (!request) throw new Error(`no request ${requestId}`);
    return request;
  };
  const asks = createReleaseAsks(db, audit);
  const ask = db.transaction((request: NewRequest): StoredRequest => {
    const { target, requestId } = request;
    const lane = laneOf(request.control, target.kind, target.id);
    const open = rows.openOfLane.get(lane);
    if (open !== undefined) return whole(open);
    rows.insert.run(insertOf(request, lane));
    rows.note.run({ requestId, at: request.askedAt, state: 'asked', detail: '' });
    audit('control.asked', request.askedAt, request.askedBy, { ...request });
    return mustFind(requestId);
  });
  const step = db.transaction((requestId: string, from: readonly HoldState[], taken: HoldStep) => {
    const request = mustFind(requestId);
    if (!from.includes(request.state)) return request;
    assertStep(request.state, taken.to);
    rows.step.run({ requestId, ...columnsOf(taken) });
    rows.note.run({ requestId, at: taken.at, state: taken.to, detail: detailOf(taken) });
    const { to, at, ...brings } = taken;
    audit(`control.${to}`, at, request.askedBy, { requestId, from: request.state, ...brings });
    if (taken.to === 'confirmed' && request.undoes?.requestId) {
      asks.released(request.undoes.requestId, taken.at, request);
    }
    return mustFind(requestId);
  });
  const wired = db.transaction((requestId: string, at: number): StoredRequest => {
    const request = mustFind(requestId);
    // A late notice for a request that has its answer changes nothing.
    if (request.state !== 'asked' && request.state !== 'sent') return request;
    rows.wired.run({ requestId, at });
    rows.note.run({ requestId, at, state: 'sent', detail: `try ${request.attempts + 1}` });
    audit('control.sent', at, request.askedBy, { requestId, try: request.attempts + 1 });
    return mustFind(requestId);
  });
  const addTold = db.transaction((requestId: string, told: Told): StoredRequest => {
    const { by, ...line } = told;
    rows.addTold.run({ requestId, ...line, byId: by.personId, byName: by.name });
    audit('control.told', told.at, by, { requestId, ...line });
    return mustFind(requestId);
  });
  return {
    ask: ask.immediate,
    step: step.immediate,
    wired: wired.immediate,
    addTold: addTold.immediate,
    find,
    latestOf(control, kind, id) {
      const row = rows.latestOf.get(control, kind, id);
      return row && whole(row);
    },
    openAndSince: (since) => rows.openAndSince.all(since).map(whole),
    history: (requestId) => rows.history.all(requestId),
    askRelease: asks.ask,
    decideRelease: asks.decide,
    releaseAsks: asks.since,
  };
}

const insertOf = (request: NewRequest, lane: string) => ({
  requestId: request.requestId,
  action: request.action,
  control: request.control,
  targetKind: request.target.kind,
  targetId: request.target.id,
  targetMasked: request.target.masked,
  lane,
  params: JSON.stringify(request.params),
  reason: request.reason,
  facts: JSON.stringify(request.facts),
  recommended: request.recommended && JSON.stringify(request.recommended),
  undoesRequest: request.undoes?.requestId ?? null,
  undoesReceipt: request.undoes?.receipt ?? null,
  callId: request.callId,
  caseId: request.caseId,
  askedAt: request.askedAt,
  personId: request.askedBy.personId,
  name: request.askedBy.name,
});

function createReleaseAsks(db: Db, audit: AuditAppend) {
  const rows = statements(db);
  const mustFind = (askId: string): ReleaseAsk => storedAsk(rows.askById.get(askId));
  const ask = db.transaction((wanted: ReleaseAsk): ReleaseAsk => {
    const open = rows.openAsk.get(wanted.requestId);
    if (open !== undefined) return storedAsk(open);
    const { askedBy: by, askId, requestId, why, reason, askedAt } = wanted;
    rows.addAsk.run({ askId, requestId, why, reason, askedAt, byId: by.personId, byName: by.name });
    audit('release.asked', askedAt, by, { askId, requestId, why, reason });
    return mustFind(askId);
  });
  const decide = db.transaction(
    (askId: string, decision: Parameters<RequestRepository['decideRelease']>[1]): ReleaseAsk => {
      const { state, at, by, reason } = decision;
      const { changes } = rows.decideAsk.run({
        askId,
        state,
        at,
        reason,
        byId: by.personId,
        byName: by.name,
      });
      if (changes === 1) audit(`release.${state}`, at, by, { askId, reason });
      return mustFind(askId);
    },
  );
  return {
    ask: ask.immediate,
    decide: decide.immediate,
    /** The open ask of a request that has been taken back, in the transaction of its receipt. */
    released(requestId: string, at: number, { askedBy, reason }: StoredRequest): void {
      const open = rows.openAsk.get(requestId);
      if (open !== undefined) decide(storedAsk(open).askId, { state: 'released', at, by: askedBy, reason });
    },
    since: (since: number) => rows.asksSince.all(since).map(storedAsk),
  };
}
