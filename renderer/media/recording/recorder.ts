import { mostChunksTaken, type MediaChunk } from '#shared/recording/media.ts';
import { recordedRateHz } from '#shared/recording/sound.ts';
import { openSoundRoom, type SoundRoom } from '../sound-room.ts';
import type { FromTap, ToTap } from './messages.ts';

/** The legs of a call as they are recorded: what the caller hears of the agent, and what the caller says. */
export interface RecordedLegs {
  readonly agent: MediaStreamTrack | null;
  readonly caller: MediaStreamTrack | null;
}

export interface Recorder {
  begin(recordingId: string, sessionId: string, legs: () => RecordedLegs, silent: boolean): Promise<void>;
  /** From which sample on the sound thread does so. */
  setSilent(recordingId: string, silent: boolean): Promise<number>;
  take(recordingId: string, after: number, end: boolean): Promise<{ chunks: MediaChunk[]; more: boolean }>;
  /** The tracks of a call may have changed. */
  renew(sessionId: string): void;
  forget(recordingId: string): void;
}

const script = '/workers/recording-tap.js';
/** A minute that main has not taken: the oldest of it goes, and main sees the hole. */
const mostKept = 240;
const answeredWithinMs = 2_000;

interface Running {
  readonly sessionId: string;
  readonly node: AudioWorkletNode;
  readonly legs: () => RecordedLegs;
  readonly kept: MediaChunk[];
  /** Whoever waits for the sound thread, in the order they asked. */
  readonly waiting: ((answer: FromTap) => void)[];
  nextSeq: number;
  hasEnded: boolean;
  sources: MediaStreamAudioSourceNode[];
}

/** Recordings under way, on one graph that sounds nowhere. It goes with its room when none is left. */
export function createRecorder(): Recorder {
  let graph: Promise<SoundRoom> | null = null;
  const running = new Map<string, Running>();

  const known = (recordingId: string): Running => {
    const one = running.get(recordingId);
    if (one === undefined) throw new Error('no such recording');
    return one;
  };
  const connect = (room: SoundRoom, one: Running): void => {
    for (const source of one.sources) source.disconnect();
    one.sources = [];
    const { agent, caller } = one.legs();
    for (const [input, track] of [agent, caller].entries()) {
      if (track === null) continue;
      const source = room.source(track);
      source.connect(one.node, 0, input);
      one.sources.push(source);
    }
  };
  const heard = (one: Running, message: FromTap): void => {
    if (message.kind !== 'chunk') return one.waiting.shift()?.(message);
    one.kept.push({ ...message.chunk, seq: one.nextSeq });
    one.nextSeq += 1;
    if (one.kept.length > mostKept) one.kept.shift();
  };
  const ask = (one: Running, message: ToTap): Promise<FromTap> =>
    new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error('the sound thread does not answer')), answeredWithinMs);
      one.waiting.push((answer) => {
        clearTimeout(late);
        done(answer);
      });
      one.node.port.postMessage(message, []);
    });
  const forget = (recordingId: string): void => {
    const one = running.get(recordingId);
    if (one === undefined) return;
    running.delete(recordingId);
    for (const source of one.sources) source.disconnect();
    one.node.disconnect();
    one.node.port.close();
    const left = graph;
    void left?.then((room) => {
      // Looked at again when it is its turn: another one may have begun meanwhile.
      if (running.size > 0 || graph !== left) return;
      graph = null;
      room.close();
    });
  };

  return {
    async begin(recordingId, sessionId, legs, silent) {
      let mine: Promise<SoundRoom>;
      let room: SoundRoom;
      do {
        // Again when the last recording has taken the graph with it meanwhile; nothing may wait between this and `running`.
        mine = graph ??= openSoundRoom(recordedRateHz, script);
        room = await mine.catch((error: unknown) => {
          graph = null;
          throw error;
        });
      } while (graph !== mine);
      // Asked again meanwhile: the later one counts.
      forget(recordingId);
      const node = room.worklet('guardline-recording', {
        numberOfInputs: 2,
        numberOfOutputs: 1,
        channelCount: 1,
        channelCountMode: 'explicit',
        processorOptions: { silent },
      });
      const one: Running = {
        ...{ sessionId, node, legs, kept: [], waiting: [], nextSeq: 0, hasEnded: false, sources: [] },
      };
      node.port.addEventListener('message', ({ data }: MessageEvent<FromTap>) => heard(one, data));
      node.port.start();
      running.set(recordingId, one);
      connect(room, one);
      node.connect(room.context.destination);
      await room.context.resume();
    },
    async setSilent(recordingId, silent) {
      const answer = await ask(known(recordingId), { kind: 'silent', on: silent });
      if (answer.kind !== 'silent' || answer.on !== silent)
        throw new Error('the sound thread answered another');
      return answer.atSample;
    },
    async take(recordingId, after, end) {
      const one = known(recordingId);
      if (end && !one.hasEnded) {
        one.hasEnded = true;
        await ask(one, { kind: 'flush' });
        one.node.disconnect();
      }
      const arrived = one.kept.findIndex(({ seq }) => seq > after);
      one.kept.splice(0, arrived < 0 ? one.kept.length : arrived);
      const chunks = one.kept.slice(0, mostChunksTaken);
      return { chunks, more: one.kept.length > chunks.length };
    },
    renew(sessionId) {
      void graph?.then((room) => {
        for (const one of running.values()) if (one.sessionId === sessionId) connect(room, one);
      });
    },
    forget,
  };
}
