import type { CallManager } from '#electron/call/call-manager.ts';
import type { Slate } from '#electron/slate/slate.ts';
import type { SeatManager } from '#electron/seat/seat-manager.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { ControlState } from '#shared/control/contract.ts';
import type { DeskEventKind } from '#shared/training/contract.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';

export interface DeskEventFeed {
  tell(kind: DeskEventKind, params: Readonly<Record<string, string>>): void;
  subscribe(listener: (event: DeskEvent) => void): Undo;
}

/** What the person at this desk did, for whoever judges a training call. Ids and short words only. */
export function createDeskEventFeed(clock: Clock): DeskEventFeed {
  const listeners = new Set<(event: DeskEvent) => void>();
  return {
    tell(kind, params) {
      const event: DeskEvent = { kind, at: clock.now(), params };
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Which commands are steps that count, and what is kept of their input. */
const steps: Readonly<
  Record<
    string,
    { kind: DeskEventKind; keep: readonly string[]; only?: (input: Record<string, unknown>) => boolean }
  >
> = {
  'guidance/choose-playbook': { kind: 'playbookChosen', keep: ['playbookId'] },
  'guidance/tick-cue': { kind: 'cueTicked', keep: ['cueId'], only: (input) => input['ticked'] === true },
  'guidance/ask-question': { kind: 'questionAsked', keep: ['playbookId', 'questionId'] },
  'guidance/mark-said': { kind: 'lineSaid', keep: ['playbookId', 'lineId'] },
  'cases/decide': { kind: 'caseDecided', keep: ['outcome', 'reason'] },
  'control/hold-card': { kind: 'cardHoldAsked', keep: ['cardId'] },
  'caller/set-flag': { kind: 'flagSet', keep: ['flag'] },
  'caller/mark-verified': { kind: 'verified', keep: [], only: (input) => input['failed'] !== true },
};

/** The same handlers, which tell the feed after each step that succeeded. */
export function withDeskEvents<H extends object>(handlers: H, feed: DeskEventFeed): H {
  const told = Object.entries(handlers).map(([name, handle]) => {
    const step = steps[name];
    if (step === undefined) return [name, handle];
    const wrapped = async (input: Record<string, unknown>): Promise<Result<unknown>> => {
      const result = await (handle as (input: unknown) => Promise<Result<unknown>> | Result<unknown>)(input);
      if (result.ok && (step.only?.(input) ?? true)) {
        feed.tell(
          step.kind,
          Object.fromEntries(step.keep.map((key) => [key, String(input[key]).slice(0, 300)])),
        );
      }
      return result;
    };
    return [name, wrapped];
  });
  return Object.fromEntries(told) as H;
}

/** Calls, wrap-ups and confirmed holds are not answers to one command: they are followed. */
export function followDesk(
  feed: DeskEventFeed,
  desk: {
    calls: CallManager;
    seat: SeatManager;
    control: Source<ControlState>;
    slate: Pick<Slate, 'onRead'>;
  },
): Undo {
  const confirmed = new Set(desk.control.get().holds.map(({ holdId, state }) => `${holdId} ${state}`));
  const undo = [
    desk.calls.onEvent((event) => {
      if (
        event.kind === 'answered' ||
        event.kind === 'held' ||
        event.kind === 'resumed' ||
        event.kind === 'textSent'
      ) {
        feed.tell(event.kind, {});
      }
      // The end of a consultation is not the end of the caller's call.
      const own = event.kind === 'ended' && (event.owesWrapUp || event.call.answeredAt === null);
      if (own && event.end.by === 'agent') feed.tell('hungUp', {});
    }),
    desk.slate.onRead((text) => feed.tell('slateShown', { text: text.slice(0, 300) })),
    desk.seat.onWrapUpSaved(({ disposition }) =>
      feed.tell('wrapUpSaved', { disposition: disposition ?? '' }),
    ),
    desk.control.subscribe(({ holds }) => {
      for (const hold of holds) {
        const mark = `${hold.holdId} confirmed`;
        if (hold.state !== 'confirmed' || confirmed.has(mark)) continue;
        confirmed.add(mark);
        feed.tell('cardHoldConfirmed', { cardId: hold.cardId });
      }
    }),
  ];
  return () => undo.forEach((one) => one());
}
