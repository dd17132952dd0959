/** The newest frame of a track, for whoever draws at their own pace. */
export interface FrameSource {
  /** Null before the first one. The frame stays ours: draw it at once, do not keep it. */
  latest(): VideoFrame | null;
  stop(): void;
}

/** Reads a track frame by frame and keeps the last; the track itself is left running. */
export function followFrames(track: MediaStreamTrack): FrameSource {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  let newest: VideoFrame | null = null;
  let stopped = false;
  const read = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || stopped) {
        value?.close();
        return;
      }
      newest?.close();
      newest = value;
    }
  };
  void read().catch(() => undefined);
  return {
    latest: () => newest,
    stop() {
      stopped = true;
      newest?.close();
      newest = null;
      void reader.cancel().catch(() => undefined);
    },
  };
}
