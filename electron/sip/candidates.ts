import { isIP } from 'node:net';

interface Candidate {
  readonly line: string;
  readonly transport: string;
  readonly priority: number;
  readonly address: string;
  readonly port: string;
  readonly type: string;
  /** What Chromium holds against this network: 0 for a wire, 50 for loopback; it takes the cheapest path that works. */
  readonly cost: number;
}

const form = /^a=candidate:\S+ (\d+) (\S+) (\d+) (\S+) (\d+) typ (\S+)/;

function candidateOf(line: string): Candidate | null {
  const [, , transport = '', priority = '0', address = '', port = '', type = ''] = form.exec(line) ?? [];
  if (address === '') return null;
  const cost = Number(/ network-cost (\d+)/.exec(line)?.[1] ?? 0);
  return { line, transport: transport.toLowerCase(), priority: Number(priority), address, port, type, cost };
}

export const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127\./i.test(address);

/** As the browser ranks them itself: UDP before TCP, the cheaper network, the higher priority (RFC 8445 §5.1.2). */
const byRank = (one: Candidate, other: Candidate): number =>
  Number(one.transport !== 'udp') - Number(other.transport !== 'udp') ||
  one.cost - other.cost ||
  other.priority - one.priority;

/**
 * Our description as it goes out.
 *
 * - Loopback addresses are no candidates (RFC 8445 §5.1.1.1), unless the exchange itself was reached by loopback: that
 *   is the exchange inside the program, or one on this machine.
 * - Candidates stand in the browser's own order. By the RFC their order says nothing; FreeSWITCH takes the first and
 *   hears nothing from the others, so that a seat with two networks had a caller who heard nobody.
 * - The address in `c=` and `m=` is the first of them (RFC 8839 §4.2.1.2) to an exchange elsewhere, where it was an
 *   address of this machine.
 * - `trickle` stays, though nothing trickles here: rtpengine without it lost the first pictures of a section that was added.
 */
export const writtenForPeer = (sdp: string, byLoopback: boolean): string =>
  sdp
    .split(/^(?=m=)/m)
    .map((section) => (section.startsWith('m=') ? writtenSection(section, byLoopback) : section))
    .join('');

function writtenSection(section: string, byLoopback: boolean): string {
  const lines = section.split('\r\n');
  const all = lines.map(candidateOf).filter((one) => one !== null);
  const real = all.filter(({ address }) => byLoopback || !isLoopback(address));
  // A machine with no network but loopback: better that than nothing at all.
  const kept = (real.length > 0 ? real : all).toSorted(byRank);
  if (kept.length === 0) return section;
  const at = lines.findIndex((line) => line.startsWith('a=candidate:'));
  const others = lines.filter((line) => !line.startsWith('a=candidate:'));
  const whole = [...others.slice(0, at), ...kept.map(({ line }) => line), ...others.slice(at)];
  const first = kept.find(({ transport, address }) => transport === 'udp' && isIP(address) === 4);
  // On this machine every address of ours is as good as another: what stands there stays.
  return (first === undefined || byLoopback ? whole : withDefault(whole, all, first)).join('\r\n');
}

/** A relay's or a reflexive default is left as it is: it is the one that works from outside. */
function withDefault(
  lines: readonly string[],
  all: readonly Candidate[],
  first: Candidate,
): readonly string[] {
  const shown = lines
    .find((line) => line.startsWith('c='))
    ?.split(' ')
    .at(-1);
  const port = /^m=\w+ (\d+)/.exec(lines[0] ?? '')?.[1];
  const isHost = all.some((one) => one.address === shown && one.port === port && one.type === 'host');
  if (!isHost || first.type !== 'host') return lines;
  return lines.map((line) => {
    if (line.startsWith('c=')) return `c=IN IP4 ${first.address}`;
    return line.startsWith('m=') ? line.replace(/^(m=\w+) \d+/, `$1 ${first.port}`) : line;
  });
}
