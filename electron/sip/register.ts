import { Grammar, type NameAddrHeader, type UserAgent } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { signAhead } from './credentials.ts';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';

/** What came of a REGISTER. Lives in seconds, as the exchange grants them. */
export type RegisterOutcome =
  | {
      readonly kind: 'granted';
      readonly seconds: number;
      /** Within so many seconds the exchange wants to hear of the flow (Flow-Timer, RFC 5626 §4.4); null: it did not say. */
      readonly flowTimerSeconds: number | null;
      /** Route of later requests (RFC 3608). */
      readonly serviceRoute: readonly string[];
    }
  | { readonly kind: 'refused'; readonly response: IncomingResponseMessage }
  /** A 2xx that does not say that we are registered. */
  | { readonly kind: 'notBound' };

export interface RegisterClient {
  /** One REGISTER, with what its answer asks for (423, 439) done. Rejects when it cannot be sent. One at a time. */
  register(): Promise<RegisterOutcome>;
  /** Takes the binding back; waits for nobody. */
  unregister(): void;
}

/** RFC 5626 §4.2.1: the one flow of this seat. A new flow with the same number takes the place of the dead one. */
const regId = 1;

/**
 * REGISTER (RFC 3261 §10.2) with an instance and a flow (RFC 5626 §4.2), GRUU (RFC 5627) and Service-Route. SIP.js's own
 * registerer hangs on answers that are legal (302, a 423 that it answers itself, a 200 without Contact): here each has an end.
 */
export function createRegisterClient(
  ua: UserAgent,
  wanted: { readonly expiresSeconds: number; readonly route: readonly string[] },
): RegisterClient {
  const { uri } = ua.configuration;
  const registrar = uri.clone();
  registrar.user = undefined;
  let expires = wanted.expiresSeconds;
  let isFlowKnown = true;
  // RFC 3261 §10.2: all registrations of one boot have one Call-ID and rising numbers.
  const message = ua.userAgentCore.makeOutgoingRequestMessage('REGISTER', registrar, uri, uri, {
    routeSet: [...wanted.route],
  });
  const contactFor = (seconds: number): string =>
    `${ua.contact.toString({ register: true })}${isFlowKnown ? `;reg-id=${regId}` : ''};expires=${seconds}`;

  const send = (seconds: number): Promise<RegisterOutcome> =>
    new Promise((settle, fail) => {
      if (!ua.transport.isConnected()) return fail(new Error('not connected'));
      message.cseq += 1;
      message.setHeader('cseq', `${message.cseq} REGISTER`);
      message.extraHeaders = [`Contact: ${contactFor(seconds)}`, `Allow: ${AllowedMethods.toString()}`];
      signAhead(ua, message);
      const refused = ({ message: response }: { message: IncomingResponseMessage }): void =>
        settle({ kind: 'refused', response });
      ua.userAgentCore.register(message, {
        onAccept: ({ message: response }) => settle(read(ua, response, seconds)),
        onReject: refused,
        onRedirect: refused,
      });
    });

  return {
    async register() {
      const outcome = await send(expires);
      if (outcome.kind !== 'refused') return outcome;
      const { response } = outcome;
      const least = Number(response.getHeader('Min-Expires') ?? 0);
      if (response.statusCode === 423 && least > expires) {
        expires = least;
        return send(expires);
      }
      // RFC 5626 §11.6: the first hop knows no flows. Without them then.
      if (response.statusCode === 439 && isFlowKnown) {
        isFlowKnown = false;
        return send(expires);
      }
      return outcome;
    },
    unregister: () => void send(0).catch(() => undefined),
  };
}

function read(ua: UserAgent, response: IncomingResponseMessage, asked: number): RegisterOutcome {
  const contacts = response
    .getHeaders('contact')
    .map((_, index) => response.parseHeader('contact', index) as NameAddrHeader | undefined);
  const own = contacts.find((contact) => contact !== undefined && isOurs(ua, contact));
  // Some answer with no Contact at all: then their 2xx has to do. A list without us is a refusal.
  if (own === undefined && contacts.length > 0) return { kind: 'notBound' };
  const said = own?.getParam('expires') ?? response.getHeader('Expires');
  const given = Number(said ?? asked);
  const seconds = Number.isFinite(given) && given >= 0 ? given : asked;
  if (seconds === 0) return { kind: 'notBound' };
  const gruu = (name: string) => Grammar.URIParse((own?.getParam(name) ?? '').replaceAll('"', ''));
  if (own?.hasParam('pub-gruu') === true) ua.contact.pubGruu = gruu('pub-gruu');
  if (own?.hasParam('temp-gruu') === true) ua.contact.tempGruu = gruu('temp-gruu');
  const flow = Number.parseInt(response.getHeader('Flow-Timer') ?? '', 10);
  return {
    kind: 'granted',
    seconds,
    flowTimerSeconds: Number.isFinite(flow) && flow > 0 ? flow : null,
    serviceRoute: response.getHeaders('service-route'),
  };
}

/** The user part of our contact is made up by chance, so it is enough; an exchange that rewrites it keeps the instance. */
function isOurs(ua: UserAgent, contact: NameAddrHeader): boolean {
  if (contact.uri.user === ua.contact.uri.user) return true;
  const instance = contact.getParam('+sip.instance') ?? '';
  return instance !== '' && instance.includes(ua.instanceId);
}
