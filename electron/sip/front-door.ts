import type { UserAgent } from 'sip.js';
import type { IncomingRequestMessage, UserAgentCore } from 'sip.js/lib/core/index.js';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';

/** Extensions that a request may require of us (RFC 3261 §8.2.2.3). */
const understood = new Set(['100rel', 'replaces', 'timer', 'outbound', 'gruu', 'histinfo', 'norefersub']);

/** What bodies this desk reads, for OPTIONS and 415. */
const accepted = 'Accept: application/sdp, text/plain, application/dtmf-relay, application/dtmf';

interface Refusal {
  readonly statusCode: number;
  readonly extraHeaders?: string[];
}

const tagsOf = (message: IncomingRequestMessage, name: string): string[] =>
  message
    .getHeaders(name)
    .flatMap((value) => value.split(','))
    .map((tag) => tag.trim().toLowerCase())
    .filter(Boolean);

/** RFC 3261 §8.2.3: a body that we cannot read, and that is not said to be optional. */
function refusalOfBody(message: IncomingRequestMessage): Refusal | null {
  const encodings = tagsOf(message, 'Content-Encoding').filter((encoding) => encoding !== 'identity');
  if (encodings.length > 0) return { statusCode: 415, extraHeaders: ['Accept-Encoding: identity'] };
  if (message.body === '' || (message.method !== 'INVITE' && message.method !== 'UPDATE')) return null;
  const type = (message.getHeader('Content-Type') ?? '').toLowerCase();
  const isOptional = /handling\s*=\s*"?optional/i.test(message.getHeader('Content-Disposition') ?? '');
  return type.startsWith('application/sdp') || isOptional
    ? null
    : { statusCode: 415, extraHeaders: [accepted] };
}

function refusalOf(message: IncomingRequestMessage): Refusal | null {
  const unknown = tagsOf(message, 'Require').filter((tag) => !understood.has(tag));
  if (unknown.length > 0) return { statusCode: 420, extraHeaders: [`Unsupported: ${unknown.join(', ')}`] };
  // RFC 6665 §4.2.1.3, and RFC 3515: nobody but the agent makes this desk dial.
  if (message.method === 'SUBSCRIBE') return { statusCode: 489 };
  if (message.method === 'REFER' && message.toTag === undefined) return { statusCode: 603 };
  return refusalOfBody(message);
}

/** Voice mail waits (RFC 3842): told by many without being asked. Nothing here shows it, and nobody is to send it again. */
const isUnasked = (message: IncomingRequestMessage): boolean =>
  message.method === 'NOTIFY' &&
  message.toTag === undefined &&
  /^\s*(message-summary|keep-alive)\b/i.test(message.getHeader('Event') ?? '');

const dialogOf = (core: UserAgentCore, { callId, toTag, fromTag }: IncomingRequestMessage) =>
  core.dialogs.get(`${callId}${toTag}${fromTag}`);

/**
 * What SIP.js lets in or leaves out against RFC 3261 §8.2: extensions that are required (420), bodies that cannot be read
 * (415), what we are asked for by OPTIONS, and requests that this desk takes from nobody.
 */
export function watchDoor(ua: UserAgent): void {
  const core = ua.userAgentCore;
  const letIn = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    const { method } = message;
    if (method === 'ACK' || method === 'CANCEL') return letIn(message);
    const refusal = refusalOf(message);
    if (refusal !== null) return void core.replyStateless(message, refusal);
    if (isUnasked(message)) return void core.replyStateless(message, { statusCode: 200 });
    if (method === 'OPTIONS' && (message.toTag === undefined || dialogOf(core, message) !== undefined)) {
      const extraHeaders = [`Allow: ${AllowedMethods.toString()}`, accepted, 'Accept-Encoding: identity'];
      return void core.replyStateless(message, { statusCode: 200, extraHeaders });
    }
    return letIn(message);
  };
}
