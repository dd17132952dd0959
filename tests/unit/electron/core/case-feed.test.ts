import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEventParser, type StreamEvent } from '#electron/core/event-stream.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import { clientFor, startSandbox } from '#tests/support/sandbox-core.ts';

const sample = {
  customerId: 'cust-jia',
  money: { amountMinor: 100, currency: 'CNY' },
  payeeMasked: '沈**',
  payeeIsNew: true,
  channel: 'app' as const,
  cues: [],
  deadlineIn: '30m',
};

describe('server-sent events', () => {
  it('are whole however the text is cut, with comments left out and lines of data joined', () => {
    const text = ': here\r\nid: 7\nevent: case\r\ndata: {"a":\ndata: 1}\n\ndata: x\n\nid: 9\n\n';
    for (const size of [1, 2, 3, 7, text.length]) {
      const seen: StreamEvent[] = [];
      const parse = createEventParser(
        (event) => seen.push(event),
        () => undefined,
      );
      for (let at = 0; at < text.length; at += size) parse(text.slice(at, at + size));
      expect(seen).toEqual([
        { id: '7', event: 'case', data: '{"a":\n1}' },
        { id: '7', event: 'message', data: 'x' },
      ]);
    }
  });
});

describe('the feed of cases', () => {
  let core: SandboxCore;
  let client: CoreClient;
  let stop: () => void = () => undefined;
  afterEach(async () => {
    stop();
    client.dispose();
    await core.dispose();
  });
  async function follow() {
    core = await startSandbox();
    client = clientFor(core.url);
    const told: string[] = [];
    const cases = new Map<string, WireCase>();
    stop = client.caseFeed.start({
      all(all) {
        told.push(`all ${all.length}`);
        cases.clear();
        for (const one of all) cases.set(one.caseId, one);
      },
      one(changed) {
        told.push('one');
        cases.set(changed.caseId, changed);
      },
    });
    await vi.waitFor(() => expect(client.caseFeed.state.get().state).toBe('live'));
    await vi.waitFor(() => expect(told).toEqual(['all 0']));
    return { told, cases };
  }

  it('tells what has changed, and after a break only what came meanwhile', async () => {
    const { told, cases } = await follow();
    core.cases.arrive(sample);
    await vi.waitFor(() => expect(told).toEqual(['all 0', 'one']));
    core.faults.add({ on: 'GET /v1/cases/events', kind: 'status', status: 503, times: 1 });
    core.feed.drop();
    await vi.waitFor(() => expect(client.caseFeed.state.get().state).toBe('retrying'));
    core.cases.arrive(sample);
    client.caseFeed.hurry();
    await vi.waitFor(() => expect(cases.size).toBe(2), { timeout: 5_000 });
    expect(told, 'nothing twice').toEqual(['all 0', 'one', 'one']);
    expect(client.caseFeed.state.get()).toMatchObject({ state: 'live', problem: null });
  });

  it('says that the core refuses it, and goes on trying', async () => {
    await follow();
    core.faults.add({ on: 'GET /v1/cases/events', kind: 'status', status: 401, times: 1 });
    core.feed.drop();
    await vi.waitFor(() => expect(client.caseFeed.state.get().state).toBe('refused'), { timeout: 5_000 });
    await vi.waitFor(() => expect(client.caseFeed.state.get().state).toBe('live'), { timeout: 8_000 });
  });

  it('says which seat has the case', async () => {
    await follow();
    const id = core.cases.arrive(sample);
    const by = (seat: string) => ({ seat, by: { personId: 'p', name: 'n' } });
    expect(await client.claimCase(id, by('1001'))).toMatchObject({ ok: true });
    expect(await client.claimCase(id, by('1002'))).toMatchObject({
      ok: false,
      error: { code: 'cases/claimed-elsewhere', params: { seat: '1001' } },
    });
  });
});
