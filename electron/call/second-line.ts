import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { activeBeside, type CallDesk, talks } from './call-desk.ts';
import type { CallEntry } from './call-entry.ts';

/** `join`: the caller is not held, the three are mixed. `video`: pictures are offered to whoever is asked. */
export interface ConsultHow {
  readonly join: boolean;
  readonly video?: boolean | undefined;
  readonly confirmed?: boolean | undefined;
}

/** Acts with more than one call: swap, consult, mix, part. Every one leaves at most one caller unheld, or the mixed ones. */
export interface SecondLine {
  /** Holds what is talked on, takes this one back and puts it in front. If the hold is refused nothing changes. */
  bringForward(callId: CallId, confirmed?: boolean): Promise<Result<void>>;
  consult(callId: CallId, number: string, how: ConsultHow): Promise<Result<CallId>>;
  conference(): Promise<Result<void>>;
  split(confirmed?: boolean): Promise<Result<void>>;
  /** Holds every call that is talked on but this one; the first refusal is the answer. */
  holdOthers(entry: CallEntry): Promise<Result<void>>;
  /** A mixed call has gone: with one left there is nothing to mix. */
  leftConference(): void;
}

const wrongState = (action: string, state: string): Result<never> =>
  fail(appError('call/wrong-state', { action, state }));

export function createSecondLine(desk: CallDesk): SecondLine {
  const { lines } = desk;
  const mixed = (): readonly CallEntry[] => lines.live().filter(({ snapshot }) => snapshot.conferenced);
  const mix = async (entries: readonly CallEntry[]): Promise<void> => {
    await desk.media.setConference(entries.map(({ sip }) => sip.id));
    for (const entry of lines.live()) {
      const conferenced = entries.includes(entry);
      if (entry.snapshot.conferenced !== conferenced) lines.put(entry, { conferenced });
    }
  };

  const holdOthers: SecondLine['holdOthers'] = async (entry) => {
    for (const other of activeBeside(lines, entry)) {
      const held = await desk.setHold(other, true);
      if (!held.ok) return held;
    }
    return ok(undefined);
  };

  const conference: SecondLine['conference'] = async () => {
    const parts = lines.live().filter(talks);
    if (parts.length < 2) return wrongState('conference', 'alone');
    for (const entry of parts) {
      if (entry.snapshot.state !== 'held') continue;
      const back = await desk.setHold(entry, false);
      if (!back.ok) return back;
    }
    const still = parts.filter(({ snapshot }) => snapshot.state === 'active');
    if (still.length < 2) return wrongState('conference', 'alone');
    await mix(still);
    return ok(undefined);
  };

  return {
    holdOthers,
    conference,
    bringForward: (callId, confirmed = false) =>
      desk.inState(callId, 'bringForward', ['active', 'held'], async (entry) => {
        if (mixed().length > 0) return wrongState('bringForward', 'conferenced');
        const asked = desk.askFirst('hold', activeBeside(lines, entry), confirmed);
        if (!asked.ok) return asked;
        const others = await holdOthers(entry);
        if (!others.ok) return others;
        if (entry.snapshot.state === 'held') {
          const back = await desk.setHold(entry, false);
          if (!back.ok) return back;
        }
        if (talks(entry)) lines.bringForward(entry);
        return ok(undefined);
      }),
    consult: (callId, number, { join, video = false, confirmed = false }) =>
      desk.inState(callId, 'consult', ['active', 'held'], async (entry) => {
        const { maxLines } = desk.policy();
        const others = lines.live().filter((one) => one !== entry);
        if (others.length >= maxLines) return fail(appError('call/busy', { lines: maxLines }));
        if (others.some(({ snapshot }) => snapshot.consultFor !== null))
          return wrongState('consult', 'consulting');
        const wasActive = entry.snapshot.state === 'active';
        if (wasActive && !join) {
          const may = desk.askFirst('hold', [entry], confirmed);
          if (!may.ok) return may;
          const held = await desk.setHold(entry, true);
          if (!held.ok) return held;
        }
        const dialed = desk.line.dial(number, { video });
        if (!dialed.ok) {
          if (wasActive && !join) await desk.setHold(entry, false);
          return dialed;
        }
        const asked = desk.open(dialed.value, { inFront: !join, consultFor: callId });
        asked.joinOnAnswer = join;
        return ok(asked.current.callId);
      }),
    async split(confirmed = false) {
      const parts = mixed();
      const front = parts.find((entry) => entry === lines.front()) ?? parts[0];
      if (front === undefined) return wrongState('split', 'alone');
      const asked = desk.askFirst('hold', activeBeside(lines, front), confirmed);
      if (!asked.ok) return asked;
      await mix([]);
      lines.bringForward(front);
      return holdOthers(front);
    },
    leftConference() {
      const left = mixed();
      // One alone is mixed with nobody: true at once, however long the media window takes to undo it.
      if (left.length < 2) for (const entry of left) lines.put(entry, { conferenced: false });
      void mix(left.length < 2 ? [] : left).catch((error: unknown) =>
        desk.log.warn('mixing not changed', { reason: String(error) }),
      );
    },
  };
}
