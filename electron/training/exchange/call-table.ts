import type { Connection } from './connection.ts';

/** One side of a call as the proxy knows it. */
export interface Leg {
  readonly user: string;
  connection: Connection;
  tag: string | null;
}

/** A call from its first INVITE to its end. The proxy is dialog-aware so that a desk on a new WebSocket is still found. */
export interface CallRecord {
  readonly sipCallId: string;
  /** The exchange's id, `X-Call-Id`. */
  readonly callId: string;
  readonly queue: string | null;
  readonly since: number;
  readonly caller: Leg;
  callee: Leg | null;
  /** The seat that was called, where the trunk's colleague answers for it: what the floor is told. */
  standsFor?: string;
  answeredAt: number | null;
  endedAt: number | null;
}

/** After its end a call is kept so long for late ACKs and BYEs that cross. */
const keepEndedMs = 32_000;

export function createCallTable(now: () => number) {
  const bySip = new Map<string, CallRecord>();
  return {
    add(record: CallRecord): void {
      bySip.set(record.sipCallId, record);
    },
    get: (sipCallId: string): CallRecord | undefined => bySip.get(sipCallId),
    byId: (callId: string): CallRecord | undefined =>
      [...bySip.values()].find((call) => call.callId === callId),
    remove: (sipCallId: string): void => void bySip.delete(sipCallId),
    live: (): CallRecord[] => [...bySip.values()].filter((call) => call.endedAt === null),
    /** Calls that occupy this user: being rung counts, waiting in a queue does not. */
    busy: (user: string): boolean =>
      [...bySip.values()].some(
        (call) => call.endedAt === null && (call.caller.user === user || call.callee?.user === user),
      ),
    sweep(): void {
      for (const [key, call] of bySip) {
        if (call.endedAt !== null && now() - call.endedAt > keepEndedMs) bySip.delete(key);
      }
    },
    size: (): number => bySip.size,
  };
}
export type CallTable = ReturnType<typeof createCallTable>;
