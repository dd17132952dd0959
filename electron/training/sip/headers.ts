import {
  canonical,
  header,
  headerList,
  splitList,
  type Header,
  type SipMessage,
  type SipResponse,
} from './message.ts';

/** `"Name" <sip:uri;p>;tag=x` taken apart. Header parameters only; those inside the brackets belong to the URI. */
export interface NameAddr {
  readonly display: string;
  readonly uri: string;
  readonly params: ReadonlyMap<string, string>;
}

export function parseNameAddr(value: string): NameAddr {
  const bracket = /^\s*(?:"((?:\\.|[^"\\])*)"|([^<]*?))\s*<([^>]*)>(.*)$/s.exec(value);
  if (bracket) {
    const display = (bracket[1] ?? bracket[2] ?? '').replace(/\\(.)/g, '$1').trim();
    return { display, uri: bracket[3]!.trim(), params: parseParams(bracket[4]!) };
  }
  // Without brackets every parameter is the header's (RFC 3261 §20.10).
  const semicolon = value.indexOf(';');
  const uri = semicolon < 0 ? value : value.slice(0, semicolon);
  return { display: '', uri: uri.trim(), params: parseParams(semicolon < 0 ? '' : value.slice(semicolon)) };
}

/** `;a=b;c;d="e"` → a→b, c→'', d→e. Names in lower case. */
export function parseParams(text: string): Map<string, string> {
  const params = new Map<string, string>();
  for (const match of text.matchAll(/;\s*([^=;\s]+)\s*(?:=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*)))?/g)) {
    params.set(match[1]!.toLowerCase(), (match[2] ?? match[3] ?? '').trim());
  }
  return params;
}

export const tagOf = (message: SipMessage, name: 'from' | 'to'): string | undefined =>
  parseNameAddr(header(message, name) ?? '').params.get('tag');

/** User part of a SIP URI, percent-decoded; '' when there is none. */
export function userOf(uri: string): string {
  const match = /^(?:sips?|tel):([^@;>?]*)(?=@)/i.exec(uri) ?? /^tel:([^;>?]*)/i.exec(uri);
  const raw = (match?.[1] ?? '').split(':')[0] ?? '';
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}
export function cseqOf(message: SipMessage): CSeq | null {
  const match = /^(\d+)\s+(\S+)$/.exec(header(message, 'cseq') ?? '');
  return match ? { number: Number(match[1]), method: match[2]! } : null;
}

export const topVia = (message: SipMessage): string | undefined => headerList(message, 'via')[0];

/** Branch of a Via value; '' for peers older than RFC 3261. */
export const branchOf = (via: string | undefined): string => parseParams(via ?? '').get('branch') ?? '';

export const contactUri = (message: SipMessage): string | undefined => {
  const value = headerList(message, 'contact')[0];
  return value === undefined ? undefined : parseNameAddr(value).uri;
};

// ---- edits: each returns a new header list and leaves every other line as it was

export const without = (headers: readonly Header[], ...names: string[]): Header[] =>
  headers.filter(([name]) => !names.includes(canonical(name)));

export const prepend = (headers: readonly Header[], name: string, value: string): Header[] => [
  [name, value],
  ...headers,
];

/** Replaces the first line of a header in place, or adds it at the end; further lines of it go. */
export function replace(headers: readonly Header[], name: string, value: string): Header[] {
  const at = headers.findIndex(([own]) => canonical(own) === canonical(name));
  if (at < 0) return [...headers, [name, value]];
  return headers.flatMap((line, index): Header[] => {
    if (index === at) return [[line[0], value]];
    return canonical(line[0]) === canonical(name) ? [] : [line];
  });
}

/** Removes the first element of a list header (top Via, top Route). */
export function dropFirst(headers: readonly Header[], name: string): Header[] {
  const at = headers.findIndex(([own]) => canonical(own) === name);
  if (at < 0) return [...headers];
  const [own, value] = headers[at]!;
  const rest = splitList(value).slice(1);
  const kept: Header[] = rest.length > 0 ? [[own, rest.join(', ')]] : [];
  return [...headers.slice(0, at), ...kept, ...headers.slice(at + 1)];
}

/** Writes a display name so that any text is safe in it (RFC 3261 §25.1 quoted-string). */
export const quoted = (text: string): string =>
  `"${text.replace(/[\r\n]/g, ' ').replace(/(["\\])/g, '\\$1')}"`;

const phrases: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  182: 'Queued',
  200: 'OK',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** A response to `request` (RFC 3261 §8.2.6): Vias, From, To (with `toTag` when it has none), Call-ID and CSeq copied. */
export function responseTo(
  request: SipMessage,
  status: number,
  options: { readonly toTag?: string; readonly headers?: readonly Header[]; readonly body?: string } = {},
): SipResponse {
  const to = header(request, 'to') ?? '';
  const tagged = options.toTag !== undefined && !tagOf(request, 'to') ? `${to};tag=${options.toTag}` : to;
  return {
    start: { kind: 'response', status, phrase: phrases[status] ?? 'Status' },
    headers: [
      ...request.headers.filter(([name]) => canonical(name) === 'via'),
      ['From', header(request, 'from') ?? ''],
      ['To', tagged],
      ['Call-ID', header(request, 'call-id') ?? ''],
      ['CSeq', header(request, 'cseq') ?? ''],
      ...(options.headers ?? []),
    ],
    body: options.body ?? '',
  };
}
