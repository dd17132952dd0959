/** A call as the mixer needs it: what it says, and a way to give it what it is to hear instead of the agent alone. */
export interface MixedCall {
  /** What the far end sends; null before its first description. */
  remoteTrack(): MediaStreamTrack | null;
  /** The agent's own track of this call, muted with it; null before the first description. */
  ownTrack(): MediaStreamTrack | null;
  /** What is sent from now on; null: the agent's own track again. */
  setOutput(track: MediaStreamTrack | null): Promise<void>;
}

export interface Mixer {
  /** Mixes exactly these calls: each hears the agent and the others, never itself. Fewer than two ends the mixing. */
  mix(calls: readonly MixedCall[]): Promise<void>;
}

/**
 * A conference without a server: for each call one WebAudio sum of the agent's microphone and the others' voices. The
 * agent hears everybody as before, over each call's own player.
 */
export function createMixer(): Mixer {
  let context: AudioContext | undefined;
  let mixed: readonly MixedCall[] = [];

  const end = async (gone: readonly MixedCall[]): Promise<void> => {
    await Promise.all(gone.map((call) => call.setOutput(null).catch(() => undefined)));
  };
  const sum = (audio: AudioContext, tracks: readonly (MediaStreamTrack | null)[]): MediaStreamTrack => {
    const out = audio.createMediaStreamDestination();
    for (const track of tracks)
      if (track !== null) audio.createMediaStreamSource(new MediaStream([track])).connect(out);
    const [track] = out.stream.getAudioTracks();
    if (track === undefined) throw new Error('WebAudio gave no track');
    return track;
  };

  return {
    async mix(calls) {
      const before = mixed;
      const old = context;
      mixed = calls.length < 2 ? [] : [...calls];
      context = undefined;
      if (mixed.length > 0) {
        const audio = (context = new AudioContext());
        await Promise.all(
          mixed.map((call) => {
            const others = mixed.filter((one) => one !== call).map((one) => one.remoteTrack());
            return call.setOutput(sum(audio, [call.ownTrack(), ...others]));
          }),
        );
      }
      await end(before.filter((call) => !mixed.includes(call)));
      // Only now: nobody hears a gap between the old sum and the new one. Nobody waits for it: a device that is slow to close
      // would hold up the answer to main.
      void old?.close();
    },
  };
}
