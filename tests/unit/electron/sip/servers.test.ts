import { afterEach, describe, expect, it } from 'vitest';
import { createDns, createRememberingLookup } from '#electron/sip/dns.ts';
import { createLocator, inOrder } from '#electron/sip/servers.ts';
import { naptr, srv, startDnsServer, type Zone } from '#tests/support/dns-server.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function locator(zone: Zone, addresses: readonly string[]) {
  const server = await startDnsServer(zone);
  ends.push(() => server.dispose());
  const dns = createDns([server.address], 200);
  return { server, ...createLocator({ addresses, dns, random: () => 0.5 }) };
}

describe('where an exchange is', () => {
  it('a WebSocket address is itself, in the order given, and asks nobody', async () => {
    const { locate, server } = await locator({}, ['wss://a.test/ws', 'ws://127.0.0.1:5062']);
    expect(await locate()).toEqual([{ url: 'wss://a.test/ws' }, { url: 'ws://127.0.0.1:5062' }]);
    expect(server.asked).toEqual([]);
  });

  it('a sips: domain follows its NAPTR for SIPS+D2W to the SRV record, by priority', async () => {
    const { locate } = await locator(
      {
        'NAPTR bank.test': [
          naptr(10, 50, 'SIPS+D2T', '_sips._tcp.bank.test'),
          naptr(20, 50, 'SIPS+D2W', '_edge._ws.bank.test'),
        ],
        'SRV _edge._ws.bank.test': [srv(20, 0, 7443, 'two.bank.test'), srv(10, 0, 8443, 'one.bank.test')],
      },
      ['sips:bank.test;transport=ws'],
    );
    // The certificate is to name the domain that was asked for, not what DNS said (RFC 5922 §7.1).
    expect(await locate()).toEqual([
      { url: 'wss://one.bank.test:8443', servername: 'bank.test' },
      { url: 'wss://two.bank.test:7443', servername: 'bank.test' },
    ]);
  });

  it('without NAPTR asks for _sips._ws, without SRV goes to the domain at 443, with a port asks nothing', async () => {
    const bySrv = await locator({ 'SRV _sips._ws.bank.test': [srv(1, 0, 443, 'edge.bank.test')] }, [
      'sips:bank.test',
    ]);
    expect(await bySrv.locate()).toEqual([{ url: 'wss://edge.bank.test:443', servername: 'bank.test' }]);
    const bare = await locator({}, ['sips:bank.test', 'sips:other.test:7443']);
    expect(await bare.locate()).toEqual([
      { url: 'wss://bank.test:443', servername: 'bank.test' },
      { url: 'wss://other.test:7443', servername: 'other.test' },
    ]);
  });

  it('DNS gone: what was known is used, and what was never known is said not to be found', async () => {
    const { locate, server } = await locator({ 'SRV _sips._ws.bank.test': [srv(1, 0, 443, 'edge.test')] }, [
      'sips:bank.test',
    ]);
    const first = await locate();
    server.silence();
    expect(await locate()).toEqual(first);
    const never = await locator({}, ['sips:new.test']);
    never.server.silence();
    await expect(never.locate()).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  it('chooses among equals by weight (RFC 2782)', () => {
    const records = [
      { name: 'heavy', port: 1, priority: 1, weight: 90 },
      { name: 'light', port: 1, priority: 1, weight: 10 },
      { name: 'later', port: 1, priority: 2, weight: 100 },
    ];
    let turn = 0;
    const even = (): number => (turn++ % 100) / 100;
    const firsts = Array.from({ length: 100 }, () => inOrder(records, even)[0]?.name);
    expect(firsts.filter((name) => name === 'heavy').length).toBeGreaterThan(70);
    expect(firsts).not.toContain('later');
    expect(inOrder(records, () => 0).map(({ name }) => name)).toContain('later');
  });

  it('a socket finds a host once found also while the name service is down', async () => {
    let isDown = false;
    const lookup = createRememberingLookup((_host, _options, done) =>
      isDown
        ? done(Object.assign(new Error('gone'), { code: 'EAI_AGAIN' }), '', 4)
        : done(null, '127.0.0.9', 4),
    );
    const ask = (host: string): Promise<unknown> =>
      new Promise((settle, fail) =>
        lookup(host, {}, (error, address) => (error === null ? settle(address) : fail(error))),
      );
    expect(await ask('edge.test')).toBe('127.0.0.9');
    isDown = true;
    expect(await ask('edge.test')).toBe('127.0.0.9');
    await expect(ask('other.test')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  });
});
