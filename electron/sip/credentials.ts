import type { UserAgent } from 'sip.js';
import {
  type Dialog,
  type IncomingResponseMessage,
  type OutgoingRequestMessage,
  UserAgentClient,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js';
import { answerTo, canAnswer, type Challenge, challengesIn } from './digest.ts';

/** Under these names challenges come through SIP.js's parser, which drops a message with one that it cannot read (`inbound.ts`). */
export const challengeHeaders = {
  Authorization: 'X-Asked-Authorization',
  'Proxy-Authorization': 'X-Asked-Proxy-Authorization',
} as const;

type By = Challenge['by'];
const both: readonly By[] = ['Authorization', 'Proxy-Authorization'];
const keyOf = ({ by, realm }: Challenge): string => `${by} ${realm}`;

interface Known {
  challenge: Challenge;
  used: number;
}

/** What one account answers, and the challenges that were answered last: the next REGISTER need not be asked again. */
interface Keeper {
  readonly who: { readonly user: string; readonly password: string };
  readonly known: Map<string, Known>;
}

const keepers = new WeakMap<UserAgentCore, Keeper>();
/** How often each realm was answered by this request. */
const answered = new WeakMap<object, Map<string, number>>();
/** A nonce may be too old again by the time its answer arrives; a password that is wrong stays wrong. */
const staleTries = 3;

export function challengesOf(response: IncomingResponseMessage): Challenge[] {
  return both.flatMap((by) => challengesIn(by, response.getHeaders(challengeHeaders[by])));
}

/** The topmost that can be answered, of each realm (RFC 8760 §2.4; RFC 3261 §22.3: a fork may gather several realms). */
function chosen(challenges: readonly Challenge[]): Challenge[] {
  const perRealm = new Map<string, Challenge>();
  for (const challenge of challenges)
    if (canAnswer(challenge) && !perRealm.has(keyOf(challenge))) perRealm.set(keyOf(challenge), challenge);
  return [...perRealm.values()];
}

function bodyOf({ body }: OutgoingRequestMessage): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : body.body;
}

/** Puts credentials for all of these into the request. */
function sign(keeper: Keeper, message: OutgoingRequestMessage, challenges: readonly Challenge[]): void {
  const signed = { method: message.method, uri: message.ruri.toRaw(), body: bodyOf(message) };
  const values = new Map<By, string[]>();
  for (const challenge of challenges) {
    const known = keeper.known.get(keyOf(challenge));
    const used = known?.challenge.nonce === challenge.nonce ? known.used + 1 : 1;
    keeper.known.set(keyOf(challenge), { challenge, used });
    values.set(challenge.by, [
      ...(values.get(challenge.by) ?? []),
      answerTo(challenge, keeper.who, signed, used),
    ]);
  }
  for (const [by, list] of values) message.setHeader(by.toLowerCase(), list as unknown as string);
}

/** `nextnonce` (RFC 7616 §3.5): what is to be used from now on. */
function learnNextNonce(keeper: Keeper, response: IncomingResponseMessage): void {
  for (const [header, by] of [
    ['Authentication-Info', 'Authorization'],
    ['Proxy-Authentication-Info', 'Proxy-Authorization'],
  ] as const) {
    const nonce = /(?:^|[\s,])nextnonce\s*=\s*"([^"]+)"/i.exec(response.getHeader(header) ?? '')?.[1];
    if (nonce === undefined) continue;
    for (const [key, { challenge }] of keeper.known)
      if (challenge.by === by) keeper.known.set(key, { challenge: { ...challenge, nonce }, used: 0 });
  }
}

/** The parts of SIP.js's client that are used here; protected in its types. */
export interface OpenClient {
  readonly core: UserAgentCore;
  readonly message: OutgoingRequestMessage;
  init(): void;
}

/** The request goes out once more, as another transaction with the next number of its dialog (RFC 3261 §22.2, §14). */
export function sendAgain(client: OpenClient, dialog?: Dialog): void {
  const { core, message } = client;
  const { callId, fromTag, toTag } = message;
  // Some of SIP.js's requests do not say that they are of a dialog: its numbers have to go on all the same.
  const own = dialog ?? (toTag === undefined ? undefined : core.dialogs.get(callId + fromTag + toTag));
  if (own?.localSequenceNumber === undefined) message.cseq += 1;
  else {
    own.incrementLocalSequenceNumber();
    message.cseq = own.localSequenceNumber;
  }
  message.setHeader('cseq', `${message.cseq} ${message.method}`);
  client.init();
}

/** False: the response was a challenge, and its request is on its way again. */
function answerChallenge(
  client: OpenClient,
  response: IncomingResponseMessage,
  dialog: Dialog | undefined,
): boolean {
  const keeper = keepers.get(client.core);
  if (keeper === undefined) return true;
  if (response.statusCode !== 401 && response.statusCode !== 407) {
    learnNextNonce(keeper, response);
    return true;
  }
  const asked = chosen(challengesOf(response));
  const tries = answered.get(client) ?? new Map<string, number>();
  answered.set(client, tries);
  const isLoop = (challenge: Challenge): boolean => {
    const before = tries.get(keyOf(challenge)) ?? 0;
    return before > 0 && (!challenge.stale || before >= staleTries);
  };
  if (asked.length === 0 || asked.some(isLoop)) return true;
  for (const challenge of asked) tries.set(keyOf(challenge), (tries.get(keyOf(challenge)) ?? 0) + 1);
  // A realm that was answered before in this request is answered again: its proxy stands before the one that asks now.
  const others = [...tries.keys()].flatMap((key) => {
    const known = keeper.known.get(key)?.challenge;
    return known === undefined || asked.some((one) => keyOf(one) === key) ? [] : [known];
  });
  sign(keeper, client.message, [...others, ...asked]);
  sendAgain(client, dialog);
  return false;
}

/**
 * SIP.js answers one MD5 challenge a request, the last of those that came. Here: SHA-256 and SHA-512-256 (RFC 8760), several
 * realms, a proxy's and a server's, a nonce that is too old, and the dialog's own numbers. Once, for every line.
 */
export function answerChallenges(): void {
  const { prototype } = UserAgentClient as unknown as {
    prototype: {
      authenticationGuard(
        this: OpenClient,
        message: IncomingResponseMessage,
        dialog: Dialog | undefined,
      ): boolean;
    };
  };
  prototype.authenticationGuard = function guard(message, dialog) {
    return answerChallenge(this, message, dialog);
  };
}

/** This account is asked for by the exchange of this user agent. */
export function keepCredentials(ua: UserAgent, who: Keeper['who']): void {
  keepers.set(ua.userAgentCore, { who, known: new Map() });
}

/** Credentials by what was asked last: a refresh that needs no second turn. Nothing where nothing was asked. */
export function signAhead(ua: UserAgent, message: OutgoingRequestMessage): void {
  const keeper = keepers.get(ua.userAgentCore);
  if (keeper === undefined) return;
  sign(
    keeper,
    message,
    [...keeper.known.values()].map(({ challenge }) => challenge),
  );
}
