import { randomUUID } from 'node:crypto';
import { isLive } from '#shared/call/call-state.ts';
import type { TextMessage } from '#shared/call/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createT140Buffer, type T140Buffer } from '#shared/text/t140-buffer.ts';
import {
  encodeEdit,
  lineSeparator,
  noText,
  readT140,
  taken,
  withLoss,
  type T140State,
} from '#shared/text/t140.ts';
import type { CallEntry } from './call-entry.ts';
import type { CallLines } from './call-lines.ts';
import type { CallMedia } from './ports.ts';

export interface RealTimeDeps {
  readonly clock: Clock;
  readonly lines: CallLines;
  readonly media: Pick<CallMedia, 'sendText' | 'onText' | 'onTextChannel'>;
  readonly put: (entry: CallEntry, message: TextMessage) => void;
  readonly keepEvent: (entry: CallEntry, kind: string, detail: object) => void;
}

/** Real-time text of the calls whose far end has agreed to it (T.140, RFC 8865). */
export interface RealTime {
  /** The agent's line as it stands: what has changed goes to the far end. */
  type(entry: CallEntry, text: string): void;
  /** Makes this the line and ends it. False when it has to go another way. */
  send(entry: CallEntry, text: string): Promise<boolean>;
  /** What was typed last has gone, and has had time to arrive: a BYE close behind it would cut it off. */
  drained(entry: CallEntry): Promise<void>;
  closed(entry: CallEntry): void;
}

/** One call's text in both directions. */
interface Stream {
  readonly buffer: T140Buffer;
  /** What the far end shows as our unfinished line, once the buffer is empty. */
  ours: string;
  theirs: T140State;
  /** The message that their line is shown in. */
  lineId: string | null;
  lineAt: number;
  /** False once something did not go: the rest goes by MESSAGE. */
  whole: boolean;
  /** When something went last; 0: never. */
  sentAt: number;
}

/** Ten seconds of reading (RFC 4103 §6 counts 30 characters a second). */
const longestLine = 300;
/** A packet on its way, and once more if it is lost: so long the call stays up after the last that was typed, milliseconds. */
const lingerMs = 200;
/** Longer lines are shown in several messages, as nothing of them is cut. */
const mostChars = 20_000;

export function createRealTime(deps: RealTimeDeps): RealTime {
  const { clock, lines, media } = deps;
  const streams = new Map<CallId, Stream>();
  /** What the media window has been given and not yet answered for. */
  const underWay = new Map<CallId, Promise<unknown>>();

  const open = (callId: CallId, cps: number): void => {
    const before = streams.get(callId);
    const send = (text: string): void => {
      const before = underWay.get(callId) ?? Promise.resolve();
      const going = before.then(async () => {
        const stream = streams.get(callId);
        if (stream !== undefined) stream.sentAt = clock.now();
        if (!(await media.sendText(callId, text)) && stream !== undefined) stream.whole = false;
      });
      underWay.set(callId, going);
    };
    streams.set(callId, {
      buffer: createT140Buffer({ clock, send, cps }),
      ours: '',
      // A channel that came back may have lost what was on its way.
      theirs: before === undefined ? noText : withLoss(before.theirs),
      lineId: before?.lineId ?? null,
      lineAt: before?.lineAt ?? 0,
      whole: true,
      sentAt: before?.sentAt ?? 0,
    });
  };
  const put = (entry: CallEntry, stream: Stream, text: string, state: 'typing' | 'sent'): void => {
    stream.lineId ??= randomUUID();
    if (stream.lineAt === 0) stream.lineAt = clock.now();
    deps.put(entry, {
      id: stream.lineId,
      from: 'caller',
      text: text.slice(0, mostChars),
      at: stream.lineAt,
      state,
      way: 'realTime',
      problem: null,
    });
    if (state === 'typing') return;
    deps.keepEvent(entry, 'text', { from: 'caller', text });
    stream.lineId = null;
    stream.lineAt = 0;
  };
  const finishLine = (entry: CallEntry, stream: Stream, line: string): void => {
    for (let from = 0; from < line.length; from += mostChars)
      put(entry, stream, line.slice(from, from + mostChars), 'sent');
  };

  media.onTextChannel((sessionId, isOpen, cps) => {
    const callId = sessionId as CallId;
    const entry = lines.get(callId);
    if (entry === undefined || !isLive(entry.snapshot.state)) return;
    if (isOpen) open(callId, cps);
    if (entry.snapshot.realTimeText !== isOpen) lines.put(entry, { realTimeText: isOpen });
  });
  media.onText((sessionId, text) => {
    const entry = lines.get(sessionId as CallId);
    const stream = streams.get(sessionId as CallId);
    if (entry === undefined || stream === undefined) return;
    const state = readT140(stream.theirs, text);
    for (const line of state.lines) finishLine(entry, stream, line);
    stream.theirs = taken(state);
    const standing = entry.snapshot.messages.some(({ id }) => id === stream.lineId);
    if (state.line !== '' || standing) put(entry, stream, state.line, 'typing');
  });

  const write = (stream: Stream, text: string): void => {
    stream.buffer.add(encodeEdit(stream.ours, text));
    stream.ours = text;
  };
  const streamOf = ({ current, snapshot }: CallEntry): Stream | null =>
    (snapshot.realTimeText ? streams.get(current.callId) : undefined) ?? null;

  return {
    type(entry, text) {
      const stream = streamOf(entry);
      if (stream !== null) write(stream, oneLine(text));
    },
    async send(entry, text) {
      const stream = streamOf(entry);
      if (stream === null || !stream.whole) return false;
      if ([...text].length > longestLine) {
        // At reading speed it would take minutes: it goes as a message, and what stood half written goes.
        write(stream, '');
        return false;
      }
      // A text of several lines goes line by line: T.140 has no other.
      const parts = text.split(/\r?\n/);
      for (const part of parts) {
        write(stream, part);
        stream.buffer.add(lineSeparator);
        stream.ours = '';
      }
      await stream.buffer.drained();
      await underWay.get(entry.current.callId);
      return stream.whole;
    },
    async drained(entry) {
      const stream = streamOf(entry);
      if (stream === null) return;
      await stream.buffer.drained();
      await underWay.get(entry.current.callId);
      const left = stream.sentAt === 0 ? 0 : lingerMs - (clock.now() - stream.sentAt);
      if (left > 0) await new Promise<void>((done) => void clock.after(left, done));
    },
    closed(entry) {
      const stream = streams.get(entry.current.callId);
      stream?.buffer.dispose();
      streams.delete(entry.current.callId);
      underWay.delete(entry.current.callId);
      if (stream !== undefined && entry.snapshot.realTimeText) lines.put(entry, { realTimeText: false });
    },
  };
}

/** While it is being written a line has no end. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
