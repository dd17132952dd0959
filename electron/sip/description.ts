/** The last line of some has no end. */
export const wholeLines = (sdp: string): string => (sdp.endsWith('\n') ? sdp : `${sdp}\r\n`);

/**
 * The far end's offer as a browser takes it. All of this is legal in SDP (RFC 8866, RFC 3264, RFC 8843), and a browser
 * refuses it, or hears the wrong section.
 */
export function forBrowser(sdp: string): string {
  const [session = '', ...sections] = wholeLines(sdp).split(/^(?=m=)/m);
  const named = withNames(sections);
  const voice = named.findIndex((section) => isVoice(section, session));
  // One voice a call (RFC 3264 §6: whatever is not taken is answered with port 0): a second would be played in its place.
  const refused = named.map((section, at) => section.startsWith('m=audio') && voice !== -1 && at !== voice);
  const kept = named.map((section, at) =>
    refused[at] === true ? section.replace(/^m=audio \d+/, 'm=audio 0') : section,
  );
  const gone = named.filter((_, at) => refused[at]).map((section) => midOf(section) ?? '');
  return [gone.length === 0 ? session : withoutBundle(session, gone), ...kept].join('');
}

const midOf = (section: string): string | undefined => /^a=mid:(\S+)/m.exec(section)?.[1];

/** One with a port and keys for DTLS. */
const isVoice = (section: string, session: string): boolean =>
  /^m=audio (?!0[ /])\d/.test(section) && /^a=fingerprint:/m.test(`${session}${section}`);

/** Of an offer: in an answer the names are ours. Chromium makes up names for sections without one, and may take one that is there. */
function withNames(sections: readonly string[]): string[] {
  const names = new Set(sections.map(midOf));
  if (names.size === 1 && names.has(undefined)) return [...sections];
  return sections.map((section, at) =>
    midOf(section) === undefined ? `${section}a=mid:unnamed${at}\r\n` : section,
  );
}

/** A section that is refused is in no bundle (RFC 8843 §7.2.1). */
const withoutBundle = (session: string, gone: readonly string[]): string =>
  session.replaceAll(/^a=group:BUNDLE[ \t]+([^\r\n]*)/gm, (_all, names: string) =>
    ['a=group:BUNDLE', ...names.split(/\s+/).filter((name) => !gone.includes(name))].join(' '),
  );

/**
 * Hold as RFC 2543 wrote it (RFC 3264 §8.4): an address of zeros, with a real port. With port 9 it only says that the address
 * is among the candidates (RFC 8840 §4.1.3).
 */
export function isHeldByAddress(session: string, section: string): boolean {
  const address = /^c=IN IP4 (\S+)/m.exec(section)?.[1] ?? /^c=IN IP4 (\S+)/m.exec(session)?.[1];
  const port = /^m=\w+ (\d+)/.exec(section)?.[1];
  return address === '0.0.0.0' && port !== undefined && port !== '0' && port !== '9';
}

/** The same but for the line that only counts descriptions (RFC 8866 §5.2). */
export const isSameDescription = (one: string, other: string): boolean => uncounted(one) === uncounted(other);
const uncounted = (sdp: string): string => sdp.replace(/^o=.*$/m, '').trim();

/** What a peer connection cannot change once it has begun: whose keys and which ICE credentials. */
export const keysOf = (sdp: string): string =>
  [...sdp.matchAll(/^a=(?:fingerprint|ice-ufrag|ice-pwd):\s*(\S.*?)\s*$/gm)]
    .map(([, value = '']) => value.toUpperCase())
    .toSorted()
    .join(' ');
