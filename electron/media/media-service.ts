import type { Log } from '#electron/log/log.ts';
import type { OfferOptions, TakeoverMedia } from '#electron/sip/ports.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import {
  type DeviceUse,
  deviceUseSchema,
  type MediaEvent,
  type MediaEventName,
  type MediaInput,
  type MediaOutput,
  type MediaStats,
  type Tone,
} from '#shared/media/contract.ts';
import type { TopicSnapshot } from '#shared/contract/index.ts';
import type { MediaLink } from './ports.ts';

type MediaState = TopicSnapshot<'media/state'>;

export type MicrophoneState = 'ok' | 'silentSource' | 'denied';

export type MediaConfiguration = MediaInput<'media/configure'>;
export type OutgoingPicture = Omit<MediaInput<'media/picture'>, 'sessionId'>;
export type CameraState = MediaOutput<'media/picture'>['camera'];

/** What main knows of sound and picture. The peer connections themselves live in the media window. */
export interface MediaService extends TakeoverMedia {
  /** What the settings page offers: the devices of this machine. */
  readonly state: Source<MediaState>;
  configure(configuration: MediaConfiguration): void;
  tone(tone: Tone): void;
  /** Fewer than two: nothing is mixed. A window that comes back mixes anew as the sessions are rebuilt. */
  setConference(sessionIds: readonly string[]): Promise<void>;
  setMuted(sessionId: string, muted: boolean): Promise<void>;
  sendDtmf(sessionId: string, digits: string): Promise<void>;
  stats(sessionId: string): Promise<MediaStats>;
  /** Real-time text; false when nothing would carry it. */
  sendText(sessionId: string, text: string): Promise<boolean>;
  onText(listener: (sessionId: string, text: string) => void): Undo;
  onTextChannel(listener: (sessionId: string, open: boolean, cps: number) => void): Undo;
  /** What goes out as picture. Remembered: a window that comes back shows it again. */
  setPicture(sessionId: string, picture: OutgoingPicture): Promise<CameraState>;
  /** Some picture is to have the camera in it. */
  cameraWanted(): boolean;
  onMicrophone(listener: (sessionId: string, state: MicrophoneState) => void): Undo;
  onConnection(listener: (sessionId: string, state: string) => void): Undo;
  onFirstAudio(listener: (sessionId: string) => void): Undo;
  onFirstPicture(listener: (sessionId: string) => void): Undo;
  /** The window died and is back, empty: what was in it has to be built anew. */
  onReturned(listener: () => void): Undo;
  /** 'Speak up and clear'; off by itself when the last call is over. False: the window did not do it. */
  speakClearly(on: boolean): Promise<boolean>;
  putAwayMoved(kind: DeviceUse): void;
  /** Trying the devices outside of calls: see `sound-check.ts`. */
  check(on: boolean): Promise<MediaOutput<'media/check'>>;
  checkVoice(): Promise<MediaOutput<'media/check-voice'>>;
  checkTone(at: 'speaker' | 'ringer'): Promise<void>;
  checkEcho(sessionId: string): Promise<MediaOutput<'media/check-echo'>>;
  onLevel(listener: (db: number) => void): Undo;
  onCheckPhase(listener: (phase: MediaEvent<'media/check-phase'>['phase']) => void): Undo;
  /** Which call is measured (C21); null: none. */
  measure(sessionId: string | null): Promise<void>;
  markQuestion(sessionId: string): Promise<void>;
  onMeasures(listener: (heard: MediaEvent<'media/measures'>) => void): Undo;
  onAnswer(listener: (heard: MediaEvent<'media/answer'>) => void): Undo;
  onMeasuring(listener: (told: MediaEvent<'media/measuring'>) => void): Undo;
}

/** Recording and playing back take some seven seconds; a machine under load more. */
const checkMs = 30_000;
/** How long it is said that a device is back. */
const backForMs = 10_000;

/** Speaks to the media window and remembers its configuration, so that a restarted window gets it again. */
export function createMediaService(deps: { link: MediaLink; log: Log; clock: Clock }): MediaService {
  const { link, log } = deps;
  const state = createPublisher<MediaState>({ devices: [], clear: false, background: 'plain', moved: [] });
  /** Calls with a microphone: the sound of the voice is theirs, and ends with the last of them. */
  const voiced = new Set<string>();
  const microphone = listenerSet<[string, MicrophoneState]>();
  const connection = listenerSet<[string, string]>();
  const firstAudio = listenerSet<[string]>();
  const text = listenerSet<[string, string]>();
  const textChannel = listenerSet<[string, boolean, number]>();
  const firstPicture = listenerSet<[string]>();
  const measures = listenerSet<[MediaEvent<'media/measures'>]>();
  const answers = listenerSet<[MediaEvent<'media/answer'>]>();
  const level = listenerSet<[number]>();
  const checkPhase = listenerSet<[MediaEvent<'media/check-phase'>['phase']]>();
  const measuring = listenerSet<[MediaEvent<'media/measuring'>]>();
  let configuration: MediaConfiguration | undefined;
  let isReady = false;
  let sounding: Tone = 'off';
  let conference: readonly string[] = [];
  /** Offers begun before they were asked for (`prepareOffer`). */
  const prepared = new Map<
    string,
    { readonly options: OfferOptions; readonly made: Promise<MediaOutput<'media/offer'>> }
  >();
  /** Sessions that the agent has muted: a session built anew must not open the microphone. */
  const muted = new Set<string>();
  /** Not the camera of the next call: a picture is forgotten with its session. */
  const pictures = new Map<string, OutgoingPicture>();
  const returned = listenerSet<[]>();
  let standing: () => void = () => undefined;
  const stands = new Promise<void>((done) => (standing = done));

  const change = (part: Partial<MediaState>): void => state.set({ ...state.get(), ...part });
  const quietly = (work: Promise<unknown>, what: string): void =>
    void work.catch((error: unknown) => log.warn('media request failed', { what, reason: String(error) }));
  const configureNow = (): void => {
    if (isReady && configuration !== undefined)
      quietly(link.request('media/configure', configuration), 'configure');
  };
  const speakClearly = async (on: boolean): Promise<boolean> => {
    try {
      await link.request('media/speak-clearly', { on });
      change({ clear: on });
      return true;
    } catch (error) {
      log.warn('media request failed', { what: 'speakClearly', reason: String(error) });
      return false;
    }
  };
  const putAway = (kind: DeviceUse): void =>
    change({ moved: state.get().moved.filter((one) => one.kind !== kind) });
  const moved = ({ tookMs, ...move }: MediaEvent<'media/device-moved'>): void => {
    const { kind, what, now } = move;
    const at = deps.clock.now();
    const all = [...state.get().moved.filter((one) => one.kind !== kind), { ...move, at }];
    change({ moved: deviceUseSchema.options.flatMap((use) => all.filter((one) => one.kind === use)) });
    log.warn('a sound device moved in use', { kind, what, named: now !== null, tookMs: Math.round(tookMs) });
    // What is well again needs nobody to read it.
    if (what === 'back')
      deps.clock.after(backForMs, () => {
        if (state.get().moved.some((one) => one.kind === kind && one.at === at)) putAway(kind);
      });
  };
  const mix = async (): Promise<void> =>
    void (await link.request('media/conference', { sessionIds: [...conference] }));
  const described = async <T extends { sdp: string; microphone: MicrophoneState }>(
    sessionId: string,
    answer: T,
  ): Promise<T> => {
    const picture = pictures.get(sessionId);
    if (picture !== undefined && (picture.slate !== null || picture.camera))
      quietly(link.request('media/picture', { sessionId, ...picture }), 'picture');
    if (conference.includes(sessionId)) await mix();
    if (muted.has(sessionId)) await link.request('media/set-muted', { sessionId, muted: true });
    voiced.add(sessionId);
    microphone.tell(sessionId, answer.microphone);
    return answer;
  };

  link.onEvent((name, payload) => {
    const event = { name, payload } as MediaEventRecord;
    if (event.name === 'media/ready') {
      const again = isReady;
      isReady = true;
      configureNow();
      standing();
      if (again) {
        prepared.clear();
        if (state.get().clear) quietly(link.request('media/speak-clearly', { on: true }), 'clear');
        if (sounding !== 'off') quietly(link.request('media/tone', { tone: sounding }), 'tone');
        returned.tell();
      }
      quietly(
        link.request('media/devices', {}).then((found) => change({ devices: found.devices })),
        'devices',
      );
    }
    if (event.name === 'media/devices-changed') change({ devices: event.payload.devices });
    if (event.name === 'media/microphone') microphone.tell(event.payload.sessionId, event.payload.state);
    if (event.name === 'media/device-moved') moved(event.payload);
    if (event.name === 'media/background') {
      const { state: background, why } = event.payload;
      change({ background });
      if (why !== null) log.warn('the whole picture is blurred', { why });
    }
    if (event.name === 'media/connection') connection.tell(event.payload.sessionId, event.payload.state);
    if (event.name === 'media/first-picture') {
      if (conference.includes(event.payload.sessionId)) quietly(mix(), 'conference');
      firstPicture.tell(event.payload.sessionId);
    }
    if (event.name === 'media/text') text.tell(event.payload.sessionId, event.payload.text);
    if (event.name === 'media/text-channel')
      textChannel.tell(event.payload.sessionId, event.payload.open, event.payload.cps);
    if (event.name === 'media/first-audio') firstAudio.tell(event.payload.sessionId);
    if (event.name === 'media/level') level.tell(event.payload.db);
    if (event.name === 'media/check-phase') checkPhase.tell(event.payload.phase);
    if (event.name === 'media/measures') measures.tell(event.payload);
    if (event.name === 'media/answer') answers.tell(event.payload);
    if (event.name === 'media/measuring') measuring.tell(event.payload);
  });

  return {
    state,
    configure(next) {
      configuration = next;
      configureNow();
    },
    prepareOffer(sessionId, options) {
      const made = link.request('media/offer', { sessionId, ...options }, 10_000);
      prepared.set(sessionId, { options, made });
      return made.then(
        () => undefined,
        () => undefined,
      );
    },
    offer: async (sessionId, options) => {
      const before = prepared.get(sessionId);
      prepared.delete(sessionId);
      const again = () => link.request('media/offer', { sessionId, ...options }, 10_000);
      const made =
        before !== undefined && isSameOffer(before.options, options) ? before.made.catch(again) : again();
      return described(sessionId, await made);
    },
    answer: async (sessionId, options) =>
      described(sessionId, await link.request('media/answer', { sessionId, ...options }, 10_000)),
    acceptAnswer: async (sessionId, sdp) =>
      void (await link.request('media/accept-answer', { sessionId, sdp })),
    renew: async (sessionId) => void (await link.request('media/close', { sessionId })),
    rollback: async (sessionId) => void (await link.request('media/rollback', { sessionId })),
    close(sessionId) {
      voiced.delete(sessionId);
      if (voiced.size === 0 && state.get().clear) void speakClearly(false);
      muted.delete(sessionId);
      prepared.delete(sessionId);
      pictures.delete(sessionId);
      conference = conference.filter((one) => one !== sessionId);
      quietly(link.request('media/close', { sessionId }), 'close');
    },
    tone(next) {
      sounding = next;
      quietly(link.request('media/tone', { tone: next }), 'tone');
    },
    async setConference(sessionIds) {
      conference = sessionIds.length < 2 ? [] : [...sessionIds];
      await mix();
    },
    async setMuted(sessionId, next) {
      // Before the window is asked: a description that is answered meanwhile asks for what is wanted now, not for what was.
      const before = muted.has(sessionId);
      const want = (on: boolean): void => void (on ? muted.add(sessionId) : muted.delete(sessionId));
      want(next);
      try {
        await link.request('media/set-muted', { sessionId, muted: next });
      } catch (error) {
        want(before);
        throw error;
      }
    },
    sendDtmf: async (sessionId, digits) =>
      void (await link.request('media/send-dtmf', { sessionId, digits })),
    async setPicture(sessionId, picture) {
      pictures.set(sessionId, picture);
      return (await link.request('media/picture', { sessionId, ...picture }, 10_000)).camera;
    },
    cameraWanted: () => [...pictures.values()].some(({ camera }) => camera),
    whenReady: () => stands,
    startMuted: (sessionId) => void muted.add(sessionId),
    stats: (sessionId) => link.request('media/stats', { sessionId }),
    sendText: (sessionId, given) =>
      link.request('media/send-text', { sessionId, text: given }).then(
        ({ sent }) => sent,
        () => false,
      ),
    onText: text.add,
    onTextChannel: textChannel.add,
    onMicrophone: microphone.add,
    onConnection: connection.add,
    onFirstAudio: firstAudio.add,
    onFirstPicture: firstPicture.add,
    onReturned: returned.add,
    speakClearly,
    putAwayMoved: putAway,
    check: (on) => link.request('media/check', { on }, checkMs),
    checkVoice: () => link.request('media/check-voice', {}, checkMs),
    checkTone: async (at) => void (await link.request('media/check-tone', { at }, checkMs)),
    checkEcho: (sessionId) => link.request('media/check-echo', { sessionId }, checkMs),
    onLevel: level.add,
    onCheckPhase: checkPhase.add,
    measure: async (sessionId) => void (await link.request('media/measure', { sessionId })),
    markQuestion: async (sessionId) => void (await link.request('media/mark-question', { sessionId })),
    onMeasures: measures.add,
    onAnswer: answers.add,
    onMeasuring: measuring.add,
  };
}

const isSameOffer = (one: OfferOptions, other: OfferOptions): boolean =>
  one.direction === other.direction &&
  one.video === other.video &&
  one.text === other.text &&
  one.sending === other.sending &&
  one.iceRestart === other.iceRestart;

type MediaEventRecord = {
  [N in MediaEventName]: { readonly name: N; readonly payload: MediaEvent<N> };
}[MediaEventName];

function listenerSet<A extends unknown[]>(): {
  add: (listener: (...args: A) => void) => Undo;
  tell: (...args: A) => void;
} {
  const listeners = new Set<(...args: A) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (...args) => {
      for (const listener of [...listeners]) listener(...args);
    },
  };
}
