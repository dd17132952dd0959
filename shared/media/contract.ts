import { z } from 'zod';
import { drawnSlateSchema } from '#shared/slate/drawn.ts';
import { captionRequests } from '#shared/captions/media.ts';
import { recordingRequests } from '#shared/recording/media.ts';
import { measuresSchema } from '#shared/measures/contract.ts';
import { spokenSchema } from '#shared/measures/course.ts';
import { leakSoundSchema, voiceSoundSchema } from './sound-check.ts';

/**
 * Main ↔ hidden media window. Main asks (always answered, with a timeout; rejected when the window dies), the window tells.
 * A session is one call's peer connection; its id is the CallId.
 */
const session = { sessionId: z.string().min(1).max(64) };
const sdp = z.string().min(1).max(200_000);
const nothing = z.strictObject({});
const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** Direction in the description (RFC 3264). `sending` is apart: on hold we offer sendonly and send nothing of the microphone. */
const direction = z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']);
/** Direction of the picture; null: none is wanted, and an offered one is refused (port 0, RFC 3264 §6). */
const video = direction.nullable();

/** As it is · blurred · blurred whole, the agent too, for as long as the agent is not found in the picture. */
export const backgroundStateSchema = z.enum(['plain', 'blurred', 'whole']);
export type BackgroundState = z.infer<typeof backgroundStateSchema>;

export const deviceSchema = z.strictObject({
  id: z.string().max(500),
  label: z.string().max(500),
  kind: z.enum(['microphone', 'speaker', 'camera']),
});
export type Device = z.infer<typeof deviceSchema>;

/** What a sound device is used for; a ringer is a loudspeaker of its own. */
export const deviceUseSchema = z.enum(['microphone', 'speaker', 'ringer']);
export type DeviceUse = z.infer<typeof deviceUseSchema>;

/** Counters of one session as getStats gives them; null until the first packet. Bytes, packets; energy is WebRTC's totalAudioEnergy. */
export const mediaStatsSchema = z.strictObject({
  packetsReceived: z.number(),
  packetsSent: z.number(),
  packetsLost: z.number(),
  jitterMs: z.number(),
  roundTripMs: z.number().nullable(),
  receivedEnergy: z.number(),
  receivedLevel: z.number(),
  codec: z.string().max(50),
  connection: z.string().max(20),
});
export type MediaStats = z.infer<typeof mediaStatsSchema>;

/** `ring` on the ringer; `waiting` one soft tone now and then for somebody who talks; `ringback` for a dialler. */
export const toneSchema = z.enum(['off', 'ring', 'waiting', 'ringback']);
export type Tone = z.infer<typeof toneSchema>;

export const mediaRequests = {
  ...recordingRequests,
  ...captionRequests,
  'media/configure': request(
    z.strictObject({
      iceServers: z
        .array(
          z.strictObject({
            urls: z.string().max(300),
            username: z.string().max(200).optional(),
            credential: z.string().max(200).optional(),
          }),
        )
        .max(10),
      microphoneId: z.string().max(500).nullable(),
      speakerId: z.string().max(500).nullable(),
      ringerId: z.string().max(500).nullable(),
      cameraId: z.string().max(500).nullable(),
      blurBackground: z.boolean(),
      echoCancellation: z.boolean(),
      noiseSuppression: z.boolean(),
      autoGainControl: z.boolean(),
    }),
    nothing,
  ),
  'media/offer': request(
    z.strictObject({
      ...session,
      direction,
      video,
      /** Real-time text is wanted, or agreed (RFC 8865). */
      text: z.boolean(),
      sending: z.boolean(),
      iceRestart: z.boolean(),
    }),
    z.strictObject({ sdp, microphone: z.enum(['ok', 'silentSource', 'denied']) }),
  ),
  'media/answer': request(
    z.strictObject({ ...session, sdp, direction, video, sending: z.boolean() }),
    z.strictObject({ sdp, microphone: z.enum(['ok', 'silentSource', 'denied']) }),
  ),
  'media/accept-answer': request(z.strictObject({ ...session, sdp }), nothing),
  /** Real-time text (RFC 8865), as T.140 characters. `sent` false: there is no channel for it. */
  'media/send-text': request(
    z.strictObject({ ...session, text: z.string().min(1).max(60_000) }),
    z.strictObject({ sent: z.boolean() }),
  ),
  'media/rollback': request(z.strictObject(session), nothing),
  'media/set-muted': request(z.strictObject({ ...session, muted: z.boolean() }), nothing),
  'media/send-dtmf': request(
    z.strictObject({
      ...session,
      digits: z
        .string()
        .max(32)
        .regex(/^[0-9A-D*#]+$/),
    }),
    nothing,
  ),
  'media/close': request(z.strictObject(session), nothing),
  'media/stats': request(z.strictObject(session), mediaStatsSchema),
  'media/tone': request(z.strictObject({ tone: toneSchema }), nothing),
  /** The calls that are mixed; fewer than two, or unknown ones: whoever is left hears the agent alone. */
  'media/conference': request(z.strictObject({ sessionIds: z.array(z.string().max(64)).max(4) }), nothing),
  /** What goes out as picture: slate, camera, both (the slate as a band), or nothing. Without video in the call it waits. */
  'media/picture': request(
    z.strictObject({ ...session, slate: drawnSlateSchema.nullable(), camera: z.boolean() }),
    z.strictObject({ camera: z.enum(['off', 'ok', 'none', 'denied']) }),
  ),
  /** Which call is measured (C21); null: none. A call that is measured again goes on where it was. */
  'media/measure': request(z.strictObject({ sessionId: session.sessionId.nullable() }), nothing),
  /** 'Speak up and clear': gain and gentle compression of the agent's voice, for the calls that are up and those to come. */
  'media/speak-clearly': request(z.strictObject({ on: z.boolean() }), nothing),
  /** The agent asks a question now: how long its answer takes comes as `media/answer`. */
  'media/mark-question': request(z.strictObject(session), nothing),
  /** Opens the microphone to try it, or closes it; `microphone` null: closed. */
  'media/check': request(
    z.strictObject({ on: z.boolean() }),
    z.strictObject({ microphone: z.enum(['ok', 'silentSource', 'denied']).nullable() }),
  ),
  /** Three seconds recorded and played back: some seven in all. */
  'media/check-voice': request(nothing, z.strictObject({ voice: voiceSoundSchema, leak: leakSoundSchema })),
  'media/check-tone': request(z.strictObject({ at: z.enum(['speaker', 'ringer']) }), nothing),
  /** Probes through a call to an echo; null: none came back. */
  'media/check-echo': request(
    z.strictObject(session),
    z.strictObject({ roundTripMs: z.number().nonnegative().nullable() }),
  ),
  'media/devices': request(nothing, z.strictObject({ devices: z.array(deviceSchema).max(200) })),
} as const;

export const mediaEvents = {
  'media/ready': z.strictObject({}),
  'media/connection': z.strictObject({
    ...session,
    state: z.enum(['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed']),
  }),
  /** What the far end typed, T.140; and whether its channel stands. `cps`: what it can read a second. */
  'media/text': z.strictObject({ ...session, text: z.string().max(60_000) }),
  'media/text-channel': z.strictObject({ ...session, open: z.boolean(), cps: z.number() }),
  /** First RTP packet of the far end was played out: audio is really there. */
  'media/first-audio': z.strictObject({ ...session, afterConnectedMs: z.number() }),
  /** The far end's first picture came. */
  'media/first-picture': z.strictObject(session),
  /** The microphone of this call is another one, or none any more. */
  'media/microphone': z.strictObject({ ...session, state: z.enum(['ok', 'silentSource', 'denied']) }),
  /** A device was pulled out in use and `now` took its place (empty: the system's own choice, null: there is none), or the chosen one is back in use. */
  'media/device-moved': z.strictObject({
    kind: deviceUseSchema,
    what: z.enum(['gone', 'back']),
    device: z.string().max(500),
    now: z.string().max(500).nullable(),
    tookMs: z.number(),
  }),
  /** Of the microphone that is tried, eight times a second, dB below full scale. */
  'media/level': z.strictObject({ db: z.number() }),
  'media/check-phase': z.strictObject({ phase: z.enum(['listening', 'recording', 'playing']) }),
  /** What becomes of what is behind the agent in the camera's picture; `why`: when it is another thing than was asked for. */
  'media/background': z.strictObject({ state: backgroundStateSchema, why: z.string().max(300).nullable() }),
  'media/devices-changed': z.strictObject({ devices: z.array(deviceSchema).max(200) }),
  /** Once a second while a call is measured, and at its pauses. */
  'media/measures': z.strictObject({
    ...session,
    measures: measuresSchema,
    spoken: spokenSchema,
    agentSpeaking: z.boolean(),
    callerSpeaking: z.boolean(),
  }),
  'media/answer': z.strictObject({ ...session, latencyMs: z.number().nonnegative() }),
  'media/measuring': z.strictObject({
    status: z.enum(['starting', 'measuring', 'paused', 'notMeasured']),
    why: z.string().max(300).nullable(),
  }),
  'media/problem': z.strictObject({ sessionId: z.string().max(64).nullable(), what: z.string().max(500) }),
} as const;

export type MediaRequests = typeof mediaRequests;
export type MediaRequestName = keyof MediaRequests;
export type MediaInput<N extends MediaRequestName> = z.output<MediaRequests[N]['input']>;
export type MediaOutput<N extends MediaRequestName> = z.output<MediaRequests[N]['output']>;
export type MediaEventName = keyof typeof mediaEvents;
export type MediaEvent<N extends MediaEventName> = z.output<(typeof mediaEvents)[N]>;

/** Exposed by `electron/preload/media.ts` as `window.guardlineMedia`. */
export interface MediaBridge {
  /** Registers the one handler of requests from main. */
  serve(handler: (name: string, input: unknown) => Promise<unknown>): void;
  tell<N extends MediaEventName>(name: N, payload: MediaEvent<N>): void;
}
