import { maskPhone } from '#shared/masking/phone.ts';

/** Bounds of what is kept: the oldest goes first. Characters after masking. */
const mostMessages = 600;
const mostCharacters = 1_500_000;
const longestMessage = 8_000;

/** Headers whose values say how the call went and nothing of who is in it. Everything else is shown by its name only. */
const plain = new Set(
  `via v max-forwards cseq call-id i content-type c content-length l allow supported k require unsupported proxy-require
  expires min-expires session-expires x min-se rseq rack reason retry-after event o subscription-state allow-events u
  accept user-agent server date warning replaces timestamp path service-route flow-timer target-dialog`.split(
    /\s+/,
  ),
);
/** Headers that hold addresses: their shape is shown, numbers and names are not. */
const addresses = new Set(
  'from f to t contact m route record-route refer-to r referred-by b p-asserted-identity diversion history-info p-preferred-identity'.split(
    ' ',
  ),
);
/** Lines of a description that tell what was agreed. Keys, candidates and addresses are not among them. */
const describing =
  /^(?:[vmtb]=|a=(?:sendrecv|sendonly|recvonly|inactive|rtpmap|fmtp|ptime|setup|mid|group|rtcp-mux|connection)\b)/;

const maskUser = (user: string): string =>
  /\d{4,}/.test(user) ? maskPhone(user.replaceAll(/[^+\d]/g, '')) : user;

/** `"贾女士" <sip:+8613800002207@bank.example;x=y>` → `"…" <sip:138****2207@bank.example;x=y>`. */
export function maskAddress(value: string): string {
  return value
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replaceAll(/(^|,)\s*[^<",:;]+(?=<)/g, '$1"…" ')
    .replaceAll(/\b(sips?|tel):([^@;>?,\s]+)(?=[@;>?,\s]|$)/gi, (whole, scheme: string, user: string) =>
      // Without an @ behind it, what follows sip: is a host.
      scheme.toLowerCase() !== 'tel' && !whole.includes('@') && !value.includes(`${user}@`)
        ? whole
        : `${scheme}:${maskUser(user)}`,
    )
    .replaceAll(/\?[^>\s]*/g, '?[masked]');
}

function maskBody(body: string, contentType: string): string {
  if (body === '') return '';
  if (!/sdp/i.test(contentType)) return `[${Buffer.byteLength(body)} bytes of ${contentType || 'unknown'}]`;
  const lines = body.split(/\r?\n/).filter(Boolean);
  const shown = lines.filter((line) => describing.test(line));
  return [...shown, `[${lines.length - shown.length} other lines]`].join('\n');
}

/** One message without numbers, names, credentials, keys or text. Fails closed: a header nobody listed loses its value. */
export function maskSip(message: string): string {
  const [head = '', ...rest] = message.split(/\r?\n\r?\n/);
  // A folded header is one header (RFC 3261 §7.3.1).
  const [start = '', ...lines] = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  let contentType = '';
  const masked = lines.map((line) => {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon).trim();
    const value = colon < 0 ? '' : line.slice(colon + 1).trim();
    const key = name.toLowerCase();
    if (key === 'content-type' || key === 'c') contentType = value;
    if (plain.has(key)) return `${name}: ${value}`;
    if (addresses.has(key)) return `${name}: ${maskAddress(value)}`;
    if (!/^[\w-]{1,60}$/.test(name)) return '[a line that is no header]';
    const scheme = /authenticate|authorization/i.test(name) ? (/^\w{1,20}/.exec(value)?.[0] ?? '') : '';
    return `${name}: ${scheme}${scheme === '' ? '' : ' '}[masked]`;
  });
  const body = maskBody(rest.join('\n\n'), contentType);
  return [maskStart(start), ...masked, ...(body === '' ? [] : ['', body])]
    .join('\n')
    .slice(0, longestMessage);
}

function maskStart(line: string): string {
  const request = /^(\w{1,20}) (\S+) (SIP\/2\.0)$/.exec(line);
  if (request !== null) return `${request[1]} ${maskAddress(request[2] ?? '')} ${request[3]}`;
  return /^SIP\/2\.0 \d{3} [^\d]{0,80}$/.test(line) ? line : '[a line that is no SIP]';
}

const callIdOf = (message: string): string => /^(?:call-id|i)\s*:\s*(\S+)/im.exec(message)?.[1] ?? '';
const isCall = (message: string): boolean => !/^cseq\s*:\s*\d+\s+(?:REGISTER|OPTIONS)/im.test(message);

interface Kept {
  readonly at: number;
  readonly way: '→' | '←';
  readonly sipCallId: string;
  readonly isCall: boolean;
  readonly text: string;
}

export interface SipTrace {
  heard(message: string): void;
  said(message: string): void;
  /** What went over the line in this dialog, and the registrations around it; all of it for null. */
  text(sipCallIds: readonly string[] | null): { readonly text: string; readonly messages: number };
}

/** The last messages of the line, masked as they come: what is not kept cannot leak. Bounded in number and size. */
export function createSipTrace(now: () => number): SipTrace {
  const kept: Kept[] = [];
  let characters = 0;
  const keep = (way: Kept['way'], message: string): void => {
    if (message.trim() === '') return;
    const one: Kept = {
      at: now(),
      way,
      sipCallId: callIdOf(message),
      isCall: isCall(message),
      text: maskSip(message.slice(0, 4 * longestMessage)),
    };
    kept.push(one);
    characters += one.text.length;
    while (kept.length > mostMessages || characters > mostCharacters)
      characters -= kept.shift()?.text.length ?? characters;
  };
  return {
    heard: (message) => keep('←', message),
    said: (message) => keep('→', message),
    text(sipCallIds) {
      const chosen = kept.filter(
        (one) => sipCallIds === null || !one.isCall || sipCallIds.includes(one.sipCallId),
      );
      const text = chosen.map(({ at, way, text: said }) => `${new Date(at).toISOString()} ${way}\n${said}\n`);
      return { text: text.join('\n'), messages: chosen.length };
    },
  };
}
