import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, it, vi, expect } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line, SipCall, SipCallEvent } from '#electron/sip/ports.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';
import { type ContraryExchange, type ExchangeOptions, startContrary } from './exchange.ts';
import { type Leg, ring, type RingHow, type Sent, taken } from './leg.ts';

const folder = resolve(import.meta.dirname, '../../../out/habits');

interface Row {
  readonly rfc: string;
  readonly does: string;
  readonly did: string;
  readonly verdict: string;
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A desk's line at an exchange with habits, and what it was heard to say to the rest of the program. */
export interface DeskThere {
  readonly line: Line;
  readonly exchange: ContraryExchange;
  readonly media: ReturnType<typeof quietMedia>;
  readonly incoming: readonly SipCall[];
}

export interface DeskHow extends ExchangeOptions {
  readonly clock?: Clock;
  readonly password?: string;
  /** Before the desk knocks. */
  readonly before?: (exchange: ContraryExchange) => void;
  /** Not waited for: this exchange lets nobody in. */
  readonly outside?: boolean;
}

export async function desk(how: DeskHow = {}): Promise<DeskThere> {
  const exchange = await startContrary(how);
  how.before?.(exchange);
  const media = quietMedia();
  const incoming: SipCall[] = [];
  const line = createLine({
    clock: how.clock ?? systemClock,
    log: silentLog,
    media,
    random: () => 0.5,
    version: '0',
  });
  ends.push(
    () => exchange.dispose(),
    () => line.stop(),
  );
  line.onIncoming((call) => void incoming.push(call));
  line.start({
    exchange: 'configured',
    urls: [exchange.url],
    domain: 'desk.test',
    user: '3107',
    password: how.password ?? 'right',
    displayName: '',
    instanceId: '5f6d4f0e-3a0f-4f8c-9d2c-0d6a2d3c1a01',
    expiresSeconds: 300,
  });
  if (how.outside !== true)
    await vi.waitFor(() => expect(line.state.get().state).toBe('registered'), { timeout: 5_000 });
  return { line, exchange, media, incoming };
}

export const eventsOf = (call: SipCall): SipCallEvent[] => {
  const events: SipCallEvent[] = [];
  call.subscribe((event) => events.push(event));
  return events;
};

export interface Talk extends DeskThere {
  readonly call: SipCall;
  readonly events: SipCallEvent[];
}

/** Rings the desk and waits until its rooms hear of it. */
export async function ringing(
  there: DeskThere,
  how: RingHow = {},
): Promise<Talk & { readonly leg: Leg & { readonly invite: Sent } }> {
  const before = there.incoming.length;
  const leg = ring(there.exchange, how);
  await vi.waitFor(() => expect(there.incoming.length).toBe(before + 1), { timeout: 5_000 });
  const call = there.incoming.at(-1) as SipCall;
  return { ...there, leg, call, events: eventsOf(call) };
}

/** A call of the exchange that the desk has answered, acknowledged. */
export async function answered(
  there: DeskThere,
  how: RingHow = {},
): Promise<Talk & { readonly leg: Leg & { readonly invite: Sent } }> {
  const talk = await ringing(there, how);
  expect(await talk.call.accept()).toMatchObject({ ok: true });
  talk.leg.learn(await talk.leg.invite.answer);
  talk.leg.ack();
  await there.exchange.settled();
  return talk;
}

export type Dialled = Talk & { readonly leg: Leg & { reply: ReturnType<typeof taken>['reply'] } };

/** The desk dials; nothing is answered yet. `nth`: whose INVITE it is, of all that came. */
export async function dialled(there: DeskThere, number = '1002'): Promise<Dialled> {
  const nth = there.exchange.heard.filter(({ method }) => method === 'INVITE').length + 1;
  const result = there.line.dial(number);
  if (!result.ok) throw new Error(result.error.code);
  const events = eventsOf(result.value);
  const invite = await there.exchange.request('INVITE', nth);
  return { ...there, call: result.value, events, leg: taken(there.exchange, invite, 'first') };
}

export const hasEnded = (
  events: readonly SipCallEvent[],
): Promise<Extract<SipCallEvent, { kind: 'ended' }>> =>
  vi.waitFor(
    () => {
      const end = events.find((event) => event.kind === 'ended');
      if (end === undefined) throw new Error(`not ended: ${JSON.stringify(events)}`);
      return end;
    },
    { timeout: 5_000 },
  );

export const isUp = (events: readonly SipCallEvent[]): Promise<void> =>
  vi.waitFor(() => expect(events).toContainEqual({ kind: 'established' }), { timeout: 5_000 });

/**
 * One habit is one test and one row of the table: by which RFC it is legal, what the exchange does, and, as `run` gives back
 * in words, what the desk was seen to do.
 */
export function habits(group: string): (rfc: string, does: string, run: () => Promise<string>) => void {
  const rows: Row[] = [];
  afterAll(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${group}.json`), JSON.stringify(rows, null, 1));
    writeTable();
  });
  return (rfc, does, run) =>
    it(`${rfc}: ${does}`, async () => {
      let did = '';
      try {
        did = await run();
        expect(did).not.toBe('');
      } finally {
        rows.push({ rfc, does, did: did || '—', verdict: did === '' ? 'FAILED' : 'right' });
      }
    });
}

/** `out/habits/table.md`, of all groups that have run. */
function writeTable(): void {
  const groups = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();
  const parts = groups.map((name) => {
    const rows = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Row[];
    const lines = rows.map(({ rfc, does, did, verdict }) => `| ${rfc} | ${does} | ${did} | ${verdict} |`);
    return [
      `### ${name.replace('.json', '')}`,
      '',
      '| by | what the exchange does | what the desk did | |',
      '| --- | --- | --- | --- |',
      ...lines,
      '',
    ].join('\n');
  });
  writeFileSync(join(folder, 'table.md'), parts.join('\n'));
}
