import { wireCallRecordSchema, wireRevealSchema } from '#shared/core/wire-record.ts';
import type { WireListedCard } from '#shared/core/wire-listed-card.ts';
import { tokenSchema } from '#shared/core/text.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CaseDesk } from './case-desk.ts';
import type { ControlLedger } from './control-ledger.ts';
import type { Entry } from './entries.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { lookUpCards } from './listed-cards.ts';
import type { MessageDesk } from './message-desk.ts';
import type { PictureDesk } from './picture-desk.ts';
import { refusal, reply, type Reply } from './reply.ts';

export interface CoreRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: string | null;
  readonly body: unknown;
}

export interface RouteDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly controls: ControlLedger;
  readonly people: People;
  /** Cards of the sample customers by their number. */
  readonly listed: ReadonlyMap<string, WireListedCard>;
  readonly calls: Map<string, Extract<Entry, { kind: 'call' }>>;
  readonly cases: CaseDesk;
  readonly messages: MessageDesk;
  readonly pictures: PictureDesk;
  readonly keep: (entry: Entry) => void;
}

/** The sandbox core's answers, path by path as in `openapi.yaml`. */
export function createRoutes(deps: RouteDeps): (request: CoreRequest) => Reply {
  return (request) => {
    const { method, path, query } = request;
    if (method === 'GET' && path === '/v1/health') return reply(200, { status: 'ok', version: 'sandbox 1' });
    if (method === 'GET' && path === '/v1/callers')
      return reply(200, deps.people.lookup(query.get('number') ?? ''));
    const customer = /^\/v1\/customers\/([^/]+)(?:\/(cards|risk|calls))?$/.exec(path);
    if (method === 'GET' && customer) return ofCustomer(deps.people, decode(customer[1]), customer[2]);
    if (method === 'POST' && path === '/v1/holds') {
      return withKey(request, (key) => deps.ledger.place(key, request.body));
    }
    const hold = /^\/v1\/holds\/([^/]+)$/.exec(path);
    if (method === 'GET' && hold) return deps.ledger.status(decode(hold[1]));
    if (method === 'POST' && path === '/v1/controls')
      return withKey(request, (key) => deps.controls.place(key, request.body));
    const control = /^\/v1\/controls\/([^/]+)$/.exec(path);
    if (method === 'GET' && control) return deps.controls.status(decode(control[1]));
    if (method === 'POST' && path === '/v1/calls')
      return withKey(request, (key) => saveCall(deps, key, request.body));
    if (method === 'POST' && path === '/v1/card-lookups')
      return lookUpCards(request.body, deps.listed, deps.ledger.receiptOf);
    const ofCase = /^\/v1\/cases\/([^/]+)\/(claim|give-back|attempts)$/.exec(path);
    if (method === 'POST' && ofCase) return withCase(deps.cases, decode(ofCase[1]), ofCase[2], request.body);
    if (method === 'POST' && path === '/v1/messages')
      return withKey(request, (key) => deps.messages.send(key, request.body));
    const message = /^\/v1\/messages\/([^/]+)$/.exec(path);
    if (method === 'GET' && message) return deps.messages.status(decode(message[1]));
    if (path === '/v1/uploads' || path === '/v1/pictures' || path.startsWith('/v1/uploads/'))
      return ofPictures(deps.pictures, request);
    if (method === 'POST' && path === '/v1/reveals') return reveal(deps, request.body);
    return refusal(404, 'noSuchPath', 'no such path');
  };
}

const decode = (part: string | undefined): string => {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return '';
  }
};

function withCase(cases: CaseDesk, caseId: string, act: string | undefined, body: unknown): Reply {
  if (act === 'claim') return cases.claim(caseId, body);
  return act === 'give-back' ? cases.giveBack(caseId, body) : cases.attempt(caseId, body);
}

function ofPictures(pictures: PictureDesk, request: CoreRequest): Reply {
  const { method, path, body } = request;
  if (method === 'POST')
    return withKey(request, (key) =>
      path === '/v1/pictures' ? pictures.post(key, body) : pictures.ask(key, body),
    );
  const [, id, part] = /^\/v1\/uploads\/([^/]+)(\/picture)?$/.exec(path) ?? [];
  return part === undefined ? pictures.state(decode(id)) : pictures.picture(decode(id));
}

function withKey(request: CoreRequest, run: (key: string) => Reply): Reply {
  const key = tokenSchema.safeParse(request.key);
  return key.success ? run(key.data) : refusal(400, 'badRequest', 'Idempotency-Key is missing');
}

function ofCustomer(people: People, id: string, part: string | undefined): Reply {
  const found =
    part === 'cards'
      ? people.cards(id)
      : part === 'risk'
        ? people.risk(id)
        : part === 'calls'
          ? people.calls(id)
          : people.customer(id);
  return found === undefined ? refusal(404, 'customerUnknown', 'no such customer') : reply(200, found);
}

function saveCall(deps: RouteDeps, key: string, body: unknown): Reply {
  const record = wireCallRecordSchema.safeParse(body);
  if (!record.success || record.data.callId !== key) return refusal(400, 'badRequest', 'bad call record');
  const known = deps.calls.get(key);
  if (known) return reply(200, { recordId: known.recordId });
  const entry = { kind: 'call', recordId: `rec-${key}`, record: record.data } as const;
  deps.keep(entry);
  deps.calls.set(key, entry);
  return reply(201, { recordId: entry.recordId });
}

function reveal(deps: RouteDeps, body: unknown): Reply {
  const request = wireRevealSchema.safeParse(body);
  if (!request.success) return refusal(400, 'badRequest', 'bad question');
  const { customerId, what, cardId } = request.data;
  const value = deps.people.fullValue(customerId, what, cardId);
  if (value === undefined) return refusal(404, 'nothingToReveal', 'no such number');
  deps.keep({ kind: 'reveal', at: deps.clock.now(), request: request.data });
  return reply(200, { value });
}
