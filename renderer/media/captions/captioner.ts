import { type CaptionPiece, mostPiecesKept } from '#shared/captions/media.ts';
import { captionRateHz } from '#shared/captions/sound.ts';
import type { FromCaptionTap } from './messages.ts';

/** The legs of a call as they are captioned: the agent as the microphone has them, muted with the call, and the caller. */
export interface CaptionedLegs {
  readonly agent: MediaStreamTrack | null;
  readonly caller: MediaStreamTrack | null;
}

export interface Captioner {
  /** Takes the sound of this call and of no other; null: of none. */
  caption(sessionId: string | null, legs: () => CaptionedLegs): Promise<void>;
  /** Every piece after `after` that is still there. Throws when it is another call's. */
  take(sessionId: string, after: number): CaptionPiece[];
  /** The tracks of a call may have changed. */
  renew(sessionId: string): void;
}

const script = '/workers/captions-tap.js';

interface Running {
  readonly sessionId: string;
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  readonly legs: () => CaptionedLegs;
  readonly kept: CaptionPiece[];
  sources: MediaStreamAudioSourceNode[];
  nextSeq: number;
}

/**
 * Keeps the last two seconds of the call that is captioned, until main takes them. A graph with no output, one for each stretch that is
 * listened to: Chromium keeps some 65 KB of every source for as long as its context is open.
 */
export function createCaptioner(): Captioner {
  let running: Running | null = null;
  /** Asked again meanwhile: the later one counts. */
  let asked = 0;

  const connect = (one: Running): void => {
    for (const source of one.sources) source.disconnect();
    one.sources = [];
    const { agent, caller } = one.legs();
    for (const [input, track] of [agent, caller].entries()) {
      if (track === null) continue;
      const source = one.context.createMediaStreamSource(new MediaStream([track]));
      source.connect(one.node, 0, input);
      one.sources.push(source);
    }
  };
  const leave = (): void => {
    const left = running;
    running = null;
    if (left === null) return;
    for (const source of left.sources) source.disconnect();
    left.node.disconnect();
    left.node.port.close();
    void left.context.close();
  };
  const keep = (one: Running, piece: FromCaptionTap): void => {
    one.kept.push({ ...piece, seq: one.nextSeq });
    one.nextSeq += 1;
    if (one.kept.length > mostPiecesKept) one.kept.shift();
  };

  return {
    async caption(sessionId, legs) {
      const mine = (asked += 1);
      leave();
      if (sessionId === null) return;
      // `sinkId` is Chromium's (110): no device is opened for a graph that nobody hears.
      const options = { sampleRate: captionRateHz, sinkId: { type: 'none' } };
      const context = new AudioContext(options as AudioContextOptions);
      await context.audioWorklet.addModule(script);
      if (mine !== asked) return void context.close();
      const node = new AudioWorkletNode(context, 'guardline-captions', {
        numberOfInputs: 2,
        numberOfOutputs: 1,
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      const one: Running = { sessionId, context, node, legs, kept: [], sources: [], nextSeq: 0 };
      running = one;
      node.port.addEventListener('message', ({ data }: MessageEvent<FromCaptionTap>) => keep(one, data));
      node.port.start();
      connect(one);
      node.connect(context.destination);
      await context.resume();
    },
    take(sessionId, after) {
      if (running?.sessionId !== sessionId) throw new Error('this call is not captioned');
      const arrived = running.kept.findIndex(({ seq }) => seq > after);
      running.kept.splice(0, arrived < 0 ? running.kept.length : arrived);
      return [...running.kept];
    },
    renew(sessionId) {
      if (running?.sessionId === sessionId) connect(running);
    },
  };
}
