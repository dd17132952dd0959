import { randomUUID } from 'node:crypto';
import type { LooseMessage } from '#electron/sip/ports.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { TextMessage } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { type Assembler, createAssembler, formatPart } from '#shared/text/part.ts';
import { splitText } from '#shared/text/split.ts';
import { userOfAddress } from './asked-headers.ts';
import { type CallEntry, withMessage } from './call-entry.ts';
import type { CallLines } from './call-lines.ts';
import type { CallMedia, CallTexts } from './ports.ts';
import { createRealTime } from './real-time.ts';

export interface ConversationDeps {
  readonly clock: Clock;
  readonly lines: CallLines;
  readonly texts: () => CallTexts | null;
  readonly textBytes: () => number;
  readonly media: Pick<CallMedia, 'sendText' | 'onText' | 'onTextChannel'>;
  /** The far end has taken all of it. */
  readonly onSent: (entry: CallEntry) => void;
  /** For the call's own list of events. */
  readonly keepEvent: (entry: CallEntry, kind: string, detail: object) => void;
}

/** What is written in the calls of this desk: on disk before it goes out, in the order it was written, and honest about its end. */
export interface Conversation {
  /** Answers when the far end has answered for all of it. */
  send(callId: CallId, text: string): Promise<Result<string>>;
  /** The agent's line as it stands, where the far end reads along. */
  type(callId: CallId, text: string): void;
  heard(entry: CallEntry, text: string, part?: string): void;
  /** A text outside of the dialog by somebody whose call is up here. False: nobody of ours. */
  heardLoose(message: LooseMessage): boolean;
  /** What stood here before the program died, on the call that was taken over. */
  restore(entry: CallEntry): void;
  /** What waits to go out has gone, or the time is over. Before the agent's own hang-up. */
  drained(entry: CallEntry, withinMs: number): Promise<void>;
  /** The call is over: whatever no one has answered for is said to be not delivered. */
  closed(entry: CallEntry): void;
}

/** A text from elsewhere is never cut: what is too long for one message goes on in the next. */
const mostChars = 20_000;

export function createConversation(deps: ConversationDeps): Conversation {
  const { clock, lines } = deps;
  /** The last text of a call that was given to the far end; the next waits for it. */
  const queues = new Map<CallId, Promise<unknown>>();
  const assemblers = new Map<CallId, Assembler>();

  const put = (entry: CallEntry, message: TextMessage): void => {
    deps.texts()?.save(entry.current.callId, message);
    lines.put(entry, withMessage(entry.snapshot, message));
  };
  const standing = (entry: CallEntry, id: string): TextMessage | undefined =>
    entry.snapshot.messages.find((message) => message.id === id);

  const realTime = createRealTime({ clock, lines, media: deps.media, put, keepEvent: deps.keepEvent });
  const post = async (entry: CallEntry, message: TextMessage): Promise<Result<string>> => {
    if (await realTime.send(entry, message.text)) return sentAll(entry, { ...message, way: 'realTime' });
    const parts = splitText(message.text, deps.textBytes());
    let gone = '';
    for (const [at, part] of parts.entries()) {
      const header =
        parts.length > 1 ? formatPart({ textId: message.id, part: at + 1, of: parts.length }) : undefined;
      const result: Result<void> = isLive(entry.snapshot.state)
        ? await entry.sip.sendText(part, header)
        : fail(appError('call/wrong-state', { action: 'text', state: entry.snapshot.state }));
      if (!result.ok) {
        refused(entry, message, gone, problemOf(entry, result));
        return result;
      }
      gone += part;
    }
    return sentAll(entry, message);
  };
  const sentAll = (entry: CallEntry, message: TextMessage): Result<string> => {
    put(entry, { ...message, state: 'sent', problem: null });
    deps.keepEvent(entry, 'text', { from: 'agent', text: message.text, delivered: true });
    deps.onSent(entry);
    return ok(message.id);
  };
  /** What the far end has taken stands as taken; the rest is a text of its own, so that only it goes out again. */
  const refused = (
    entry: CallEntry,
    message: TextMessage,
    gone: string,
    problem: NonNullable<TextMessage['problem']>,
  ): void => {
    const rest = message.text.slice(gone.length);
    if (gone !== '') put(entry, { ...message, text: gone, state: 'sent', problem: null });
    const id = gone === '' ? message.id : randomUUID();
    put(entry, { ...message, id, text: rest, state: 'failed', problem });
    deps.keepEvent(entry, 'text', { from: 'agent', text: message.text, delivered: false, problem });
  };

  const heard = (entry: CallEntry, text: string, part?: string): void => {
    const { callId } = entry.current;
    const assembler = assemblers.get(callId) ?? createAssembler();
    assemblers.set(callId, assembler);
    const { id, text: whole, whole: complete } = assembler.take(text, part);
    for (let from = 0; from < Math.max(1, whole.length); from += mostChars) {
      const messageId = id === null ? randomUUID() : `${id.slice(0, 40)}-${from}`;
      const at = standing(entry, messageId)?.at ?? clock.now();
      put(entry, {
        id: messageId,
        from: 'caller',
        text: whole.slice(from, from + mostChars),
        at,
        state: 'sent',
        way: 'message',
        problem: null,
      });
    }
    if (complete) deps.keepEvent(entry, 'text', { from: 'caller', text: whole });
  };

  return {
    async send(callId, text) {
      const entry = lines.get(callId);
      if (entry === undefined) return fail(appError('call/not-found', { callId }));
      const { state, pending } = entry.snapshot;
      if ((state !== 'active' && state !== 'held') || pending === 'hangUp')
        return fail(appError('call/wrong-state', { action: 'text', state }));
      const message: TextMessage = {
        id: randomUUID(),
        from: 'agent',
        text,
        at: clock.now(),
        state: 'sending',
        way: 'message',
        problem: null,
      };
      put(entry, message);
      const before = queues.get(callId) ?? Promise.resolve();
      const sending = before.then(() => post(entry, message));
      queues.set(callId, sending);
      return sending;
    },
    type(callId, text) {
      const entry = lines.get(callId);
      if (entry !== undefined && isLive(entry.snapshot.state)) realTime.type(entry, text);
    },
    heard,
    heardLoose({ asserted, user, text, part }) {
      const number = userOfAddress(asserted) || user;
      const entry = lines
        .live()
        .find((one) => one.current.answeredAt !== null && one.current.number === number);
      if (entry === undefined) return false;
      heard(entry, text, part);
      return true;
    },
    restore(entry) {
      const { callId } = entry.current;
      const messages = (deps.texts()?.of(callId) ?? []).map((message) =>
        message.state === 'sending' || message.state === 'typing' ? lost(message) : message,
      );
      if (messages.length > 0) lines.put(entry, { messages: messages.slice(-2000) });
    },
    async drained(entry, withinMs) {
      const isSending = entry.snapshot.messages.some(({ state }) => state === 'sending');
      if (!isSending && !entry.snapshot.realTimeText) return;
      const all = Promise.all([
        isSending ? queues.get(entry.current.callId) : undefined,
        realTime.drained(entry),
      ]);
      let undo = (): void => undefined;
      const late = new Promise<void>((done) => void (undo = clock.after(withinMs, done)));
      await Promise.race([all, late]);
      undo();
    },
    closed(entry) {
      realTime.closed(entry);
      for (const message of entry.snapshot.messages) {
        if (message.state === 'sending') put(entry, { ...message, state: 'failed', problem: 'callEnded' });
        if (message.state === 'typing') put(entry, { ...message, state: 'sent' });
      }
      queues.delete(entry.current.callId);
      assemblers.delete(entry.current.callId);
    },
  };
}

/** Nobody knows whether the far end has it. A caller's half line is kept as it stood. */
const lost = (message: TextMessage): TextMessage =>
  message.from === 'agent' && message.state === 'sending'
    ? { ...message, state: 'failed', problem: 'lineLost' }
    : { ...message, state: 'sent' };

function problemOf(entry: CallEntry, result: Result<void>): NonNullable<TextMessage['problem']> {
  if (!isLive(entry.snapshot.state)) return 'callEnded';
  const params = result.ok ? {} : (result.error.params as { readonly status?: number });
  if (params.status === 408) return 'noAnswer';
  if (params.status === 481) return 'callEnded';
  return params.status === 0 || params.status === 503 ? 'lineLost' : 'refused';
}
