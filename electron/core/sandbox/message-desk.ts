import { createHash } from 'node:crypto';
import { wireMessageSchema, type WireMessageState } from '#shared/core/wire-message.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Entry } from './entries.ts';
import { refusal, reply, type Reply } from './reply.ts';
import { isoAt } from './sample-time.ts';

type MessageEntry = Extract<Entry, { kind: 'message' }>;

/** The sandbox core's message service: texts travel for a while and arrive; those to a landline do not. */
export interface MessageDesk {
  send(key: string, body: unknown): Reply;
  status(key: string): Reply;
  replay(entry: MessageEntry): void;
  /** The words of the messages to a number, oldest first; not kept over a restart. */
  textsTo(number: string): readonly string[];
}

const sentAfterMs = 150;
const deliveredAfterMs = 350;
/** A Chinese mobile number, or one from abroad: a landline takes no text. */
const takesText = /^\+?(?:86)?1\d{10}$|^\+(?!86)\d{6,15}$/;

export function createMessageDesk(deps: {
  readonly clock: Clock;
  readonly keep: (entry: Entry) => void;
}): MessageDesk {
  const byKey = new Map<string, MessageEntry>();
  const words: { readonly number: string; readonly text: string }[] = [];
  const stateOf = ({ key, at, number }: MessageEntry): WireMessageState => {
    const age = deps.clock.now() - at;
    const base = { messageId: `msg-${key}`, reason: null };
    if (age < sentAfterMs) return { ...base, state: 'accepted', at: isoAt(at) };
    if (!takesText.test(number))
      return { ...base, state: 'failed', at: isoAt(at + sentAfterMs), reason: 'noTextToThisNumber' };
    return age < deliveredAfterMs
      ? { ...base, state: 'sent', at: isoAt(at + sentAfterMs) }
      : { ...base, state: 'delivered', at: isoAt(at + deliveredAfterMs) };
  };
  return {
    send(key, body) {
      const message = wireMessageSchema.safeParse(body);
      if (!message.success) return refusal(400, 'badRequest', 'bad message');
      const bodyHash = createHash('sha256').update(JSON.stringify(message.data)).digest('hex');
      const known = byKey.get(key);
      if (known) {
        return known.bodyHash === bodyHash
          ? reply(200, stateOf(known))
          : refusal(409, 'keyReused', 'the key belongs to another message');
      }
      const entry: MessageEntry = {
        kind: 'message',
        key,
        bodyHash,
        number: message.data.number,
        at: deps.clock.now(),
      };
      deps.keep(entry);
      byKey.set(key, entry);
      words.push({ number: message.data.number, text: message.data.text });
      return reply(202, stateOf(entry));
    },
    status(key) {
      const entry = byKey.get(key);
      return entry ? reply(200, stateOf(entry)) : refusal(404, 'keyUnknown', 'no such message');
    },
    textsTo: (number) => words.filter((one) => one.number === number).map(({ text }) => text),
    replay: (entry) => void byKey.set(entry.key, entry),
  };
}
