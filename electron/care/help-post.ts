import { errorFields, type Log } from '#electron/log/log.ts';
import { helpSchema, type HelpRequest } from '#shared/care/contract.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';

export interface HelpPostDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** One note to a seat, answered by that seat's own word. */
  readonly send: (seat: string, body: string) => Promise<Result<void>>;
  readonly onNote: (listener: (note: { readonly from: string; readonly body: string }) => boolean) => Undo;
  /** Seats that lead this floor, by number. */
  readonly leads: () => readonly string[];
  readonly heard: (help: HelpRequest) => boolean;
}

/** Calls for help on their way to the seats that lead, and the answers back. */
export interface HelpPost {
  tell(help: HelpRequest): void;
  dispose(): void;
}

const againMs = 3_000;
/** After ten minutes nobody waits for a note; the telephone is quicker. */
const mostTries = 200;

function helpOf(body: string): HelpRequest | null {
  try {
    const read = helpSchema.safeParse(JSON.parse(body));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * Help goes over the exchange, seat to seat, and needs nothing else of the bank's network. Only the newest state of a request is sent, again and
 * again until its seat has it. An answer is taken from a seat that leads, a request only from the seat that it names.
 */
export function createHelpPost({ clock, log, send, onNote, leads, heard }: HelpPostDeps): HelpPost {
  const newest = new Map<string, string>();
  const undos = new Set<Undo>();
  const carry = async (key: string, seat: string, body: string, tries: number): Promise<void> => {
    const sent = await send(seat, body).catch((error: unknown) => {
      log.warn('help not sent', errorFields(error));
      return { ok: false } as const;
    });
    if (sent.ok || newest.get(key) !== body || tries >= mostTries) return;
    const undo = clock.after(againMs, () => {
      undos.delete(undo);
      if (newest.get(key) === body) void carry(key, seat, body, tries + 1);
    });
    undos.add(undo);
  };
  const undo = onNote(({ from, body }) => {
    const help = helpOf(body);
    if (!help) return false;
    const isAnswer = leads().includes(from);
    if (!isAnswer && help.seatNumber !== from) {
      log.warn('help of another seat refused', { from });
      return false;
    }
    return heard(help);
  });
  return {
    tell(help) {
      const body = JSON.stringify(help);
      for (const seat of help.away ? [help.seatNumber] : leads()) {
        const key = `${help.helpId} ${seat}`;
        newest.set(key, body);
        void carry(key, seat, body, 1);
      }
    },
    dispose() {
      undo();
      newest.clear();
      for (const one of undos) one();
    },
  };
}
