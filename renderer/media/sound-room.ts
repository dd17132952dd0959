/** A graph that sounds nowhere, with a worklet, in a frame of its own. */
export interface SoundRoom {
  readonly context: AudioContext;
  worklet(name: string, options?: AudioWorkletNodeOptions): AudioWorkletNode;
  source(track: MediaStreamTrack): MediaStreamAudioSourceNode;
  /** For good, with all that is in it: the caller disconnects nothing. */
  close(): void;
}

/**
 * Chromium keeps about 100 KB of every source that was made of a track, and 200 KB of every context that loaded a worklet, disconnected
 * and closed or not, until their document goes: 0.4 to 0.8 MB a call in this window, which lives for a shift (`npm run soak`). So
 * they get a document that goes: an empty frame, of our own origin and under our own policy, without a page or a bridge.
 * @param script the worklet's file
 */
export async function openSoundRoom(sampleRate: number, script: string): Promise<SoundRoom> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const inside = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inside === null) throw new Error('no frame for a sound graph');
  const leave = (): void => frame.remove();
  try {
    // `sinkId` is Chromium's (110): no device is opened for a graph that nobody hears.
    const options = { sampleRate, sinkId: { type: 'none' } };
    const context = new inside.AudioContext(options as AudioContextOptions);
    await context.audioWorklet.addModule(script);
    return {
      context,
      worklet: (name, given) => new inside.AudioWorkletNode(context, name, given),
      source: (track) => context.createMediaStreamSource(new inside.MediaStream([track])),
      // Its sound thread is still at work until it says that it is closed: a document that goes before that stays in memory for good.
      close: () => void context.close().finally(leave),
    };
  } catch (error) {
    leave();
    throw error;
  }
}
