import { challengeHeaders } from './credentials.ts';

/** Short names (RFC 3261 §7.3.3 and the registry) that SIP.js does not know. */
const shortNames: Readonly<Record<string, string>> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  d: 'Request-Disposition',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  j: 'Reject-Contact',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
};

const renamed: Readonly<Record<string, string>> = {
  'www-authenticate': challengeHeaders.Authorization,
  'proxy-authenticate': challengeHeaders['Proxy-Authorization'],
};

/** Commas inside quotes part nothing (RFC 3261 §7.3.1). */
const valuesOf = (list: string): string[] =>
  (list.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [list]).map((value) => value.trim());

/** Headers that hold an address which SIP.js reads. */
const addresses = new Set(['from', 'to', 'contact', 'refer-to', 'referred-by', 'p-asserted-identity']);

const readValue = (name: string, value: string): string => {
  if (!addresses.has(name)) return value;
  return name === 'from' || name === 'to' ? asSip(quoted(value)) : quoted(value);
};

/** The first address of a header that SIP.js does not read itself. */
export const readableAddress = (value: string): string => asSip(quoted(valuesOf(value)[0] ?? value));

/** A name in letters that are no token has to stand in quotes (RFC 3261 §25.1); many leave them out. */
const quoted = (value: string): string =>
  value.replace(/^([^"<;]*[^\w\-.!%*+`'~\s"<;][^"<;]*?)\s*(?=<)/, (_all, name: string) => `"${name}" `);

/**
 * A telephone number as an address (RFC 3966). SIP.js knows SIP addresses only: in From and To it is one of a domain that
 * cannot be (RFC 2606), and is written back as it was in what goes out (`spoken`).
 */
const telDomain = 'tel.invalid';
const asSip = (value: string): string => value.replace(/\btel:([^>;,\s]+)/i, `sip:$1@${telDomain}`);

/** What goes out, with telephone numbers as the far end wrote them. */
export const spoken = (message: string): string =>
  message.includes(telDomain) ? message.replaceAll(/sip:([^@>\s]+)@tel\.invalid/gi, 'tel:$1') : message;

/** RFC 5621: the description inside a multipart body; null where there is none that can be read. */
function descriptionIn(type: string, body: string): string | null {
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  for (const part of body.split(`--${mark}`).slice(1)) {
    const [, head = '', inner = ''] = /^\s*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(part) ?? [];
    if (/^\s*content-type\s*:\s*application\/sdp\b/im.test(head)) return inner;
  }
  return null;
}

/**
 * A message as SIP.js reads it: its parser knows few short names, drops a message whose challenge is none of Digest's, and
 * takes a list of Vias for one. Nothing is added that was not said. Never throws: what is no SIP comes back as it was.
 */
export function readable(message: string): string {
  const text = message.replace(/^(?:\r\n)+/, '');
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return text;
  const [start = '', ...folded] = text.slice(0, end).split('\r\n');
  const lines: string[] = [];
  for (const line of folded) {
    // RFC 3261 §7.3.1: a line that begins with a space goes on with the one before.
    if (/^[ \t]/.test(line) && lines.length > 0) lines[lines.length - 1] += ` ${line.trim()}`;
    else lines.push(line);
  }
  let body = text.slice(end + 4);
  const written = lines.flatMap((line) => {
    const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*([\s\S]*)$/.exec(line) ?? [];
    if (name === '') return [line];
    const full = shortNames[name.toLowerCase()] ?? renamed[name.toLowerCase()] ?? name;
    if (full.toLowerCase() === 'via') return valuesOf(value).map((via) => `Via: ${via}`);
    return [`${full}: ${readValue(full.toLowerCase(), value)}`];
  });
  const type = written.findIndex((line) => /^content-type\s*:\s*multipart\//i.test(line));
  const inner = type === -1 ? null : descriptionIn(written[type] ?? '', body);
  if (inner !== null) {
    body = inner;
    written[type] = 'Content-Type: application/sdp';
    const length = written.findIndex((line) => /^content-length\s*:/i.test(line));
    if (length !== -1) written[length] = `Content-Length: ${Buffer.byteLength(body)}`;
  }
  return [start, ...written, '', body].join('\r\n');
}
