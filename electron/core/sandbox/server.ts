import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { idempotencyHeader } from '#shared/core/wire-hold.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createCaseDesk, type CaseDesk } from './case-desk.ts';
import { createCaseStream, type CaseStream } from './case-stream.ts';
import type { ControlId } from '#shared/control/control-ids.ts';
import { createControlLedger, type ControlLedger } from './control-ledger.ts';
import type { SampleCustomer } from './customers-file.ts';
import { createDrilling } from './drill.ts';
import type { CoreDrill } from '#shared/training/core-drill.ts';
import { entrySchema, type Entry } from './entries.ts';
import { createSandboxFaults, type SandboxFault, type SandboxFaults } from './faults.ts';
import { openJournal } from './journal.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMessageDesk } from './message-desk.ts';
import { createPictureDesk, type PictureDesk } from './picture-desk.ts';
import { createPeople, listedCards } from './people.ts';
import { refusal, type Reply } from './reply.ts';
import { createRoutes, type CoreRequest } from './routes.ts';
import { createTransactions, type Transactions } from './transactions.ts';

export interface SandboxCoreDeps {
  /** 0: the system chooses. */
  readonly port: number;
  readonly host: '127.0.0.1' | '::1';
  readonly token: string;
  /** Where receipts and keys are kept; they must outlive a kill -9. */
  readonly dataFile: string;
  readonly customers: readonly SampleCustomer[];
  readonly clock: Clock;
  /** How long a claimed case stays a seat's without renewal, default 45 s; what a desk has to act itself by the rule, default 30 s. */
  readonly leaseMs?: number;
  readonly ruleAfterMs?: number;
}

export interface SandboxCore {
  readonly url: string;
  readonly faults: SandboxFaults;
  /** Standing misbehaviour for training; `off` as usual. */
  setDrill(drill: CoreDrill): void;
  /** How many holds really stand on a card: what every fault test counts. */
  holdsOn(cardId: string): number;
  readonly cases: CaseDesk;
  readonly feed: CaseStream;
  readonly transactions: Transactions;
  /** The words of the messages to a number, oldest first: what a telephone would show. */
  textsTo(number: string): readonly string[];
  /** How many times another control stands on its target. */
  controlsOn(control: ControlId, targetId: string): number;
  dispose(): Promise<void>;
}

const maxBodyBytes = 100_000;
/** A picture in base64. */
const maxPictureBodyBytes = 12_000_000;

/** The core that answers while none is configured: a real HTTP server for the document in `shared/core/openapi.yaml`. */
export async function createSandboxCore(deps: SandboxCoreDeps): Promise<SandboxCore> {
  const calls = new Map<string, Extract<Entry, { kind: 'call' }>>();
  let base = '';
  const keep = (entry: Entry): void => journal.append(entry);
  const ledger: Ledger = createLedger({ ...deps, keep, isLost: (card) => controls.isLost(card) });
  const accounts = createAccounts(deps, keep, (customerId) => people.dayOf(customerId));
  const { transactions, cases, protectedAccounts } = accounts;
  const recorded = (customerId: string): readonly Extract<Entry, { kind: 'call' }>[] =>
    [...calls.values()].filter(({ record }) => record.customerId === customerId);
  const people = createPeople({
    ...deps,
    receiptOf: ledger.receiptOf,
    isLost: (card) => controls.isLost(card),
    recorded,
    casesOf: cases.ofCustomer,
    transaction: transactions.record,
  });
  const controls: ControlLedger = createControlLedger({
    ...deps,
    keep,
    holds: ledger,
    transactions,
    protect: accounts.protect,
    targets: { ...people.targets, transaction: (id) => accounts.ownerOf(id) !== undefined },
  });
  const messages = createMessageDesk({ clock: deps.clock, keep });
  const pictures = createPictureDesk({ clock: deps.clock, base: () => base });
  const journal = openJournal(deps.dataFile, (line) => {
    const entry = entrySchema.parse(line);
    if (entry.kind === 'hold') ledger.replay(entry);
    if (entry.kind === 'message') messages.replay(entry);
    if (entry.kind === 'control') controls.replay(entry);
    if (entry.kind === 'call') calls.set(entry.record.callId, entry);
    if (entry.kind === 'case') cases.replay(entry);
    if (entry.kind === 'transaction') transactions.replay(entry);
    if (entry.kind === 'protect') protectedAccounts.add(entry.customerId);
  });
  // The core's own clock: it counts whether a desk is on or not.
  cases.resume();
  transactions.resume();
  controls.resume();
  const feed = createCaseStream(deps.clock, cases, deps.clock.now().toString(36));
  const drilling = createDrilling();
  const faults = createSandboxFaults(drilling);
  const route = createRoutes({
    clock: deps.clock,
    ledger,
    controls,
    people,
    listed: listedCards(deps.customers),
    calls,
    cases,
    messages,
    pictures,
    keep,
  });
  const server = createServer((request, response) => {
    void answer({ deps, route, ledger, controls, faults, feed, pictures }, request, response);
  });
  // Longer than the desk's health question, so that its warm connection is not closed under it.
  server.keepAliveTimeout = 60_000;
  let closing: Promise<void> | undefined;
  const port = await listen(server, deps);
  const host = deps.host === '::1' ? '[::1]' : deps.host;
  base = `http://${host}:${port}`;
  return {
    url: base,
    textsTo: messages.textsTo,
    faults,
    setDrill: drilling.set,
    holdsOn: ledger.placedCount,
    controlsOn: controls.doneCount,
    cases,
    feed,
    transactions,
    dispose() {
      feed.dispose();
      cases.dispose();
      transactions.dispose();
      return (closing ??= close(server, journal.dispose));
    },
  };
}

/** Transactions that wait, the cases that ask for them, and which accounts are protected. */
function createAccounts(
  deps: SandboxCoreDeps,
  keep: (entry: Entry) => void,
  dayOf: (customerId: string) => number,
) {
  const protectedAccounts = new Set<string>();
  const ofSamples = new Map(
    deps.customers.flatMap(({ id, pending }) => pending.map((one) => [one.id, id] as const)),
  );
  const ownerOf = (id: string): string | undefined => cases.ownerOf(id) ?? ofSamples.get(id);
  const transactions = createTransactions({
    clock: deps.clock,
    ownerOf,
    since: (id) => (ofSamples.has(id) ? dayOf(ofSamples.get(id) ?? '') : 0),
    keep,
  });
  const protect = (customerId: string): void => {
    keep({ kind: 'protect', customerId, at: deps.clock.now() });
    protectedAccounts.add(customerId);
    cases.accountChanged(customerId);
  };
  const cases: CaseDesk = createCaseDesk({
    clock: deps.clock,
    customers: deps.customers,
    transactions,
    keep,
    leaseMs: deps.leaseMs ?? 45_000,
    ruleAfterMs: deps.ruleAfterMs ?? 30_000,
    isProtected: (customerId) => protectedAccounts.has(customerId),
    protect,
  });
  return { transactions, cases, protectedAccounts, protect, ownerOf };
}

function listen(server: Server, { port, host }: SandboxCoreDeps): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server, then: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      then();
      resolve();
    });
    server.closeAllConnections();
  });
}

interface Context {
  readonly deps: SandboxCoreDeps;
  readonly route: (request: CoreRequest) => Reply;
  readonly ledger: Ledger;
  readonly controls: ControlLedger;
  readonly faults: SandboxFaults;
  readonly feed: CaseStream;
  readonly pictures: PictureDesk;
}

async function answer(context: Context, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  // The far end may go away at any moment (that is what a killed desk looks like); it is nobody's error here.
  incoming.on('error', () => undefined);
  response.on('error', () => undefined);
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  // The caller's telephone has no token: its way is the link itself.
  if (context.pictures.isPublic(url.pathname))
    return context.pictures.serve(incoming, response, url.pathname);
  const body = await readJson(incoming, url.pathname === '/v1/pictures' ? maxPictureBodyBytes : maxBodyBytes);
  if (!allowed(incoming, context.deps.token))
    return write(response, refusal(401, 'unauthorized', 'no or wrong token'));
  if (body === 'unreadable') return write(response, refusal(400, 'badRequest', 'not JSON'));
  const key = incoming.headers[idempotencyHeader];
  const request: CoreRequest = {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    key: typeof key === 'string' ? key : null,
    body: body.value,
  };
  const fault = context.faults.take(`${request.method} ${request.path}`);
  if (fault) return misbehave(context, request, response, fault);
  if (request.method === 'GET' && request.path === '/v1/cases/events') {
    const last = incoming.headers['last-event-id'];
    return context.feed.open(response, typeof last === 'string' ? last : null);
  }
  return write(response, context.route(request));
}

function misbehave(
  context: Context,
  request: CoreRequest,
  response: ServerResponse,
  fault: SandboxFault,
): void {
  const { clock } = context.deps;
  if (fault.kind === 'status') {
    return write(response, {
      status: fault.status,
      body: fault.body ?? { code: 'fault', message: 'a fault was set' },
      retryAfterS: fault.retryAfterS,
    });
  }
  if (fault.kind === 'later' && request.key !== null) {
    const { key } = request;
    const ledger = request.path === '/v1/holds' ? context.ledger : context.controls;
    write(response, ledger.accept(key));
    return void clock.after(fault.ms, () => ledger.finish(key, request.body));
  }
  if ((fault.kind === 'drop' || fault.kind === 'silence') && fault.when === 'before') {
    if (fault.kind === 'drop') response.socket?.destroy();
    return;
  }
  const reply = context.route(request);
  if (fault.kind === 'delay') return void clock.after(fault.ms, () => write(response, reply));
  if (fault.kind === 'drop') return void response.socket?.destroy();
  if (fault.kind === 'twice') return void response.socket?.end(rawText(reply).repeat(2));
  if (fault.kind === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please log in</html>');
  }
}

function write(
  response: ServerResponse,
  { status, body, retryAfterS }: Reply & { readonly retryAfterS?: number | undefined },
): void {
  if (response.destroyed) return;
  if (retryAfterS !== undefined) response.setHeader('retry-after', retryAfterS);
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function rawText({ status, body }: Reply): string {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status} x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

function allowed(incoming: IncomingMessage, token: string): boolean {
  const given = Buffer.from(incoming.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function readJson(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly value: unknown } | 'unreadable'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
    });
    incoming.once('close', () => resolve('unreadable'));
    incoming.once('end', () => {
      if (size > maxBytes) return resolve('unreadable');
      const text = Buffer.concat(chunks).toString('utf8');
      try {
        resolve({ value: text === '' ? null : (JSON.parse(text) as unknown) });
      } catch {
        resolve('unreadable');
      }
    });
  });
}
