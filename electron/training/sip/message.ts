/**
 * A SIP message (RFC 3261 §7) as it was on the wire: start line, headers in their order with the spelling they came in,
 * body. A proxy must hand on what it does not understand, so nothing is normalised here but folded lines (§7.3.1),
 * which are joined. WebSocket frames carry one whole message each (RFC 7118 §4), so there is no framing to do.
 */
export interface SipMessage {
  readonly start: StartLine;
  readonly headers: readonly Header[];
  readonly body: string;
}
export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly phrase: string };
export type Header = readonly [name: string, value: string];
export type SipRequest = SipMessage & { readonly start: Extract<StartLine, { kind: 'request' }> };
export type SipResponse = SipMessage & { readonly start: Extract<StartLine, { kind: 'response' }> };

/** RFC 3261 §7.3.3, and the later registrations that SIP peers in the field send. */
const longNames: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  e: 'content-encoding',
  l: 'content-length',
  c: 'content-type',
  f: 'from',
  s: 'subject',
  k: 'supported',
  t: 'to',
  v: 'via',
  o: 'event',
  r: 'refer-to',
  b: 'referred-by',
  x: 'session-expires',
};

/** The comparable form of a header name: lower case, compact forms written out. */
export function canonical(name: string): string {
  const lower = name.toLowerCase();
  return longNames[lower] ?? lower;
}

export const isRequest = (message: SipMessage): message is SipRequest => message.start.kind === 'request';
export const isResponse = (message: SipMessage): message is SipResponse => message.start.kind === 'response';

function parseStart(line: string): StartLine | null {
  const response = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/.exec(line);
  if (response) return { kind: 'response', status: Number(response[1]), phrase: response[2] ?? '' };
  const request = /^([A-Z][A-Z0-9.!%*_+`'~-]*) (\S+) SIP\/2\.0$/.exec(line);
  if (request) return { kind: 'request', method: request[1]!, uri: request[2]! };
  return null;
}

/** Parses one message; null when it is none. Accepts bare LF line ends, as RFC 3261 readers should be lenient there. */
export function parseMessage(text: string): SipMessage | null {
  const trimmed = text.replace(/^(?:\r?\n)+/, '');
  const end = /\r?\n\r?\n/.exec(trimmed);
  const head = end ? trimmed.slice(0, end.index) : trimmed.replace(/\r?\n$/, '');
  const rest = end ? trimmed.slice(end.index + end[0].length) : '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const start = parseStart(lines[0] ?? '');
  if (!start) return null;
  const headers: Header[] = [];
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon <= 0) return null;
    headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return { start, headers, body: cutBody(rest, headers) };
}

/** Content-Length counts bytes (RFC 3261 §20.14): a Chinese body is longer than its characters. */
function cutBody(rest: string, headers: readonly Header[]): string {
  const given = headers.find(([name]) => canonical(name) === 'content-length')?.[1];
  if (given === undefined) return rest;
  const bytes = Buffer.from(rest, 'utf8');
  const length = Number(given);
  if (!Number.isInteger(length) || length < 0 || length >= bytes.length) return rest;
  return bytes.subarray(0, length).toString('utf8');
}

function formatStart(start: StartLine): string {
  return start.kind === 'request'
    ? `${start.method} ${start.uri} SIP/2.0`
    : `SIP/2.0 ${start.status} ${start.phrase}`;
}

/** Writes a message; Content-Length is always ours, in bytes, and last. */
export function formatMessage(message: SipMessage): string {
  const lines = message.headers
    .filter(([name]) => canonical(name) !== 'content-length')
    .map(([name, value]) => `${name}: ${value}`);
  const length = Buffer.byteLength(message.body, 'utf8');
  return [formatStart(message.start), ...lines, `Content-Length: ${length}`, '', message.body].join('\r\n');
}

/** First value line of a header, or undefined. `name` in canonical form. */
export function header(message: SipMessage, name: string): string | undefined {
  return message.headers.find(([own]) => canonical(own) === name)?.[1];
}

/** All values of a list header: one per element, whether they came on one line or on several. */
export function headerList(message: SipMessage, name: string): string[] {
  return message.headers.filter(([own]) => canonical(own) === name).flatMap(([, value]) => splitList(value));
}

/** Splits at commas outside quotes and angle brackets (RFC 3261 §7.3.1). */
export function splitList(value: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '<') depth++;
    else if (char === '>') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(value.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(value.slice(from).trim());
  return parts.filter((part) => part !== '');
}
