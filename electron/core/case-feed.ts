import type { CaseFeed } from '#electron/cases/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { FeedState } from '#shared/cases/contract.ts';
import { wireCaseSchema, wireCasesSchema } from '#shared/core/wire-case.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { EventStreams, StreamEnd, StreamEvent } from './event-stream.ts';

export interface CaseFeedDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly streams: EventStreams;
}

const firstMs = 500;
const longestMs = 15_000;

/** Between half and all of a doubling step, so that a floor of desks does not come back in one wave. */
const waitMs = (tries: number, random: () => number): number =>
  Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(10, tries)) * (0.5 + random() / 2));

/** Cases by server-sent events: comes again by itself, with the last event it has, so that nothing is missed or told twice. */
export function createCaseFeed({ clock, log, random, streams }: CaseFeedDeps): CaseFeed {
  const state = createPublisher<FeedState>({
    state: 'off',
    since: clock.now(),
    lastHeardAt: null,
    nextTryAt: null,
    problem: null,
  });
  const set = (change: Partial<FeedState>): void => {
    const before = state.get();
    const since = change.state === undefined || change.state === before.state ? before.since : clock.now();
    state.set({ ...before, ...change, since });
  };
  let connect: () => void = () => undefined;
  let waiting: Undo | null = null;

  return {
    state,
    hurry() {
      if (!waiting) return;
      waiting();
      connect();
    },
    start(listener) {
      let lastEventId: string | null = null;
      let tries = 0;
      let close: Undo = () => undefined;
      const take = ({ id, event, data }: StreamEvent): void => {
        const read = readEvent(event, data);
        if (read === null) {
          // Its number is not kept: after the next break the core tells everything again.
          log.error('case event unreadable', { event });
          lastEventId = null;
          return;
        }
        if (read.kind === 'all') listener.all(read.cases);
        if (read.kind === 'one') listener.one(read.case);
        lastEventId = id === '' ? null : id;
        tries = 0;
      };
      const ended = ({ problem }: StreamEnd): void => {
        tries += 1;
        const delayMs = waitMs(tries, random);
        const refused = problem === 'unauthorized';
        if (state.get().state === 'live' || tries === 1) log.warn('case feed cut off', { problem, delayMs });
        set({ state: refused ? 'refused' : 'retrying', problem, nextTryAt: clock.now() + delayMs });
        waiting = clock.after(delayMs, connect);
      };
      connect = () => {
        waiting = null;
        if (state.get().state === 'off') set({ state: 'connecting' });
        close = streams.open('v1/cases/events', lastEventId, {
          onOpen() {
            set({ state: 'live', problem: null, nextTryAt: null, lastHeardAt: clock.now() });
          },
          onAlive: () => set({ lastHeardAt: clock.now() }),
          onEvent: take,
          onEnd: ended,
        });
      };
      connect();
      return () => {
        waiting?.();
        waiting = null;
        connect = () => undefined;
        close();
        set({ state: 'off', nextTryAt: null });
      };
    },
  };
}

type Read =
  | { readonly kind: 'all'; readonly cases: ReturnType<typeof wireCasesSchema.parse>['cases'] }
  | { readonly kind: 'one'; readonly case: ReturnType<typeof wireCaseSchema.parse> }
  | { readonly kind: 'other' };

/** null: it is one of ours and cannot be read. Events of another name are left alone. */
function readEvent(event: string, data: string): Read | null {
  if (event !== 'all' && event !== 'case') return { kind: 'other' };
  try {
    const value: unknown = JSON.parse(data);
    return event === 'all'
      ? { kind: 'all', cases: wireCasesSchema.parse(value).cases }
      : { kind: 'one', case: wireCaseSchema.parse(value) };
  } catch {
    return null;
  }
}
