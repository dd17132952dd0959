import type { Dns, SrvRecord } from './dns.ts';

/** One place where the exchange can be reached. */
export interface LineServer {
  /** ws:// or wss:// URL of the handshake (RFC 7118 §4). */
  readonly url: string;
  /** Name that its certificate must carry where it was found by DNS: the domain that was asked for (RFC 5922 §7.1). */
  readonly servername?: string;
}

/** The places of the exchange, the preferred first; rejects when none can be found and none is known from before. */
export interface Locator {
  locate(): Promise<readonly LineServer[]>;
}

/** Default port of a `sips:` address over WebSocket (RFC 7118 §5.2.4). */
const securePort = 443;
/** NAPTR service of SIP over secure WebSocket (RFC 7118 §5.2.4, §10.4). */
const secureService = 'SIPS+D2W';

const domainOf = (address: string): { readonly host: string; readonly port: number | null } => {
  const found = /^sips:([^:;]+)(?::(\d+))?/i.exec(address);
  return { host: found?.[1] ?? '', port: found?.[2] === undefined ? null : Number(found[2]) };
};

/** RFC 2782: lowest priority first; among equals by chance, the heavier the likelier. */
export function inOrder(records: readonly SrvRecord[], random: () => number): readonly SrvRecord[] {
  const left = records.toSorted((a, b) => a.priority - b.priority || a.weight - b.weight);
  const chosen: SrvRecord[] = [];
  while (left.length > 0) {
    const rank = left.filter(({ priority }) => priority === left[0]?.priority);
    const sum = rank.reduce((total, { weight }) => total + weight, 0);
    let ticket = random() * sum;
    const hit = rank.find(({ weight }) => (ticket -= weight) <= 0) ?? rank[0];
    if (hit === undefined) break;
    chosen.push(hit);
    left.splice(left.indexOf(hit), 1);
  }
  return chosen;
}

/**
 * Where a `sips:` domain is reached over WebSocket (RFC 3263 §4, RFC 7118 §5.2.4): its NAPTR record for SIPS+D2W names the
 * SRV record; without one `_sips._ws` is asked; without that the domain itself, port 443. A port in the address ends the search.
 */
async function findByName(address: string, dns: Dns, random: () => number): Promise<readonly LineServer[]> {
  const { host, port } = domainOf(address);
  const itself = [{ url: `wss://${host}:${port ?? securePort}`, servername: host }];
  if (port !== null) return itself;
  // No such record is an answer; no answer at all is none, and the caller has what was known before.
  const noneOr = (error: unknown): [] => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
    throw error;
  };
  const pointers = await dns.naptr(host).catch(noneOr);
  const pointer = pointers
    .filter(({ service, replacement }) => service.toUpperCase() === secureService && replacement !== '')
    .toSorted((a, b) => a.order - b.order || a.preference - b.preference)[0];
  const records = await dns.srv(pointer?.replacement ?? `_sips._ws.${host}`).catch(noneOr);
  // RFC 2782: a target of "." says that the service is decidedly not there.
  const found = inOrder(
    records.filter(({ name }) => name !== '' && name !== '.'),
    random,
  );
  return found.length === 0
    ? itself
    : found.map(({ name, port: at }) => ({ url: `wss://${name}:${at}`, servername: host }));
}

/** `addresses`: ws:// and wss:// URLs as they are, `sips:domain` by DNS; in order of preference. */
export function createLocator(deps: {
  readonly addresses: readonly string[];
  readonly dns: Dns;
  readonly random: () => number;
}): Locator {
  const known = new Map<string, readonly LineServer[]>();
  const one = async (address: string): Promise<readonly LineServer[]> => {
    if (!/^sips:/i.test(address)) return [{ url: address }];
    try {
      const found = await findByName(address, deps.dns, deps.random);
      known.set(address, found);
      return found;
    } catch (error) {
      const before = known.get(address);
      if (before === undefined) throw error;
      return before;
    }
  };
  return {
    async locate() {
      const found = await Promise.allSettled(deps.addresses.map(one));
      const servers = found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
      const failed = found.find((result) => result.status === 'rejected');
      if (servers.length === 0) throw failed?.reason ?? new Error('no exchange is named');
      return servers;
    },
  };
}
