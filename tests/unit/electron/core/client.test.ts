import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createCoreClient, type CoreClient } from '#electron/core/client.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { fixedLogin } from '#electron/core/login.ts';
import { silentLog } from '#electron/log/log.ts';
import { clientFor, startSandbox } from '#tests/support/sandbox-core.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function pair(): Promise<{ core: SandboxCore; client: CoreClient }> {
  const core = await startSandbox();
  const client = clientFor(core.url);
  undo.push(core.dispose, client.dispose);
  return { core, client };
}

/** Any other HTTP server in the core's place: a proxy, a log-in page, a core gone mad. */
async function strange(listener: RequestListener): Promise<CoreClient> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  undo.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
    client.dispose,
  );
  return client;
}

const hold = (cardId = 'card-jia-1') =>
  ({
    control: 'cardHold',
    cardId,
    callId: 'call-1',
    askedAt: '2026-11-21T06:31:58.000Z',
    askedBy: { personId: 'p-1', name: '林晓晴' },
  }) as const;

describe('people', () => {
  it('come by their number, masked', async () => {
    const { client } = await pair();
    const found = await client.findCallers('+8613800002207');
    expect(found).toMatchObject({
      ok: true,
      value: {
        matches: [
          {
            relation: 'holder',
            customer: {
              customerId: 'cust-jia',
              name: { masked: '贾**' },
              document: { masked: '1****************6' },
            },
          },
        ],
      },
    });
    expect(JSON.stringify(found)).not.toContain('13800002207');
  });

  it('are nobody for an unknown number, which is an answer', async () => {
    const { client } = await pair();
    expect(await client.findCallers('+8613000000000')).toEqual({
      ok: true,
      value: { matches: [], numberFlags: [] },
    });
  });

  it('bring cards, risk and earlier calls', async () => {
    const { client } = await pair();
    const [cards, risk, calls] = await Promise.all([
      client.cards('cust-jia'),
      client.risk('cust-jia'),
      client.pastCalls('cust-jia'),
    ]);
    expect(cards.ok && cards.value.map((card) => card.masked)).toEqual([
      '6222 02** **** 7788',
      '6217 00** **** 3305',
      '6225 88** **** 0142',
      '**** 0416',
    ]);
    expect(risk.ok && risk.value.pending[0]?.money).toEqual({ amountMinor: 165_000_000, currency: 'CNY' });
    expect(calls.ok && calls.value).toHaveLength(2);
  });

  it('are not found under a wrong id', async () => {
    const { client } = await pair();
    const answer = await client.customer('nobody');
    expect(answer).toMatchObject({ ok: false, error: { code: 'core/not-found' } });
  });

  it('show a full number only when asked for one', async () => {
    const { client } = await pair();
    const shown = await client.reveal({
      customerId: 'cust-jia',
      what: 'card',
      cardId: 'card-jia-1',
      reason: '核对卡号',
      callId: 'call-1',
      askedBy: { personId: 'p-1', name: '林晓晴' },
    });
    expect(shown).toEqual({ ok: true, value: { value: '6222020200007788' } });
  });
});

describe('holds', () => {
  it('are placed once and answered the same again', async () => {
    const { core, client } = await pair();
    const wired: string[] = [];
    const first = await client.placeHold('key-1', hold(), { onWire: () => wired.push('wire') });
    const second = await client.placeHold('key-1', hold());
    expect(first).toMatchObject({ kind: 'receipt', receipt: { cardId: 'card-jia-1', already: false } });
    expect(second).toEqual(first);
    expect(wired).toEqual(['wire']);
    expect(core.holdsOn('card-jia-1')).toBe(1);
    expect(await client.holdByKey('key-1', 'card-jia-1')).toEqual(first);
  });

  it('know an earlier hold of the card under another key', async () => {
    const { core, client } = await pair();
    const first = await client.placeHold('key-1', hold());
    const second = await client.placeHold('key-2', hold());
    if (first.kind !== 'receipt' || second.kind !== 'receipt') throw new Error('no receipts');
    expect(second.receipt).toEqual({ ...first.receipt, already: true });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it.each([
    ['card-nobody', 'cardUnknown'],
    ['card-jia-4', 'cardClosed'],
  ])('of %s are refused: %s', async (cardId, code) => {
    const { client } = await pair();
    expect(await client.placeHold('key-1', hold(cardId))).toMatchObject({ kind: 'refused', code });
  });

  it('refuse a key that was used for another card', async () => {
    const { core, client } = await pair();
    await client.placeHold('key-1', hold('card-jia-1'));
    expect(await client.placeHold('key-1', hold('card-jia-2'))).toMatchObject({
      kind: 'refused',
      code: 'keyReused',
    });
    expect(core.holdsOn('card-jia-2')).toBe(0);
  });

  it('say when nothing is known under a key', async () => {
    const { client } = await pair();
    expect(await client.holdByKey('key-9', 'card-jia-1')).toEqual({ kind: 'keyUnknown' });
  });

  it('outlive the core', async () => {
    const dataFile = join(testFolder(), 'core.jsonl');
    const before = await startSandbox({ dataFile });
    const client = clientFor(before.url);
    const first = await client.placeHold('key-1', hold());
    client.dispose();
    await before.dispose();
    const after = await startSandbox({ dataFile });
    const again = clientFor(after.url);
    undo.push(after.dispose, again.dispose);
    expect(await again.placeHold('key-1', hold())).toEqual(first);
    expect(after.holdsOn('card-jia-1')).toBe(1);
  });
});

describe('a core in trouble', () => {
  it('that is not there never saw the request', async () => {
    const core = await startSandbox();
    await core.dispose();
    const client = clientFor(core.url);
    undo.push(client.dispose);
    const wired: string[] = [];
    const answer = await client.placeHold('key-1', hold(), { onWire: () => wired.push('wire') });
    expect(answer).toMatchObject({ kind: 'trouble', code: 'unreachable', beforeWire: true });
    expect(wired).toEqual([]);
    expect(await client.findCallers('1')).toMatchObject({ ok: false, error: { code: 'core/unreachable' } });
  });

  it('that drops the connection leaves the outcome open', async () => {
    const { core, client } = await pair();
    core.faults.add({ on: 'POST /v1/holds', kind: 'drop', when: 'after', times: 2 });
    const answer = await client.placeHold('key-1', hold());
    expect(answer).toMatchObject({ kind: 'trouble', code: 'unreachable', beforeWire: false });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('that is silent is a timeout', async () => {
    const { core, client } = await pair();
    core.faults.add({ on: 'POST /v1/holds', kind: 'silence', when: 'before' });
    expect(await client.placeHold('key-1', hold())).toMatchObject({
      kind: 'trouble',
      code: 'timeout',
      beforeWire: false,
    });
  });

  it('that answers twice is heard once or asked again, never believed twice', async () => {
    const { core, client } = await pair();
    core.faults.add({ on: 'POST /v1/holds', kind: 'twice' });
    const answer = await client.placeHold('key-1', hold());
    expect(['receipt', 'trouble']).toContain(answer.kind);
    expect(await client.holdByKey('key-1', 'card-jia-1')).toMatchObject({ kind: 'receipt' });
    expect(core.holdsOn('card-jia-1')).toBe(1);
  });

  it('that sends a page sends nothing', async () => {
    const { core, client } = await pair();
    core.faults.add({ on: 'POST /v1/holds', kind: 'page' });
    core.faults.add({ on: 'GET /v1/callers', kind: 'page' });
    expect(await client.placeHold('key-1', hold())).toMatchObject({ kind: 'trouble', code: 'badAnswer' });
    expect(await client.findCallers('1')).toMatchObject({ ok: false, error: { code: 'core/bad-answer' } });
  });

  it.each([500, 502, 503, 429])('with status %i may be asked again', async (status) => {
    const { core, client } = await pair();
    core.faults.add({ on: 'POST /v1/holds', kind: 'status', status });
    core.faults.add({ on: 'GET /v1/callers', kind: 'status', status });
    expect(await client.placeHold('key-1', hold())).toMatchObject({
      kind: 'trouble',
      code: status === 429 ? 'busy' : 'coreFault',
    });
    expect(await client.findCallers('1')).toMatchObject({
      ok: false,
      error: { code: 'core/failed', retry: 'later' },
    });
  });

  it('with a wrong token says so', async () => {
    const core = await startSandbox();
    const client = clientFor(core.url, { token: 'wrong' });
    undo.push(core.dispose, client.dispose);
    expect(await client.placeHold('key-1', hold())).toMatchObject({ kind: 'trouble', code: 'unauthorized' });
    await client.checkNow();
    expect(client.health.get()).toMatchObject({ state: 'refused', lastOkAt: null });
  });
});

describe('something else on the way', () => {
  it('saying 404 or 409 without our body is not believed', async () => {
    for (const status of [404, 403, 409, 301]) {
      const client = await strange((_request, response) => {
        response
          .writeHead(status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' })
          .end('{}');
      });
      expect(await client.placeHold('key-1', hold())).toMatchObject({ kind: 'trouble', code: 'badAnswer' });
      expect((await client.holdByKey('key-1', 'card-jia-1')).kind).toBe('trouble');
    }
  });

  it('giving a receipt of another card is not believed', async () => {
    const receipt = {
      receipt: 'X1',
      cardId: 'card-other',
      at: '2026-11-21T06:31:58Z',
      undoBy: ['branch'],
      already: false,
    };
    const client = await strange((_request, response) =>
      response.writeHead(201).end(JSON.stringify(receipt)),
    );
    expect(await client.placeHold('key-1', hold())).toMatchObject({ kind: 'trouble', code: 'badAnswer' });
  });

  it('leaving a field out names the field, not its value', async () => {
    const client = await strange((_request, response) => response.end('{"matches":[{"customer":{}}]}'));
    expect(await client.findCallers('1')).toMatchObject({
      ok: false,
      error: { code: 'core/bad-answer', params: { where: 'matches.0.customer.customerId' } },
    });
  });

  it('sending without end is cut off', async () => {
    const client = await strange((_request, response) => {
      response.write('x'.repeat(2_000_000));
    });
    expect(await client.findCallers('1')).toMatchObject({ ok: false, error: { code: 'core/bad-answer' } });
  });

  it('cutting an answer off is unreachable', async () => {
    const client = await strange((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"matches"');
      setTimeout(() => response.destroy(), 10);
    });
    expect(await client.findCallers('1')).toMatchObject({ ok: false, error: { code: 'core/unreachable' } });
  });
});

describe('the address', () => {
  const make = (baseUrl: string, caFile: string | null = null) =>
    createCoreClient(
      { baseUrl, caFile, sandbox: false },
      { clock: systemClock, log: silentLog, login: fixedLogin(() => null) },
    );

  it.each(['http://core.bank.example', 'ftp://127.0.0.1', 'nonsense', 'https://user:pw@core.example', ''])(
    '%s is refused',
    (url) => expect(make(url)).toMatchObject({ ok: false, error: { code: 'core/bad-url' } }),
  );

  it.each(['https://core.bank.example/gateway', 'http://127.0.0.1:1'])('%s is taken', (url) => {
    const client = make(url);
    if (client.ok) client.value.dispose();
    expect(client.ok).toBe(true);
  });

  it('with an authority that cannot be read is refused', () => {
    expect(make('https://core.bank.example', '/no/such/file.pem')).toMatchObject({
      ok: false,
      error: { code: 'core/bad-ca-file', params: { reason: 'unreadable' } },
    });
  });
});

describe('health', () => {
  it('knows when the core was last heard', async () => {
    const { core, client } = await pair();
    await client.checkNow();
    const well = client.health.get();
    expect(well).toMatchObject({ state: 'ok', sandbox: true });
    await core.dispose();
    await client.checkNow();
    expect(client.health.get()).toMatchObject({ state: 'down', lastOkAt: well.lastOkAt });
  });
});
