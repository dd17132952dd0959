import { clearVoice } from './clear-voice.ts';

export type MicrophoneState = 'ok' | 'silentSource' | 'denied';

export interface MicrophoneOptions {
  readonly deviceId: string | null;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

/** The agent's voice for one call. */
export interface Voice {
  /** What the caller is to hear. */
  readonly track: MediaStreamTrack;
  /** As the microphone has it, for the measures; the same track while nothing is done to the voice. */
  readonly raw: MediaStreamTrack;
  readonly state: MicrophoneState;
}

export interface Microphone {
  /** Tracks of its own for one call; without a microphone silent ones, so that the call stands and the desk says so. */
  track(): Promise<Voice>;
  configure(options: MicrophoneOptions): void;
  /** 'Speak up and clear' for whoever is on the line. */
  setClear(on: boolean): void;
  /** Devices have come or gone: a chosen one that is back is taken again, a better one than none is taken. */
  devicesChanged(microphones: readonly { readonly id: string; readonly label: string }[]): void;
}

/** Why the microphone of the calls is another one: pulled out in use, or the chosen one is back. */
export interface MicrophoneMove {
  readonly what: 'gone' | 'back';
  readonly device: string;
}

interface Capture {
  readonly voice: Voice;
  close(): void;
}

/**
 * One capture shared by all calls, opened at the first call and kept, because opening a device takes long.
 * @param onChanged the calls have to take their tracks anew; null: another sound of the same device, or another choice
 */
export function createMicrophone(onChanged: (move: MicrophoneMove | null) => Promise<void>): Microphone {
  let options: MicrophoneOptions = {
    deviceId: null,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
  let clear = false;
  let capture: Promise<Capture> | undefined;

  const change = (move: MicrophoneMove | null): void => {
    const old = capture;
    capture = undefined;
    if (old === undefined) return;
    // Closed only when every call has the new one: nobody hears a gap that need not be.
    void Promise.all([old, onChanged(move)]).then(([opened]) => opened.close());
  };
  const open = async (): Promise<Capture> => {
    const { deviceId, ...processing } = options;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { ...processing, ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }) },
      });
      const [raw] = stream.getAudioTracks();
      if (raw === undefined) return silentCapture('silentSource');
      // Not fired by a stop of our own: only when the device itself has gone.
      raw.addEventListener('ended', () => change({ what: 'gone', device: raw.label }));
      return clear ? clearCapture(raw) : { voice: { track: raw, raw, state: 'ok' }, close: () => raw.stop() };
    } catch (error) {
      const denied = error instanceof DOMException && error.name === 'NotAllowedError';
      return silentCapture(denied ? 'denied' : 'silentSource');
    }
  };

  return {
    async track() {
      capture ??= open();
      const mine = capture;
      const { voice } = await mine;
      // A missing device may be plugged in before the next call: try again then.
      if (voice.state !== 'ok' && capture === mine) capture = undefined;
      const raw = voice.raw.clone();
      return { track: voice.track === voice.raw ? raw : voice.track.clone(), raw, state: voice.state };
    },
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(options)) return;
      options = next;
      change(null);
    },
    setClear(on) {
      if (on === clear) return;
      clear = on;
      change(null);
    },
    devicesChanged(microphones) {
      const { deviceId } = options;
      if (capture === undefined) return void onChanged(null);
      const back = microphones.find(({ id }) => id === deviceId);
      const mine = capture;
      void mine.then(({ voice }) => {
        if (back !== undefined && capture === mine && voice.raw.getSettings().deviceId !== deviceId)
          change({ what: 'back', device: back.label });
      });
    },
  };
}

function clearCapture(raw: MediaStreamTrack): Capture {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const out = context.createMediaStreamDestination();
  clearVoice(context, context.createMediaStreamSource(new MediaStream([raw]))).connect(out);
  const [track] = out.stream.getAudioTracks();
  if (track === undefined) throw new Error('WebAudio gave no track');
  return {
    voice: { track, raw, state: 'ok' },
    close() {
      raw.stop();
      void context.close();
    },
  };
}

function silentCapture(state: MicrophoneState): Capture {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (track === undefined) throw new Error('WebAudio gave no track');
  return { voice: { track, raw: track, state }, close: () => void context.close() };
}
