/** The few SDP edits a simulated caller needs (RFC 8866, RFC 3264). Line ends are CRLF throughout. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

const lines = (sdp: string): string[] => sdp.split(/\r?\n/).filter((line) => line !== '');
const join = (all: readonly string[]): string => `${all.join('\r\n')}\r\n`;

export const loopback = '127.0.0.1';

/** Drops every candidate but UDP at this address, or, for null, but UDP. */
export const onlyUdpAt = (sdp: string, address: string | null): string =>
  join(
    lines(sdp).filter((line) => {
      const [, protocol = '', at = ''] = /^a=candidate:\S+ \d+ (\S+) \d+ (\S+) /.exec(line) ?? [];
      return at === '' || (protocol.toLowerCase() === 'udp' && (address === null || at === address));
    }),
  );

const sections = (sdp: string): string[] => sdp.split(/^(?=m=)/m);
const kindOf = (section: string): string => /^m=(\S+)/.exec(section)?.[1] ?? '';
const midOf = (section: string): string => /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
const isRefused = (section: string): boolean => /^m=\S+ 0 /.test(section);

/** The session part whose bundle names these sections alone. */
const bundling = (head: string, kept: readonly string[]): string =>
  head.replace(
    /^(a=group:BUNDLE)(.*?)(\r?)$/m,
    (_, name: string, all: string, end: string) =>
      [name, ...all.split(' ').filter((mid) => kept.some((one) => midOf(one) === mid))].join(' ') + end,
  );

/** The session part and the first section of each of these kinds that is not refused; the bundle names no other. */
export const onlyKinds = (sdp: string, kinds: readonly string[]): string => {
  const [head = '', ...media] = sections(sdp);
  const kept = media.filter(
    (one, at) =>
      kinds.includes(kindOf(one)) &&
      !isRefused(one) &&
      media.findIndex((other) => kindOf(other) === kindOf(one) && !isRefused(other)) === at,
  );
  return bundling(head, kept) + kept.join('');
};

/** Kinds of the sections that are not refused. */
export const kindsOf = (sdp: string): readonly string[] =>
  sections(sdp)
    .slice(1)
    .filter((one) => !isRefused(one))
    .map(kindOf);

/** Kinds and names of the sections that are not refused: `audio 0, application 1`. */
export const sectionNames = (sdp: string): readonly string[] =>
  sections(sdp)
    .slice(1)
    .filter((one) => !isRefused(one))
    .map((one) => `${kindOf(one)} ${midOf(one)}`);

/**
 * Our sections in the places of the offer's; what we have none for is refused there: port 0 (RFC 3264 §6). Ours is found by its
 * name, or, where the offer gives no names, by its kind.
 */
export const inPlacesOf = (offer: string, ours: string): string => {
  const [head = '', ...own] = sections(ours);
  const [, ...offered] = sections(offer);
  const places = offered.map((one) => {
    if (isRefused(one)) return refused(one);
    const mine = own.find(
      (mid) => kindOf(mid) === kindOf(one) && (midOf(one) === '' || midOf(mid) === midOf(one)),
    );
    return mine ?? refused(one);
  });
  return (
    bundling(
      head,
      places.filter((one) => !isRefused(one)),
    ) + places.join('')
  );
};

function refused(section: string): string {
  const [, kind = '', rest = ''] = /^m=(\S+) \d+ (.*?)\r?$/m.exec(section) ?? [];
  const mid = midOf(section);
  const named = mid === '' ? '' : `a=mid:${mid}\r\n`;
  return `m=${kind} 0 ${rest}\r\nc=IN IP4 127.0.0.1\r\na=inactive\r\n${named}`;
}

const audioSection = (sdp: string): string[] => {
  const all = lines(sdp);
  const from = all.findIndex((line) => line.startsWith('m=audio'));
  if (from < 0) return all;
  const to = all.findIndex((line, at) => at > from && line.startsWith('m='));
  return [
    ...all.slice(
      0,
      all.findIndex((line) => line.startsWith('m=')),
    ),
    ...all.slice(from, to < 0 ? undefined : to),
  ];
};

/** Direction of the audio; a media attribute wins over a session one, `sendrecv` when nothing is said. */
export function directionOf(sdp: string): Direction {
  const found = audioSection(sdp)
    .map((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/.exec(line)?.[1])
    .filter((one) => one !== undefined);
  // An old-style hold: connection address all zero (RFC 3264 §8.4).
  if (
    lines(sdp).some((line) => line === 'c=IN IP4 0.0.0.0') &&
    !sdp.includes('a=ice-ufrag') &&
    found.length === 0
  )
    return 'sendonly';
  return (found.at(-1) as Direction | undefined) ?? 'sendrecv';
}

/** What an answer says to an offer of `offered` when we ourselves want both directions. */
export const mirrored = (offered: Direction): Direction =>
  offered === 'sendonly' ? 'recvonly' : offered === 'recvonly' ? 'sendonly' : offered;

export const withDirection = (sdp: string, direction: Direction): string =>
  sections(sdp)
    .map((one) =>
      isRefused(one)
        ? one
        : one.replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)(\r?)$/gm, `a=${direction}$1`),
    )
    .join('');

/** Names the DTLS role: an answer must not leave it open (RFC 5763 §5). */
export const withSetup = (sdp: string, setup: 'active' | 'passive'): string =>
  join(lines(sdp).map((line) => (line.startsWith('a=setup:') ? `a=setup:${setup}` : line)));

/** The next version of our session (RFC 3264 §8): same origin, version counted up. */
export const withVersion = (sdp: string, origin: string): string =>
  join(lines(sdp).map((line) => (line.startsWith('o=') ? origin : line)));

export const attribute = (sdp: string, name: string): string | null => {
  const line = audioSection(sdp).find((one) => one.startsWith(`a=${name}:`));
  return line === undefined ? null : line.slice(name.length + 3);
};

/** Changes when the far end has a new transport: another ICE session or another certificate. */
export const transportOf = (sdp: string): string =>
  `${attribute(sdp, 'ice-ufrag') ?? ''}|${attribute(sdp, 'fingerprint')?.toLowerCase() ?? ''}`;

/** Payload type of 8 kHz telephone events in the audio of an SDP. */
export function eventPayloadType(sdp: string): number | null {
  for (const line of audioSection(sdp)) {
    const match = /^a=rtpmap:(\d+) telephone-event\/8000/i.exec(line);
    if (match) return Number(match[1]);
  }
  return null;
}
