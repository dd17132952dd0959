import type { MessageGateway } from '#electron/core/ports.ts';
import type { WireMessage, WireMessageState } from '#shared/core/wire-message.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { SharedErrand } from './ports.ts';

export type Progress =
  | { readonly state: 'sent' | 'delivered'; readonly problem: null }
  | { readonly state: 'failed'; readonly problem: string };

/** Waits before a repetition of the request, and between two questions what became of it. */
const againAfterMs = [500, 3_000] as const;
const askAfterMs = [400, 1_000, 3_000, 6_000, 15_000, 60_000] as const;

const bodyOf = ({ item, number, customerId, by }: SharedErrand): WireMessage => ({
  channel: item.via === 'app' ? 'app' : 'sms',
  number,
  customerId,
  callId: item.callId,
  text: item.text,
  askedAt: new Date(item.at).toISOString(),
  askedBy: by,
});

/**
 * Brings one SMS on its way under its own key and follows it. `tell` hears every change; after `failed` or `delivered` nothing more
 * comes. Trouble on the wire is tried again under the same key, so a text never goes out twice. Returns its undo.
 */
export function sendSms(
  deps: { readonly clock: Clock; readonly core: MessageGateway },
  errand: SharedErrand,
  tell: (progress: Progress) => void,
): Undo {
  const { clock, core } = deps;
  const key = errand.item.sendId;
  let over = false;
  let undo: Undo = () => undefined;
  const later = (ms: number, run: () => Promise<void>): void => {
    if (!over) undo = clock.after(ms, () => void run());
  };
  const read = (state: WireMessageState, asked: number): void => {
    if (state.state === 'failed') return tell({ state: 'failed', problem: state.reason ?? 'refused' });
    if (state.state === 'delivered') return tell({ state: 'delivered', problem: null });
    if (state.state === 'sent') tell({ state: 'sent', problem: null });
    const wait = askAfterMs[asked];
    // Some phones stay off for hours: `sent` is then the last word we have, and it says no more than it knows.
    if (wait !== undefined) later(wait, () => ask(asked + 1));
  };
  const ask = async (asked: number): Promise<void> => {
    const answer = await core.messageByKey(key);
    if (over) return;
    if (answer.ok) return read(answer.value, asked);
    const wait = askAfterMs[asked];
    if (wait !== undefined) later(wait, () => ask(asked + 1));
  };
  const send = async (tries: number): Promise<void> => {
    const answer: Result<WireMessageState> = await core.sendMessage(key, bodyOf(errand));
    if (over) return;
    if (answer.ok) return read(answer.value, 0);
    const wait = answer.error.retry === 'no' ? undefined : againAfterMs[tries];
    if (wait !== undefined) later(wait, () => send(tries + 1));
    else tell({ state: 'failed', problem: answer.error.code });
  };
  void send(0);
  return () => {
    over = true;
    undo();
  };
}
