import {
  type MediaBridge,
  type MediaInput,
  type MediaOutput,
  type MediaRequestName,
  type MediaRequests,
  mediaRequests,
} from '#shared/media/contract.ts';
import { listDevices } from './devices.ts';
import { createCamera } from './camera.ts';
import { createMeasurer } from './measures/measurer.ts';
import { createMicrophone } from './microphone.ts';
import { createMixer } from './mixer.ts';
import { servePictures } from './picture-door.ts';
import { createPictures } from './pictures.ts';
import { createRecorder } from './recording/recorder.ts';
import { createSession, type Session } from './session.ts';
import { createSpeakers } from './speakers.ts';
import { createTones } from './tones.ts';

declare global {
  interface Window {
    readonly guardlineMedia: MediaBridge;
  }
}

const bridge = window.guardlineMedia;
const microphone = createMicrophone((gone) => renewMicrophones(gone));
const tones = createTones();
const mixer = createMixer();
const camera = createCamera();
const measurer = createMeasurer({
  onStatus: (status, why) => bridge.tell('media/measuring', { status, why: why?.slice(0, 300) ?? null }),
  onMeasures: (heard) => bridge.tell('media/measures', heard),
  onAnswer: (sessionId, latencyMs) => bridge.tell('media/answer', { sessionId, latencyMs }),
});
const recorder = createRecorder();
const sessions = new Map<string, Session>();
const pictures = createPictures(camera, (sessionId) => sessions.get(sessionId));
let iceServers: RTCIceServer[] = [];
/** Mixed calls, so that another microphone is mixed in, too. */
let conference: readonly string[] = [];
const speakers = createSpeakers((chosen) => {
  tones.setDevices(chosen);
  for (const session of sessions.values()) void session.setSpeaker(chosen.speaker);
});

const mix = (): Promise<void> => mixer.mix(conference.flatMap((id) => sessions.get(id) ?? []));

/** Another microphone, or another sound of it, for the calls that are up. */
async function renewMicrophones(gone: string | null): Promise<void> {
  const beganMs = performance.now();
  let now: string | null = null;
  for (const [sessionId, session] of sessions) {
    const voice = await session.renewMicrophone().catch(() => null);
    if (voice === null) continue;
    bridge.tell('media/microphone', { sessionId, state: voice.state });
    now = voice.state === 'ok' ? voice.raw.label : null;
  }
  if (conference.length > 1) await mix();
  if (gone !== null)
    bridge.tell('media/device-gone', {
      kind: 'microphone',
      gone: gone.slice(0, 500),
      now: now?.slice(0, 500) ?? null,
      tookMs: performance.now() - beganMs,
    });
}

const sessionFor = (sessionId: string): Session => {
  const known = sessions.get(sessionId);
  if (known !== undefined) return known;
  const session = createSession(iceServers, microphone, {
    onConnection: (state) => bridge.tell('media/connection', { sessionId, state }),
    onFirstPicture: () => bridge.tell('media/first-picture', { sessionId }),
    onText: (text) => bridge.tell('media/text', { sessionId, text }),
    onOpen: (open, cps) => bridge.tell('media/text-channel', { sessionId, open, cps }),
    onFirstAudio: (afterConnectedMs) => bridge.tell('media/first-audio', { sessionId, afterConnectedMs }),
    onTracks: () => {
      measurer.renew(sessionId);
      recorder.renew(sessionId);
    },
  });
  void session.setSpeaker(speakers.now().speaker);
  sessions.set(sessionId, session);
  void session.setPicture(pictures.trackOf(sessionId));
  return session;
};

const existing = (sessionId: string): Session => {
  const session = sessions.get(sessionId);
  if (session === undefined) throw new Error('no such media session');
  return session;
};

type Handlers = {
  readonly [N in MediaRequestName]: (input: MediaInput<N>) => Promise<MediaOutput<N>> | MediaOutput<N>;
};

const handlers: Handlers = {
  'media/configure': (input) => {
    iceServers = input.iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    }));
    speakers.configure({ speaker: input.speakerId, ringer: input.ringerId });
    const { echoCancellation, noiseSuppression, autoGainControl } = input;
    microphone.configure({
      deviceId: input.microphoneId,
      echoCancellation,
      noiseSuppression,
      autoGainControl,
    });
    camera.choose(input.cameraId);
    return {};
  },
  'media/offer': ({ sessionId, ...options }) => sessionFor(sessionId).offer(options),
  'media/answer': ({ sessionId, ...options }) => sessionFor(sessionId).answer(options),
  'media/accept-answer': async ({ sessionId, sdp }) => (await existing(sessionId).acceptAnswer(sdp), {}),
  'media/rollback': async ({ sessionId }) => (await existing(sessionId).rollback(), {}),
  'media/set-muted': ({ sessionId, muted }) => (existing(sessionId).setMuted(muted), {}),
  'media/send-dtmf': ({ sessionId, digits }) => (existing(sessionId).sendDtmf(digits), {}),
  'media/close': ({ sessionId }) => {
    pictures.close(sessionId);
    measurer.forget(sessionId);
    sessions.get(sessionId)?.close();
    sessions.delete(sessionId);
    return {};
  },
  'media/send-text': ({ sessionId, text }) => ({ sent: sessions.get(sessionId)?.sendText(text) ?? false }),
  'media/stats': ({ sessionId }) => existing(sessionId).stats(),
  'media/tone': ({ tone }) => (tones.sound(tone), {}),
  'media/conference': async ({ sessionIds }) => {
    conference = sessionIds;
    await mix();
    pictures.join(sessionIds);
    return {};
  },
  'media/picture': async ({ sessionId, slate, camera: wanted }) => ({
    camera: await pictures.show(sessionId, slate, wanted),
  }),
  'media/measure': ({ sessionId }) => {
    const session = (): Session | undefined => sessions.get(sessionId ?? '');
    measurer.measure(sessionId, {
      legs: () => ({ agent: session()?.rawTrack() ?? null, caller: session()?.remoteTrack() ?? null }),
      delayMs: async () => (await session()?.delayMs()) ?? null,
    });
    return {};
  },
  'media/record': async ({ recordingId, sessionId, silent }) => {
    // Looked up each time: a window that came back is asked before its sessions are built anew.
    const legs = () => {
      const session = sessions.get(sessionId);
      return { agent: session?.ownTrack() ?? null, caller: session?.remoteTrack() ?? null };
    };
    await recorder.begin(recordingId, sessionId, legs, silent);
    return {};
  },
  'media/record-silent': async ({ recordingId, silent }) => ({
    atSample: await recorder.setSilent(recordingId, silent),
  }),
  'media/take-recorded': ({ recordingId, after, end }) => recorder.take(recordingId, after, end),
  'media/forget-recording': ({ recordingId }) => (recorder.forget(recordingId), {}),
  'media/speak-clearly': ({ on }) => (microphone.setClear(on), {}),
  'media/mark-question': ({ sessionId }) => (measurer.markQuestion(sessionId), {}),
  'media/devices': async () => ({ devices: await listDevices() }),
};

bridge.serve(async (name, input) => {
  if (!Object.hasOwn(mediaRequests, name)) throw new Error('unknown request');
  const known = name as MediaRequestName;
  const parsed = mediaRequests[known].input.parse(input);
  // The table above is typed entry by entry; the compiler cannot follow a name that is only known at run time.
  const handle = handlers[known] as (input: unknown) => Promise<MediaOutput<keyof MediaRequests>>;
  return handle(parsed);
});

navigator.mediaDevices.addEventListener('devicechange', () => {
  void listDevices().then((devices) => {
    const gone = speakers.devicesChanged(devices);
    if (gone !== null) bridge.tell('media/device-gone', { kind: 'speaker', ...gone, tookMs: 0 });
    microphone.devicesChanged(devices.filter(({ kind }) => kind === 'microphone').map(({ id }) => id));
    bridge.tell('media/devices-changed', { devices });
  });
});
servePictures(pictures.framesOf);
bridge.tell('media/ready', {});
