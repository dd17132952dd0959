import type { Log } from '#electron/log/log.ts';
import type { Line } from '#electron/sip/ports.ts';
import type { AskedAct } from '#shared/care/asks-first.ts';
import { type CallState, isLive } from '#shared/call/call-state.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Tone } from '#shared/media/contract.ts';
import { type CallEntry, stepped } from './call-entry.ts';
import type { CallLines } from './call-lines.ts';
import type {
  CallEvent,
  CallMedia,
  CallPolicy,
  CallRecords,
  CallTexts,
  HeaderNames,
  KeptCalls,
} from './ports.ts';

export interface CallManagerDeps {
  readonly line: Pick<Line, 'dial' | 'onIncoming'>;
  readonly media: CallMedia;
  readonly records: () => CallRecords | null;
  /** Where calls that are up are kept for the next program; null until the store is open. */
  readonly kept: () => KeptCalls | null;
  /** Where the texts of calls are kept; null until the store is open. */
  readonly texts: () => CallTexts | null;
  readonly personId: () => string | null;
  readonly headers: () => HeaderNames;
  readonly maskNumber: (number: string) => string;
  readonly policy: () => CallPolicy;
  /** The care flag because of which this caller is not held, handed over blindly or ended unasked (domain.md); null: none. */
  readonly asksFirst: (callId: CallId, act: AskedAct) => string | null;
  /** False while the seat wraps up: a new call would push the unfinished one off the desk. */
  readonly isFree: () => boolean;
  /** How long a call may ring here before it goes back to the exchange (480), for the next seat. */
  readonly ringTimeoutMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the acts on calls share: the calls, and the few things that are done to any of them. */
export interface CallDesk extends CallManagerDeps {
  readonly lines: CallLines;
  tell(event: CallEvent): void;
  move(entry: CallEntry, to: CallState): void;
  /** Finds the call and refuses what its state does not allow; then does it. */
  inState<T>(
    callId: CallId,
    action: string,
    states: readonly CallState[],
    act: (entry: CallEntry) => Promise<Result<T>>,
  ): Promise<Result<T>>;
  /** Refuses an act that one of these callers must be asked about first. Whoever was consulted is no caller. */
  askFirst(act: AskedAct, entries: readonly CallEntry[], confirmed: boolean): Result<void>;
  /** Hold or resume by the far end's word. A call that ended meanwhile answers as if it had been done. */
  setHold(entry: CallEntry, held: boolean): Promise<Result<void>>;
  /** Sounds what the calls as they are now ask for. */
  retone(): void;
  open(
    sip: CallEntry['sip'],
    how: { readonly inFront: boolean; readonly consultFor: CallId | null },
  ): CallEntry;
}

type Basics = Pick<CallDesk, 'tell' | 'move' | 'inState' | 'askFirst' | 'setHold' | 'retone'>;

export const talks = ({ snapshot }: CallEntry): boolean =>
  snapshot.state === 'active' || snapshot.state === 'held';

/** The calls that are open in both directions now, this one left out. */
export const activeBeside = (lines: CallLines, entry: CallEntry | null): readonly CallEntry[] =>
  lines.live().filter((one) => one !== entry && one.snapshot.state === 'active');

function toneOf(lines: CallLines): Tone {
  const live = lines.live();
  if (live.some(({ snapshot }) => snapshot.state === 'ringing'))
    return live.some((entry) => entry.snapshot.state !== 'ringing') ? 'waiting' : 'ring';
  const dialed = live.find(({ snapshot }) => snapshot.state === 'dialing');
  // While somebody else is talked to, their voice is not sung over; the far end's own sound is better than ours.
  if (dialed === undefined || !dialed.remoteRings || dialed.snapshot.earlyMedia) return 'off';
  return activeBeside(lines, null).length > 0 ? 'off' : 'ringback';
}

export function createBasics(
  deps: CallManagerDeps,
  lines: CallLines,
  listeners: ReadonlySet<(event: CallEvent) => void>,
): Basics {
  let sounding: Tone = 'off';
  const tell: Basics['tell'] = (event) => {
    for (const listener of [...listeners]) listener(event);
  };
  const move: Basics['move'] = (entry, to) => lines.put(entry, stepped(entry.snapshot, to, deps.clock.now()));
  return {
    tell,
    move,
    async inState(callId, action, states, act) {
      const entry = lines.get(callId);
      if (entry === undefined) return fail(appError('call/not-found', { callId }));
      if (!states.includes(entry.snapshot.state) || entry.snapshot.pending !== null)
        return fail(appError('call/wrong-state', { action, state: entry.snapshot.state }));
      return act(entry);
    },
    askFirst(act, entries, confirmed) {
      if (confirmed) return ok(undefined);
      const callers = entries.filter((entry) => entry.snapshot.consultFor === null && talks(entry));
      const flag = callers
        .map(({ current }) => deps.asksFirst(current.callId, act))
        .find((one) => one !== null);
      return flag == null ? ok(undefined) : fail(appError('call/confirm-needed', { act, flag }));
    },
    async setHold(entry, held) {
      lines.put(entry, { pending: held ? 'hold' : 'resume' });
      const result = await entry.sip.setHold(held);
      if (!isLive(entry.snapshot.state)) return result;
      if (!result.ok) lines.put(entry, { pending: null });
      else {
        move(entry, held ? 'held' : 'active');
        tell({ kind: held ? 'held' : 'resumed', call: entry.current });
      }
      return result;
    },
    retone() {
      const tone = toneOf(lines);
      if (tone === sounding) return;
      sounding = tone;
      deps.media.tone(tone);
    },
  };
}
