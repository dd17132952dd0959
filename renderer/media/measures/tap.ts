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

/**
 * A graph with no output: it listens and sounds nowhere. One for each time a call is measured, because Chromium keeps some 65 KB
 * of every source for as long as its context is open: after a thousand calls 190 MB (`npm run soak`).
 */
export async function createTap(sampleRate: number): Promise<Tap> {
  // `sinkId` is Chromium's (110): no device is opened for a graph that nobody hears.
  const options = { sampleRate, sinkId: { type: 'none' } };
  const context = new AudioContext(options as AudioContextOptions);
  await context.audioWorklet.addModule(script);
  const node = new AudioWorkletNode(context, 'guardline-tap', {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  node.connect(context.destination);
  let sources: MediaStreamAudioSourceNode[] = [];

  const connect = ({ agent, caller }: Legs): void => {
    for (const source of sources) source.disconnect();
    sources = [];
    for (const [input, track] of [agent, caller].entries()) {
      if (track === null) continue;
      const source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(node, 0, input);
      sources.push(source);
    }
  };
  return {
    open(legs, port) {
      connect(legs);
      node.port.postMessage(port, [port]);
      void context.resume();
    },
    connect,
    close() {
      node.port.postMessage(null, []);
      connect({ agent: null, caller: null });
      void context.close();
    },
  };
}
