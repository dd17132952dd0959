import { afterEach, describe, expect, it } from 'vitest';
import { createAgentNotes } from '#electron/caller/agent-notes.ts';
import { createCallerHandlers } from '#electron/caller/handlers.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import { callerCommands } from '#shared/caller/contract.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { agent, call, callerWorld, callId, ready, type CallerWorld } from '#tests/support/caller-world.ts';
import { clientFor } from '#tests/support/sandbox-core.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function world(options: Parameters<typeof callerWorld>[0] = {}): Promise<CallerWorld> {
  const made = await callerWorld(options);
  undo.push(made.dispose);
  return made;
}

describe('what the agent says', () => {
  it('is kept with who and when, and the next call knows it', async () => {
    const { current, notes, panel, until } = await world();
    current.set(call({ number: '13600005507' }));
    await until(ready);
    expect(notes.setFlag(callId, 'hearingImpaired', 'saidByCaller', {}).ok).toBe(true);
    expect(panel.state.get().flags[0]).toMatchObject({
      flag: 'hearingImpaired',
      reasons: [{ source: 'saidByCaller', by: agent }],
      keep: 'ask',
    });
    expect(notes.keepFlag(callId, 'hearingImpaired', true).ok).toBe(true);
    expect(panel.state.get().flags[0]?.keep).toBe('agreed');
    current.set(null);
    current.set(call({ callId: callIdSchema.parse('call-2'), number: '13600005507' }));
    const next = await until(ready);
    expect(next.flags[0]).toMatchObject({
      flag: 'hearingImpaired',
      reasons: [{ source: 'earlierNote', by: agent }],
    });
  });

  it('about a call that is over is refused', async () => {
    const { current, notes, until } = await world();
    current.set(call());
    await until(ready);
    current.set(call({ callId: callIdSchema.parse('call-2') }));
    expect(notes.setFlag(callId, 'distress', 'heardByAgent', {})).toMatchObject({
      error: { code: 'caller/other-call' },
    });
    expect(notes.liftFlag(callIdSchema.parse('call-2'), 'crisis')).toMatchObject({
      error: { code: 'caller/flag-not-set' },
    });
  });

  it('counts the checks, and begins anew when it is someone else', async () => {
    const { current, notes, panel, until } = await world();
    current.set(call());
    await until(ready);
    const verified = () => panel.state.get().caller?.verified;
    notes.markVerified(callId, ['birthMonth'], false);
    expect(verified()).toMatchObject({ state: 'notVerified', methods: ['birthMonth'], need: 2, by: agent });
    notes.markVerified(callId, ['birthMonth', 'branch'], false);
    expect(verified()?.state).toBe('verified');
    notes.setSpeaker(callId, 'grandchild', '小贾');
    expect(panel.state.get().caller).toMatchObject({
      relation: 'grandchild',
      name: { zh: '小贾', masked: '小*' },
    });
    expect(verified()).toMatchObject({ state: 'notVerified', methods: [] });
    expect(activeFlags(panel.state.get().flags)).toContain('thirdParty');
    notes.markVerified(callId, [], true);
    expect(verified()?.state).toBe('failed');
    notes.setSpeaker(callId, 'holder', '');
    expect(panel.state.get().caller).toMatchObject({ relation: 'holder', name: { zh: '贾女士' } });
  });

  it('survives a restart in the middle of the call', async () => {
    const { current, notes, panel, until, repository } = await world();
    current.set(call());
    await until(ready);
    notes.markVerified(callId, ['birthMonth', 'branch'], false);
    panel.dispose();
    const again = await world({ repository });
    again.current.set(call());
    expect((await again.until(ready)).caller?.verified.state).toBe('verified');
  });

  it('that cannot be written is not shown', async () => {
    const { current, panel, until, repository } = await world();
    current.set(call());
    await until(ready);
    const broken = createAgentNotes({
      clock: systemClock,
      log: silentLog,
      panel,
      core: clientFor('http://127.0.0.1:1'),
      person: () => agent,
      repository: {
        ...repository,
        addFlagNote: () => {
          throw new Error('disk full');
        },
      },
    });
    expect(broken.setFlag(callId, 'distress', 'heardByAgent', {})).toMatchObject({
      error: { code: 'caller/not-kept' },
    });
    expect(activeFlags(panel.state.get().flags)).toEqual(['elderly']);
  });
});

describe('a look at a full number', () => {
  it('is kept before it is shown, and hidden again', async () => {
    const { current, notes, until, repository } = await world();
    current.set(call());
    await until(ready);
    const shown = await notes.reveal(callId, {
      what: 'card',
      cardId: 'card-jia-1',
      reason: '与来电人核对卡号',
    });
    expect(shown).toMatchObject({ ok: true, value: { value: '6222020200007788' } });
    expect(shown.ok && shown.value.hideAt).toBeGreaterThan(Date.now());
    expect(repository.reveals(callId)).toMatchObject([
      {
        what: 'card',
        cardId: 'card-jia-1',
        reason: '与来电人核对卡号',
        by: agent,
        subject: 'customer:cust-jia',
      },
    ]);
  });

  it('is refused for a card of someone else', async () => {
    const { current, notes, until, repository } = await world();
    current.set(call());
    await until(ready);
    const shown = await notes.reveal(callId, { what: 'card', cardId: 'card-ma-1', reason: '好奇' });
    expect(shown).toMatchObject({ error: { code: 'caller/nothing-to-reveal' } });
    expect(repository.reveals(callId)).toEqual([]);
  });

  it('of an unknown caller is the number they ring from', async () => {
    const { current, notes, until } = await world();
    current.set(call({ number: '13000000000' }));
    await until(({ match }) => match === 'unknown');
    expect(await notes.reveal(callId, { what: 'phone', cardId: null, reason: '回拨' })).toMatchObject({
      value: { value: '+8613000000000' },
    });
  });
});

describe('the record of a call', () => {
  const finished = {
    callId,
    answeredAt: 2,
    endedAt: 3,
    agent,
    topic: '存折补登',
    outcome: 'solved',
    note: '',
  } as const;

  it('is in the caller’s history at the next call, once, also when the core took it over', async () => {
    const { current, log, until, repository } = await world();
    current.set(call());
    await until(ready);
    current.set(null);
    expect(log.recordCall(finished)).toBe(true);
    expect(log.recordCall({ ...finished, topic: 'again' })).toBe(true);
    await expect.poll(() => repository.unsentCalls(9)).toEqual([]);
    current.set(call({ callId: callIdSchema.parse('call-2') }));
    const { history } = await until(ready);
    expect(history).toHaveLength(3);
    expect(history[0]).toMatchObject({
      topic: { zh: '存折补登' },
      outcome: 'solved',
      flags: ['elderly'],
      from: 'core',
    });
  });

  it('waits for a core that is away and is handed over later', async () => {
    const { bank, current, log, until, repository } = await world();
    current.set(call());
    await until(ready);
    bank.faults.add({ on: 'POST /v1/calls', kind: 'status', status: 503, times: 3 });
    log.recordCall(finished);
    expect(repository.pastCalls(['customer:cust-jia'], callIdSchema.parse('other'), 5)).toMatchObject([
      { from: 'desk' },
    ]);
    await expect.poll(() => repository.unsentCalls(9)).toEqual([]);
  });

  it('of a call that was never here is not made up', async () => {
    const { log } = await world();
    expect(log.recordCall(finished)).toBe(false);
  });
});

it('every command has its handler, and each answers as the contract says', async () => {
  const { current, notes, until } = await world();
  current.set(call());
  await until(ready);
  const handlers = createCallerHandlers(notes);
  expect(Object.keys(handlers).toSorted()).toEqual(Object.keys(callerCommands).toSorted());
  const set = callerCommands['caller/set-flag'];
  const answer = await handlers['caller/set-flag'](
    set.input.parse({ callId, flag: 'foreignLanguage', language: 'ko' }),
  );
  expect(answer).toEqual({ ok: true, value: {} });
  const shown = await handlers['caller/reveal']({ callId, what: 'document', reason: '核对证件' });
  expect(callerCommands['caller/reveal'].output.parse(shown.ok && shown.value)).toMatchObject({
    value: '100000194103010026',
  });
});
