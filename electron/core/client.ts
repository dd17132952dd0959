import { wireHealthSchema } from '#shared/core/wire-common.ts';
import {
  wireCardsSchema,
  wireCustomerSchema,
  wireLookupSchema,
  wirePastCallsSchema,
  wireRiskSchema,
} from '#shared/core/wire-customer.ts';
import { idempotencyHeader } from '#shared/core/wire-hold.ts';
import { wireCallReceiptSchema, wireRevealedSchema } from '#shared/core/wire-record.ts';
import { ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from '#electron/log/log.ts';
import type { z } from 'zod';
import { parseCoreUrl, readAuthority } from './address.ts';
import { createHealthWatch, type HealthAnswer } from './health.ts';
import { readControlStatus, readHoldStatus, readPlacedControl, readPlacedHold } from './hold-answer.ts';
import { createHttpClient, problemOf, type HttpClient, type HttpRequest } from './http.ts';
import type { CoreLogin } from './login.ts';
import { createBulkHolds } from './bulk.ts';
import { createMessages } from './messages.ts';
import { createPictures } from './pictures.ts';
import type {
  BulkHoldGateway,
  ControlGateway,
  CoreConfig,
  CoreGateway,
  CoreHealthWatch,
  HoldGateway,
  MessageGateway,
  PictureGateway,
} from './ports.ts';
import type { CaseFeed, CaseGateway } from '#electron/cases/ports.ts';
import { createCaseClient } from './case-client.ts';
import { createCaseFeed } from './case-feed.ts';
import { createEventStreams } from './event-stream.ts';
import { readAnswer } from './read-answer.ts';

export interface CoreClientDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** How the desk shows who it is. */
  readonly login: CoreLogin;
}

export interface CoreClient
  extends
    CoreGateway,
    HoldGateway,
    ControlGateway,
    BulkHoldGateway,
    MessageGateway,
    PictureGateway,
    CaseGateway,
    CoreHealthWatch {
  readonly caseFeed: CaseFeed;
  dispose(): void;
}

/** As many as the largest `incident.parallel`. */
const bulkConnections = 64;

const defaults = { readTimeoutMs: 3_000, holdTimeoutMs: 8_000, healthEveryMs: 10_000 };

/** The desk's line to the core. Fails at once on an address or authority that cannot be used; opens no connection yet. */
export function createCoreClient(config: CoreConfig, deps: CoreClientDeps): Result<CoreClient> {
  const baseUrl = parseCoreUrl(config.baseUrl);
  if (!baseUrl.ok) return baseUrl;
  const authority = config.caFile === null ? ok(undefined) : readAuthority(config.caFile);
  if (!authority.ok) return authority;
  const connection = {
    baseUrl: baseUrl.value,
    trust: { ca: authority.value, identity: config.identity },
    login: deps.login,
    clock: deps.clock,
  };
  const http = createHttpClient(connection);
  const bulk = createHttpClient({ ...connection, connections: bulkConnections });
  const times = { ...defaults, ...withoutUndefined(config) };
  const ask = createAsk(http, times.readTimeoutMs);
  const watch = createHealthWatch({
    clock: deps.clock,
    log: deps.log,
    sandbox: config.sandbox,
    everyMs: times.healthEveryMs,
    ask: () => askHealth(http, times.readTimeoutMs),
  });
  return ok({
    ...people(ask),
    ...holds(http, times),
    ...createBulkHolds(bulk, holds(bulk, times).placeHold),
    ...controls(http, times),
    ...createMessages(http, times.readTimeoutMs),
    ...createPictures(http),
    ...createCaseClient(http, times.readTimeoutMs),
    caseFeed: createCaseFeed({
      clock: deps.clock,
      log: deps.log,
      random: Math.random,
      streams: createEventStreams(connection),
    }),
    health: watch.health,
    checkNow: watch.checkNow,
    dispose() {
      watch.dispose();
      http.dispose();
      bulk.dispose();
    },
  });
}

async function askHealth(http: HttpClient, timeoutMs: number): Promise<HealthAnswer> {
  const outcome = await http.send({ method: 'GET', path: 'v1/health', repeatable: true, timeoutMs });
  const result = readAnswer(wireHealthSchema, outcome, timeoutMs);
  if (outcome.kind === 'trouble') return { result, problem: problemOf(outcome) };
  return { result, problem: outcome.status === 401 || outcome.status === 403 ? 'loginRefused' : null };
}

type Ask = <T>(schema: z.ZodType<T>, request: Omit<HttpRequest, 'timeoutMs'>) => Promise<Result<T>>;

const createAsk =
  (http: HttpClient, timeoutMs: number): Ask =>
  async (schema, request) =>
    readAnswer(schema, await http.send({ ...request, timeoutMs }), timeoutMs);

function people(ask: Ask): CoreGateway {
  const get = <T>(schema: z.ZodType<T>, path: string, signal?: AbortSignal): Promise<Result<T>> =>
    ask(schema, { method: 'GET', path, signal, repeatable: true });
  const ofCustomer = (id: string, part = ''): string => `v1/customers/${encodeURIComponent(id)}${part}`;
  return {
    findCallers: (number, signal) =>
      ask(wireLookupSchema, {
        method: 'GET',
        path: 'v1/callers',
        query: { number },
        signal,
        repeatable: true,
      }),
    customer: (id, signal) => get(wireCustomerSchema, ofCustomer(id), signal),
    cards: async (id, signal) =>
      mapped(await get(wireCardsSchema, ofCustomer(id, '/cards'), signal), 'cards'),
    risk: (id, signal) => get(wireRiskSchema, ofCustomer(id, '/risk'), signal),
    pastCalls: async (id, signal) =>
      mapped(await get(wirePastCallsSchema, ofCustomer(id, '/calls'), signal), 'calls'),
    saveCall: (record) =>
      ask(wireCallReceiptSchema, {
        method: 'POST',
        path: 'v1/calls',
        body: record,
        headers: { [idempotencyHeader]: record.callId },
        repeatable: true,
      }),
    // Not repeatable: each look is one entry in the core's audit.
    reveal: (request) =>
      ask(wireRevealedSchema, { method: 'POST', path: 'v1/reveals', body: request, repeatable: false }),
  };
}

const mapped = <K extends string, V>(result: Result<Record<K, V>>, key: K): Result<V> =>
  result.ok ? ok(result.value[key]) : result;

function holds(http: HttpClient, times: typeof defaults): HoldGateway {
  return {
    async placeHold(key, request, { onWire, signal } = {}) {
      const outcome = await http.send({
        method: 'POST',
        path: 'v1/holds',
        body: request,
        headers: { [idempotencyHeader]: key },
        timeoutMs: times.holdTimeoutMs,
        repeatable: true,
        onWire,
        signal,
      });
      return readPlacedHold(outcome, request.cardId);
    },
    async holdByKey(key, cardId, signal) {
      const outcome = await http.send({
        method: 'GET',
        path: `v1/holds/${encodeURIComponent(key)}`,
        timeoutMs: times.readTimeoutMs,
        repeatable: true,
        signal,
      });
      return readHoldStatus(outcome, cardId);
    },
  };
}

function controls(http: HttpClient, times: typeof defaults): ControlGateway {
  return {
    async placeControl(key, request, { onWire, signal } = {}) {
      const outcome = await http.send({
        method: 'POST',
        path: 'v1/controls',
        body: request,
        headers: { [idempotencyHeader]: key },
        timeoutMs: times.holdTimeoutMs,
        repeatable: true,
        onWire,
        signal,
      });
      return readPlacedControl(outcome, request);
    },
    async controlByKey(key, request, signal) {
      const outcome = await http.send({
        method: 'GET',
        path: `v1/controls/${encodeURIComponent(key)}`,
        timeoutMs: times.readTimeoutMs,
        repeatable: true,
        signal,
      });
      return readControlStatus(outcome, request);
    },
  };
}

function withoutUndefined(config: CoreConfig): Partial<typeof defaults> {
  const { readTimeoutMs, holdTimeoutMs, healthEveryMs } = config;
  return Object.fromEntries(
    Object.entries({ readTimeoutMs, holdTimeoutMs, healthEveryMs }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
