export type MicrophoneState = 'ok' | 'silentSource' | 'denied';

export interface MicrophoneOptions {
  readonly deviceId: string | null;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

export interface Microphone {
  /** A track of its own for one call; without a microphone a silent one, so that the call stands and the desk says so. */
  track(): Promise<{ readonly track: MediaStreamTrack; readonly state: MicrophoneState }>;
  configure(options: MicrophoneOptions): void;
}

/** One capture shared by all calls, opened at the first call and kept, because opening a device takes long. */
export function createMicrophone(): Microphone {
  let options: MicrophoneOptions = {
    deviceId: null,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
  let capture: Promise<{ track: MediaStreamTrack; state: MicrophoneState }> | undefined;

  const open = async (): Promise<{ track: MediaStreamTrack; state: MicrophoneState }> => {
    const { deviceId, ...processing } = options;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { ...processing, ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }) },
      });
      const [track] = stream.getAudioTracks();
      if (track === undefined) return { track: silentTrack(), state: 'silentSource' };
      track.addEventListener('ended', () => (capture = undefined));
      return { track, state: 'ok' };
    } catch (error) {
      const denied = error instanceof DOMException && error.name === 'NotAllowedError';
      return { track: silentTrack(), state: denied ? 'denied' : 'silentSource' };
    }
  };

  return {
    async track() {
      capture ??= open();
      const opened = await capture;
      // A missing device may be plugged in before the next call: try again then.
      if (opened.state !== 'ok') capture = undefined;
      return { track: opened.track.clone(), state: opened.state };
    },
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(options)) return;
      options = next;
      capture = undefined;
    },
  };
}

function silentTrack(): MediaStreamTrack {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (track === undefined) throw new Error('WebAudio gave no track');
  return track;
}
