import { WebSocket } from 'ws';
import type { CaptionProblem, CaptionSide } from '#shared/captions/contract.ts';
import { pieceBytes, pieceMs } from '#shared/captions/sound.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Recogniser, RecogniserEvents, RecogniserStream } from '../ports.ts';
import { goodbyeMessage, helloMessage, readAnswer } from './messages.ts';
import { createSentences } from './sentences.ts';

export interface FunAsrOptions {
  readonly url: string;
  /** PEM of the bank's authority; undefined: the system's. */
  readonly ca: string | undefined;
  readonly hotwords: readonly string[];
}

export interface FunAsrDeps {
  readonly clock: Clock;
  /** A name for one stream in the server's log. */
  readonly newName: (side: CaptionSide) => string;
  /** What stands in the way of the connection itself: name, port, certificate; null: nothing of the kind. */
  readonly networkProblem: (error: unknown) => CaptionProblem | null;
}

const handshakeMs = 5_000;
/** So long after the goodbye the last sentence may still come. */
const lastWordsMs = 2_000;
const pingEveryMs = 5_000;
/** One second of sound that the wire has not taken: what comes now is dropped instead of waiting behind it. */
const mostWaitingBytes = Math.ceil(1_000 / pieceMs) * pieceBytes;
const mostMessageBytes = 262_144;

/** Recognition by a FunASR server over its WebSocket protocol: one connection a stream. */
export function createFunAsr(options: FunAsrOptions, deps: FunAsrDeps): Recogniser {
  /**
   * The Python server wants subprotocol `binary`; the C++ runtime knows none and answers without, which a WebSocket client has to
   * refuse (RFC 6455 §4.1). Asked with it first; once it was refused, without.
   */
  let asksForBinary = true;

  return {
    listen(side, events) {
      let stream: RecogniserStream | null = null;
      const over = { is: false };
      const open = (): void => {
        const asked = asksForBinary;
        stream = connect(options, deps, side, asked, {
          ...events,
          onEnd(problem) {
            if (!over.is && asked && problem?.code === 'notRecogniser' && isNoSubprotocol(problem.detail)) {
              asksForBinary = false;
              return open();
            }
            events.onEnd(problem);
          },
        });
      };
      open();
      return {
        feed: (pcm) => stream?.feed(pcm) ?? false,
        end() {
          over.is = true;
          stream?.end();
        },
        close() {
          over.is = true;
          stream?.close();
        },
      };
    },
  };
}

export const isNoSubprotocol = (detail: string): boolean => /no subprotocol/i.test(detail);

/** It answered, but not as a WebSocket, or with frames that are none. */
export function socketProblem({ message }: Error): CaptionProblem {
  if (/timed out/i.test(message)) return 'timeout';
  return /server response|subprotocol|Sec-WebSocket|Upgrade|frame|payload|UTF-8|Parse Error/i.test(message)
    ? 'notRecogniser'
    : 'failed';
}

export const openSocket = ({ url, ca }: FunAsrOptions, asksForBinary: boolean): WebSocket =>
  new WebSocket(url, asksForBinary ? ['binary'] : [], {
    handshakeTimeout: handshakeMs,
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: mostMessageBytes,
    ...(ca === undefined ? {} : { ca }),
  });

function connect(
  options: FunAsrOptions,
  { clock, newName, networkProblem }: FunAsrDeps,
  side: CaptionSide,
  asksForBinary: boolean,
  events: RecogniserEvents,
): RecogniserStream {
  const socket = openSocket(options, asksForBinary);
  let fedMs = 0;
  let isOver = false;
  let isEnding = false;
  let isAlive = true;
  let undoTimer: Undo = () => undefined;
  let undoPing: Undo = () => undefined;
  const sentences = createSentences(() => fedMs);

  const finish = (problem: { code: CaptionProblem; detail: string } | null): void => {
    if (isOver) return;
    for (const heard of sentences.finish()) events.onHeard(heard);
    leave();
    events.onEnd(problem);
  };
  const leave = (): void => {
    isOver = true;
    undoTimer();
    undoPing();
    if (socket.readyState === WebSocket.OPEN) socket.close(1000);
    // A peer that no longer answers never answers the close frame.
    clock.after(500, () => socket.terminate());
  };
  const ping = (): void => {
    if (!isAlive) return finish({ code: 'timeout', detail: '' });
    isAlive = false;
    socket.ping();
    undoPing = clock.after(pingEveryMs, ping);
  };
  const take = (data: Buffer, isBinary: boolean): void => {
    isAlive = true;
    const answer = isBinary ? null : readAnswer(data.toString('utf8'));
    if (answer === null) return finish({ code: 'notRecogniser', detail: '' });
    for (const heard of sentences.take(answer)) events.onHeard(heard);
    if (isEnding && answer.isEnd) return finish(null);
    if (answer.error !== null && !isEnding) finish({ code: 'failed', detail: answer.error });
  };

  socket.on('open', () => {
    if (isOver) return;
    socket.send(helloMessage({ name: newName(side), hotwords: options.hotwords }));
    undoPing = clock.after(pingEveryMs, ping);
    events.onReady();
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isOver) take(data, isBinary);
  });
  socket.on('pong', () => (isAlive = true));
  socket.on('error', (error) =>
    finish(
      isEnding
        ? null
        : { code: networkProblem(error) ?? socketProblem(error), detail: error.message.slice(0, 200) },
    ),
  );
  socket.on('close', (_code, reason) =>
    finish(isEnding ? null : { code: 'hungUp', detail: reason.toString('utf8').slice(0, 200) }),
  );

  return {
    feed(pcm) {
      if (isOver || isEnding || socket.readyState !== WebSocket.OPEN) return false;
      if (socket.bufferedAmount > mostWaitingBytes) return false;
      fedMs += pieceMs;
      socket.send(pcm);
      return true;
    },
    end() {
      if (isOver || isEnding) return;
      isEnding = true;
      if (socket.readyState !== WebSocket.OPEN) return finish(null);
      socket.send(goodbyeMessage);
      undoTimer = clock.after(lastWordsMs, () => finish(null));
    },
    close() {
      if (!isOver) leave();
    },
  };
}
