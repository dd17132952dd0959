/** Real-time text in a description: T.140 in a data channel (RFC 8864, RFC 8865). */
export interface T140Stream {
  /** SCTP stream, the same on both sides. */
  readonly id: number;
  /** Characters a second that the sender of this description can take; 30 when it says nothing. */
  readonly cps: number;
}

const sectionsOf = (sdp: string): string[] => sdp.split(/(?=^m=)/m);
const isDataChannel = (section: string): boolean =>
  /^m=application (?!0 )\d+ (?:UDP|TCP)\/DTLS\/SCTP webrtc-datachannel/.test(section);

/** The T.140 stream of a description; null when it has none, or its section is refused (port 0). */
export function t140StreamOf(sdp: string): T140Stream | null {
  for (const section of sectionsOf(sdp)) {
    if (!isDataChannel(section)) continue;
    const found = /^a=dcmap:(\d{1,5})[ \t]+[^\r\n]*subprotocol="t140"/im.exec(section);
    if (found === null) continue;
    const id = Number(found[1]);
    const cps = new RegExp(`^a=dcsa:${id}[ \\t]+fmtp:t140[^\\r\\n]*cps=(\\d{1,4})`, 'im').exec(section)?.[1];
    if (id <= 65_534) return { id, cps: Math.max(1, Number(cps ?? 30)) };
  }
  return null;
}

/** The description with the stream named in its data channel section: Chromium and werift write that section without it. */
export function withT140(sdp: string, { id, cps }: T140Stream): string {
  if (t140StreamOf(sdp) !== null) return sdp;
  const end = sdp.includes('\r\n') ? '\r\n' : '\n';
  const lines = [
    `a=dcmap:${id} label="text";subprotocol="t140"`,
    `a=dcsa:${id} fmtp:t140 cps=${cps}`,
    `a=dcsa:${id} sendrecv`,
  ];
  return sectionsOf(sdp)
    .map((section) =>
      isDataChannel(section) ? `${section.trimEnd()}${end}${lines.join(end)}${end}` : section,
    )
    .join('');
}

/**
 * An answer has every section of its offer (RFC 3264 §6). From a far end that leaves out what it does not know, the rest is read as
 * refused: the browser would refuse the whole answer, and the caller would be lost for a line.
 */
export function withMissingSections(answer: string, offer: string): string {
  const [, ...offered] = sectionsOf(offer);
  const missing = offered.slice(sectionsOf(answer).length - 1);
  const end = answer === '' || answer.endsWith('\n') ? '' : '\r\n';
  return `${answer}${missing.length > 0 ? end : ''}${missing.map(refused).join('')}`;
}

function refused(section: string): string {
  const [, kind = '', rest = ''] = /^m=(\S+) \d+ (.*?)\r?$/m.exec(section) ?? [];
  const mid = /^a=mid:(\S+)/m.exec(section)?.[1];
  const named = mid === undefined ? '' : `a=mid:${mid}\r\n`;
  return `m=${kind} 0 ${rest}\r\nc=IN IP4 0.0.0.0\r\n${named}`;
}
