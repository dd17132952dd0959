import dns from 'node:dns';
import type { LookupFunction } from 'node:net';

export interface NaptrRecord {
  readonly order: number;
  readonly preference: number;
  readonly service: string;
  readonly replacement: string;
}

export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** What finding an exchange asks of the name service. Rejects with Node's codes (ENOTFOUND, ENODATA, ETIMEOUT …). */
export interface Dns {
  naptr(name: string): Promise<readonly NaptrRecord[]>;
  srv(name: string): Promise<readonly SrvRecord[]>;
}

/** The name service of this machine; `servers` (`address:port`) in its place for tests. */
export function createDns(servers: readonly string[] = [], timeoutMs = 2_000): Dns {
  const resolver = new dns.promises.Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    naptr: (name) => resolver.resolveNaptr(name),
    srv: (name) => resolver.resolveSrv(name),
  };
}

type Answer = [address: string | dns.LookupAddress[], family: number | undefined];

/**
 * Addresses of a host name for a socket. The last good answer is kept: a line that is lost while the name service is down
 * goes back to where it was (a stale address costs one failed try, no address costs the line).
 */
export function createRememberingLookup(
  lookup: LookupFunction = (name, options, done) => dns.lookup(name, options, done as never),
): LookupFunction {
  const known = new Map<string, Answer>();
  return (hostname, options, done) => {
    const key = `${hostname} ${options.all === true ? 'all' : 'one'}`;
    lookup(hostname, options, (error, address, family) => {
      if (error === null) known.set(key, [address, family]);
      const last = error === null ? undefined : known.get(key);
      if (last === undefined) done(error, address, family);
      else done(null, ...last);
    });
  };
}
