import {
  type Invitation,
  type Message,
  type Session,
  SIPExtension,
  UserAgent,
  type UserAgentOptions,
} from 'sip.js';
import type { Log } from '#electron/log/log.ts';
import { answerChallenges, keepCredentials } from './credentials.ts';
import { watchDoor } from './front-door.ts';
import { allowUpdate } from './in-dialog.ts';
import { mendLibrary } from './mends.ts';
import type { LineConfig, MediaPort } from './ports.ts';
import { looseRoute } from './registration.ts';
import { SessionMedia } from './session-media.ts';
import type { OwnedSipCall } from './sip-call.ts';
import { WebSocketTransport, type WebSocketTransportOptions } from './websocket-transport.ts';

export interface UserAgentDeps {
  readonly log: Log;
  readonly media: MediaPort;
  readonly version: string;
  readonly takesVideo?: () => boolean;
}

/** SIP.js's user agent of one account, with what it lacks put in front of it. */
export function createUserAgent(...about: Parameters<typeof userAgentOptions>): UserAgent {
  allowUpdate();
  answerChallenges();
  mendLibrary();
  const ua = new UserAgent(userAgentOptions(...about));
  keepCredentials(ua, about[1]);
  watchDoor(ua);
  return ua;
}

function userAgentOptions(
  deps: UserAgentDeps,
  config: LineConfig,
  transportOptions: WebSocketTransportOptions,
  calls: ReadonlyMap<Session, OwnedSipCall>,
  delegate: { onInvite(invitation: Invitation): void; onMessage(message: Message): void },
): UserAgentOptions {
  const uri = UserAgent.makeURI(`sip:${config.user}@${config.domain}`);
  if (uri === undefined) throw new Error('settings let a user or domain pass that is no SIP URI');
  return {
    uri,
    authorizationUsername: config.user,
    authorizationPassword: config.password,
    displayName: config.displayName,
    instanceId: config.instanceId,
    instanceIdAlwaysAdded: true,
    reconnectionAttempts: 0,
    ...(config.outboundProxy === undefined ? {} : { preloadedRouteSet: [looseRoute(config.outboundProxy)] }),
    // How long a call rings is the call manager's to say; SIP.js would end it after a minute of its own.
    noAnswerTimeout: 3_600,
    // SIP.js sends one of its own and lets its failure escape (an INVITE whose body has no disposition): we send ours.
    sendInitialProvisionalResponse: false,
    sipExtension100rel: SIPExtension.Supported,
    sipExtensionReplaces: SIPExtension.Supported,
    sipExtensionExtraSupported: ['timer', 'histinfo'],
    logBuiltinEnabled: false,
    logLevel: 'warn',
    // SIP.js's own lines can quote messages with numbers: only their level and category are kept.
    logConnector: (level, category) => deps.log.debug('sip library spoke', { level, category }),
    userAgentString: `Guardline/${deps.version}`,
    transportConstructor: WebSocketTransport,
    transportOptions,
    sessionDescriptionHandlerFactory: (session) => {
      const call = calls.get(session as unknown as Session);
      if (call === undefined) throw new Error('a session without a call');
      const media = new SessionMedia(call.id, deps.media, {
        onRemoteDirection: (direction) => call.remoteDirection(direction),
        onVideo: (on, asked) => call.remoteVideo(on, asked),
        onTextOffer: (taken) => call.remoteText(taken),
        takesVideo: deps.takesVideo ?? (() => true),
        byLoopback: () => transportOf(session).byLoopback,
      });
      return Object.assign(media, call.beginsWith());
    },
    delegate,
  };
}

const transportOf = (session: { readonly userAgent: UserAgent }): WebSocketTransport =>
  session.userAgent.transport as unknown as WebSocketTransport;
