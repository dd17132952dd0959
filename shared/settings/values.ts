import { z } from 'zod';
import { controlIdSchema } from '#shared/control/control-ids.ts';
import { roleSchema } from '#shared/seat/role.ts';
import {
  absolutePath,
  deviceId,
  dialCode,
  domain,
  exchangeAddress,
  headerName,
  httpUrl,
  linkHost,
  listOf,
  plainText,
  sipUri,
  sipUser,
  specialistSeat,
  stunUrl,
  switchOf,
  turnUrl,
  webSocketUrl,
  wholeNumber,
} from './checks.ts';

/**
 * Every setting: its check, with the refusing reason as the message, and its default.
 * An empty string means 'not given'. Seconds and years are whole numbers.
 */
export const settingSchemas = {
  language: z.enum(['system', 'zh-CN', 'en-US']),
  theme: z.enum(['system', 'light', 'dark']),
  'notifications.enabled': switchOf(),

  /** embedded: the exchange inside the program; configured: the bank's, by the keys below. */
  'exchange.mode': z.enum(['embedded', 'configured']),
  'exchange.url': exchangeAddress(),
  /** Exchanges to change over to, in order of preference, when the one above is out of reach. */
  'exchange.fallbackUrls': listOf(exchangeAddress(), 3),
  'exchange.domain': domain(),
  'exchange.user': sipUser(),
  'exchange.displayName': plainText(60),
  /** PEM file with the bank's own certificate authority; when given, only it is trusted for this connection. */
  'exchange.caFile': absolutePath(),
  /** PEM file with this seat's own certificate, for an exchange that asks for one; its key is a secret. */
  'exchange.clientCertFile': absolutePath(),
  'exchange.outboundProxy': sipUri(),
  'exchange.stun': listOf(stunUrl(), 4),
  'exchange.turn': listOf(turnUrl(), 4),
  'exchange.turnUser': plainText(100),
  /** Telephone keys: RTP events, or INFO for an exchange that does not hear those. */
  'exchange.dtmf': z.enum(['rfc4733', 'info']),
  /** Whether the exchange may have a call answered by itself (Call-Info answer-after, Alert-Info). */
  'exchange.autoAnswer': switchOf(),
  /** How a call is taken over when the program died in it: by what the exchange can do. `off`: the caller gets a BYE. */
  'exchange.takeover': z.enum(['auto', 'replaces', 'reinvite', 'off']),
  /** How long the exchange keeps a call without sound (its RTP timeout): after that nothing is left to take over. */
  'exchange.takeoverSeconds': wholeNumber(5, 120),
  /** Most bytes of text in one SIP MESSAGE; a longer text goes in several (RFC 3428 §8). */
  'exchange.textBytes': wholeNumber(200, 60_000),
  /** Real-time text (T.140, RFC 8865) is offered to far ends that have not offered it. `off`: only taken where they do. */
  'exchange.realTimeText': z.enum(['auto', 'off']),
  'exchange.codes.park': dialCode(),
  'exchange.codes.pickUp': dialCode(),
  /** What is dialled to hear oneself back; the embedded exchange has its own. */
  'exchange.codes.echo': dialCode(),
  /** Whom a call can be handed to: "number name", one an entry. The floor's seats and queues come by themselves. */
  'exchange.directory': listOf(plainText(120), 20),
  /** Seats for a language, a dialect or sign: "number tags name", one an entry (`shared/seat/directory.ts`). */
  'exchange.specialists': listOf(specialistSeat(), 40),
  'exchange.headers.customerId': headerName(),
  'exchange.headers.queue': headerName(),
  'exchange.headers.ivrVerified': headerName(),
  'exchange.headers.callId': headerName(),
  'exchange.headers.care': headerName(),

  /** sandbox: the core inside the program; configured: the bank's gateway. */
  'core.mode': z.enum(['sandbox', 'configured']),
  'core.url': httpUrl(),
  /** Hosts whose addresses may be sent to callers, and everything under them. */
  'core.linkHosts': listOf(linkHost(), 20),
  'core.caFile': absolutePath(),
  /** The desk's own certificate, PEM, where the gateway asks for one; its key is a secret. */
  'core.clientCertFile': absolutePath(),
  /** Read once into the key store at the next start; then the file can go. */
  'core.clientKeyFile': absolutePath(),
  /** token: one of the bank's own, kept as a secret; oauth2: client credentials at the token endpoint. */
  'core.login': z.enum(['token', 'oauth2']),
  'core.oauth.tokenUrl': httpUrl(),
  'core.oauth.clientId': plainText(200),
  'core.oauth.scope': plainText(200),
  /** How the desk proves itself there: secret in the header, in the body, or by its certificate (RFC 8705). */
  'core.oauth.clientAuth': z.enum(['basic', 'post', 'tls']),
  /** Cards of a list (C08) that may be on the wire at once. */
  'core.bulkParallel': wholeNumber(1, 64),

  /** The bank's embedding endpoint (as OpenAI's /v1/embeddings), for search by meaning; empty: words only. */
  'knowledge.embeddings.url': httpUrl(),
  'knowledge.embeddings.model': plainText(100),

  /** The bank's content service (`shared/editor/openapi.yaml`); empty: none. Asked every so many minutes. */
  'content.url': httpUrl(),
  'content.minutes': wholeNumber(1, 1440),

  'audio.microphone': deviceId(),
  'audio.speaker': deviceId(),
  'audio.ringer': deviceId(),
  'audio.noiseSuppression': switchOf(),
  'audio.echoCancellation': switchOf(),
  'audio.autoGain': switchOf(),
  /** Audio measures (C21). While on, automatic gain is off: it would hide how loud a caller is. */
  'audio.measures': switchOf(),
  /** Trying microphone and loudspeaker before the first call: not offered, offered, or wanted before the seat is ready. */
  'audio.check': z.enum(['off', 'offer', 'require']),

  'video.camera': deviceId(),
  /** What is behind the agent in the camera's picture: shown, or blurred. */
  'video.background': z.enum(['off', 'blur']),
  /** A far end that offers its picture: shown at once, or when the agent says so. Nothing of ours is sent by it. */
  'video.incoming': z.enum(['take', 'ask']),

  /** What whoever signs in at a configured exchange is. Meant to be locked by policy. */
  'seat.role': roleSchema,
  'seat.wrapUpSeconds': wholeNumber(5, 1800),
  'seat.ringTimeoutSeconds': wholeNumber(5, 300),
  /** Calls at once; 1: a second caller hears busy. */
  'seat.maxLines': wholeNumber(1, 4),
  /** While the seat is ready the next verification case comes by itself: claimed, shown, rung. */
  'seat.offerCases': z.boolean(),

  'care.elderlyFrom': wholeNumber(40, 100),
  /** Own age for women where a bank sets one (Suzhou: 55); null: the same as `care.elderlyFrom`. */
  'care.elderlyFromWomen': wholeNumber(40, 100).nullable(),
  /** Syllables a minute that an elderly caller follows easily: the target of the pace meter. */
  'care.calmPace': wholeNumber(100, 400),
  /** Money that moves while a safety question is open (elderly line): `block` refuses it, `warn` asks for a second word. */
  'care.safetyBeforeMoney': z.enum(['block', 'warn']),
  /** Seats that a call for help goes to over the exchange: "number name", one an entry. Empty: only this machine's floor. */
  'care.leadSeats': listOf(plainText(60), 10),

  /** Captions by a recogniser of the bank's own (FunASR). The sound of calls goes there: it is the policy that says so. */
  'captions.mode': z.enum(['off', 'on']),
  'captions.url': webSocketUrl(),
  /** PEM file with the authority of the recogniser's certificate; empty: `core.caFile`. */
  'captions.caFile': absolutePath(),
  /** Words the recogniser is told to expect. */
  'captions.hotwords': listOf(plainText(20), 20),
  /** The caller is to be told: the sentence stands in the quality check of the call. */
  'captions.tellCaller': switchOf(),

  /** Training calls, at the exchange inside the program, are recorded: the trainer's choice. */
  'recording.training': switchOf(),
  /** Calls at the bank's own exchange are recorded, too. */
  'recording.production': switchOf(),
  /** Days until a recording is deleted. */
  'recording.keepDays': wholeNumber(1, 3650),
  /** Agents may listen to their own recordings; trainers and team leads to all. */
  'recording.agentsListen': switchOf(),
  /** Trainers and team leads may save a recording as a file, outside of the encrypted store. */
  'recording.export': switchOf(),

  /** Controls that an agent may use; a team lead may use all. */
  'control.agentControls': z.array(controlIdSchema).max(9),
  /** Roles that may take a hold back at a desk. */
  'control.releaseRoles': z.array(roleSchema).max(3),
} as const;

/** Set by the policy file alone: whoever sits at the desk must not widen what they may do. */
export const policyOnlyKeys: ReadonlySet<string> = new Set([
  'care.safetyBeforeMoney',
  'captions.mode',
  'captions.tellCaller',
  'recording.production',
  'recording.keepDays',
  'recording.agentsListen',
  'recording.export',
  'control.agentControls',
  'control.releaseRoles',
]);

export const settingValuesSchema = z.strictObject(settingSchemas);
export type SettingValues = Readonly<z.infer<typeof settingValuesSchema>>;

export const settingKeySchema = settingValuesSchema.keyof();
export type SettingKey = z.infer<typeof settingKeySchema>;
export const settingKeys: readonly SettingKey[] = settingKeySchema.options;

export const settingDefaults: SettingValues = {
  language: 'system',
  theme: 'system',
  'notifications.enabled': true,
  'exchange.mode': 'embedded',
  'exchange.url': '',
  'exchange.fallbackUrls': [],
  'exchange.domain': '',
  'exchange.user': '',
  'exchange.displayName': '',
  'exchange.caFile': '',
  'exchange.clientCertFile': '',
  'exchange.outboundProxy': '',
  'exchange.stun': [],
  'exchange.turn': [],
  'exchange.turnUser': '',
  'exchange.dtmf': 'rfc4733',
  'exchange.autoAnswer': false,
  'exchange.takeover': 'auto',
  'exchange.takeoverSeconds': 15,
  'exchange.textBytes': 700,
  'exchange.realTimeText': 'auto',
  'exchange.codes.park': '',
  'exchange.codes.pickUp': '',
  'exchange.codes.echo': '',
  'exchange.directory': [],
  'exchange.specialists': [],
  'exchange.headers.customerId': 'X-Customer-Id',
  'exchange.headers.queue': 'X-Queue',
  'exchange.headers.ivrVerified': 'X-Ivr-Verified',
  'exchange.headers.callId': 'X-Call-Id',
  'exchange.headers.care': 'X-Care',
  'core.mode': 'sandbox',
  'core.url': '',
  'core.linkHosts': ['bank.example'],
  'core.caFile': '',
  'core.clientCertFile': '',
  'core.clientKeyFile': '',
  'core.login': 'token',
  'core.oauth.tokenUrl': '',
  'core.oauth.clientId': '',
  'core.oauth.scope': '',
  'core.oauth.clientAuth': 'basic',
  'core.bulkParallel': 16,
  'knowledge.embeddings.url': '',
  'knowledge.embeddings.model': '',
  'content.url': '',
  'content.minutes': 15,
  'audio.microphone': '',
  'audio.speaker': '',
  'audio.ringer': '',
  'audio.noiseSuppression': true,
  'audio.echoCancellation': true,
  'audio.autoGain': true,
  'audio.measures': true,
  'audio.check': 'offer',
  'video.camera': '',
  'video.background': 'off',
  'video.incoming': 'take',
  'seat.role': 'agent',
  'seat.wrapUpSeconds': 90,
  'seat.ringTimeoutSeconds': 30,
  'seat.maxLines': 3,
  'seat.offerCases': true,
  'care.elderlyFrom': 60,
  'care.elderlyFromWomen': null,
  'care.calmPace': 200,
  'captions.mode': 'off',
  'captions.url': '',
  'captions.caFile': '',
  'captions.hotwords': [],
  'captions.tellCaller': true,
  'recording.training': false,
  'recording.production': false,
  'recording.keepDays': 30,
  'recording.agentsListen': false,
  'recording.export': false,
  'care.safetyBeforeMoney': 'block',
  'care.leadSeats': [],
  'control.agentControls': [...controlIdSchema.options],
  'control.releaseRoles': ['teamLead'],
};
