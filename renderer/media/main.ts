import {
  type MediaBridge,
  type MediaInput,
  type MediaOutput,
  type MediaRequestName,
  type MediaRequests,
  mediaRequests,
} from '#shared/media/contract.ts';
import { createBackground } from './background/background.ts';
import { createDeviceWatch } from './device-watch.ts';
import { listDevices } from './devices.ts';
import { createCamera } from './camera.ts';
import { createCaptioner } from './captions/captioner.ts';
import { createMeasurer } from './measures/measurer.ts';
import { createMicrophone, type MicrophoneMove } from './microphone.ts';
import { createMixer } from './mixer.ts';
import { servePictures } from './picture-door.ts';
import { createPictures } from './pictures.ts';
import { createRecorder } from './recording/recorder.ts';
import { createSession, type Session } from './session.ts';
import { createSoundCheck } from './sound-check.ts';
import { createSpeakers, type SpeakerMove } from './speakers.ts';
import { createTones } from './tones.ts';

declare global {
  interface Window {
    readonly guardlineMedia: MediaBridge;
  }
}

const bridge = window.guardlineMedia;
const microphone = createMicrophone((move) => renewMicrophones(move));
const tones = createTones();
const mixer = createMixer();
const camera = createCamera();
const background = createBackground((state, why) => bridge.tell('media/background', { state, why }));
const measurer = createMeasurer({
  onStatus: (status, why) => bridge.tell('media/measuring', { status, why: why?.slice(0, 300) ?? null }),
  onMeasures: (heard) => bridge.tell('media/measures', heard),
  onAnswer: (sessionId, latencyMs) => bridge.tell('media/answer', { sessionId, latencyMs }),
});
const recorder = createRecorder();
const captioner = createCaptioner();
const sessions = new Map<string, Session>();
const pictures = createPictures({ camera, background }, (sessionId) => sessions.get(sessionId));
let iceServers: RTCIceServer[] = [];
/** Mixed calls, so that another microphone is mixed in, too. */
let conference: readonly string[] = [];
const speakers = createSpeakers({
  onChosen(chosen) {
    tones.setDevices(chosen);
    for (const session of sessions.values()) void session.setSpeaker(chosen.speaker);
  },
  onMove: (move) => tellMove(move, 0),
});

const check = createSoundCheck({
  microphone,
  devices: () => speakers.now(),
  onLevel: (db) => bridge.tell('media/level', { db }),
  onPhase: (phase) => bridge.tell('media/check-phase', { phase }),
});

const mix = (): Promise<void> => mixer.mix(conference.flatMap((id) => sessions.get(id) ?? []));

/** Another microphone, or another sound of it, for the calls that are up. */
async function renewMicrophones(move: MicrophoneMove | null): Promise<void> {
  const beganMs = performance.now();
  let now: string | null = null;
  for (const [sessionId, session] of sessions) {
    const voice = await session.renewMicrophone().catch(() => null);
    if (voice === null) continue;
    bridge.tell('media/microphone', { sessionId, state: voice.state });
    now = voice.state === 'ok' ? voice.raw.label : null;
  }
  if (conference.length > 1) await mix();
  if (check.isOn()) await check.setOn(true);
  if (move !== null) tellMove({ kind: 'microphone', ...move, now }, performance.now() - beganMs);
}

function tellMove(
  move: (MicrophoneMove & { kind: 'microphone'; now: string | null }) | SpeakerMove,
  tookMs: number,
): void {
  const { kind, what, device, now } = move;
  const cut = (label: string): string => label.slice(0, 500);
  bridge.tell('media/device-moved', {
    kind,
    what,
    device: cut(device),
    now: now === null ? null : cut(now),
    tookMs,
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
      captioner.renew(sessionId);
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
    background.setBlur(input.blurBackground);
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
  'media/caption': async ({ sessionId }) => {
    const session = (): Session | undefined => sessions.get(sessionId ?? '');
    await captioner.caption(sessionId, () => ({
      agent: session()?.rawTrack() ?? null,
      caller: session()?.remoteTrack() ?? null,
    }));
    return {};
  },
  'media/take-captioned': ({ sessionId, after }) => ({ pieces: captioner.take(sessionId, after) }),
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
  'media/check': ({ on }) => check.setOn(on),
  'media/check-voice': () => check.voice(),
  'media/check-tone': async ({ at }) => (await check.tone(at), {}),
  'media/check-echo': ({ sessionId }) => check.echo(existing(sessionId)),
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

createDeviceWatch({
  list: listDevices,
  inUse: () => sessions.size > 0 || tones.isSounding() || check.isOn(),
  looks: navigator.userAgent.includes('Linux'),
  onChanged(devices) {
    speakers.devicesChanged(devices);
    microphone.devicesChanged(devices.filter(({ kind }) => kind === 'microphone'));
    bridge.tell('media/devices-changed', { devices });
  },
});
servePictures(pictures.framesOf);
bridge.tell('media/ready', {});
