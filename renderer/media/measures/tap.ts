import { openSoundRoom } from '../sound-room.ts';

/** What is measured of a call: the agent as the microphone has them, muted with the call, and what the far end sends. */
export interface Legs {
  readonly agent: MediaStreamTrack | null;
  readonly caller: MediaStreamTrack | null;
}

export interface Tap {
  /** Sends both legs to this port from now on, with the clock of its samples at nought. */
  open(legs: Legs, port: MessagePort): void;
  /** Other tracks, on the same clock. */
  connect(legs: Legs): void;
  /** For good: what is measured next has a tap of its own. */
  close(): void;
}

const script = '/workers/measures-tap.js';

/** A graph with no output: it listens and sounds nowhere. One for each time a call is measured, in a room of its own. */
export async function createTap(sampleRate: number): Promise<Tap> {
  const room = await openSoundRoom(sampleRate, script);
  const node = room.worklet('guardline-tap', {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  node.connect(room.context.destination);
  let sources: MediaStreamAudioSourceNode[] = [];

  const connect = ({ agent, caller }: Legs): void => {
    for (const source of sources) source.disconnect();
    sources = [];
    for (const [input, track] of [agent, caller].entries()) {
      if (track === null) continue;
      const source = room.source(track);
      source.connect(node, 0, input);
      sources.push(source);
    }
  };
  return {
    open(legs, port) {
      connect(legs);
      node.port.postMessage(port, [port]);
      void room.context.resume();
    },
    connect,
    close() {
      node.port.postMessage(null, []);
      connect({ agent: null, caller: null });
      room.close();
    },
  };
}
