import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { silentLog } from '#electron/log/log.ts';
import type { SharingCall } from '#electron/sharing/ports.ts';
import { createSharing, type Sharing } from '#electron/sharing/sharing.ts';
import type { Db } from '#electron/store/db.ts';
import { sharingMigrations } from '#electron/store/migrations/sharing.ts';
import { createSharingRepository } from '#electron/store/sharing-repository.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { sharingStateSchema } from '#shared/sharing/contract.ts';
import { keyOfThing, type SharedThing } from '#shared/sharing/item.ts';
import { articleText, cardText, signed } from '#shared/sharing/text.ts';
import { clientFor, startSandbox } from '#tests/support/sandbox-core.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const callId = 'call-1' as CallId;
const mobile: SharingCall = {
  callId,
  number: '+8613800002207',
  customerId: null,
  answeredAt: systemClock.now(),
};
const branch: SharedThing = { kind: 'branch', branchId: 'shanghai-jingansi' };

let db: Db;
let core: SandboxCore;
let client: CoreClient;
let sharing: Sharing;
let texts: string[];
let textAnswer: Result<unknown>;
const call = createPublisher<SharingCall | null>(null);

function start(): Sharing {
  let id = 0;
  return createSharing({
    clock: systemClock,
    log: silentLog,
    newId: () => `send-${(id += 1)}`,
    repository: createSharingRepository(db),
    call,
    person: () => ({ personId: 'agent-1', name: '林晓晴' }),
    wordsOf: (thing) =>
      thing.kind === 'branch'
        ? ok({ title: { zh: '静安寺支行', en: "Jing'an Temple" }, text: '静安寺支行：…' })
        : fail(appError('sharing/unknown-thing', { thing: keyOfThing(thing) })),
    signed: (text, language) => signed(text, { zh: '示例银行', en: 'Sample Bank' }, language),
    sendText: async (_, text) => {
      texts.push(text);
      return textAnswer;
    },
    core: client,
  });
}

beforeEach(async () => {
  db = openTestDb(sharingMigrations);
  core = await startSandbox();
  client = clientFor(core.url);
  call.set(mobile);
  texts = [];
  textAnswer = ok({});
  sharing = start();
});
afterEach(async () => {
  sharing.dispose();
  client.dispose();
  await core.dispose();
  db.close();
});

const send = (via: 'text' | 'sms', thing: SharedThing = branch) =>
  sharing.send({ callId, thing, via, language: 'zh' });
const states = (): readonly string[] => sharing.state.get().items.map(({ state }) => state);
const arrives = (state: string): Promise<void> =>
  vi.waitFor(() => expect(states()).toEqual([state]), { timeout: 10_000, interval: 50 });

describe('an SMS through the core', () => {
  it('is on disk before it goes, signed, and followed to the device', async () => {
    expect(send('sms').ok).toBe(true);
    expect(sharing.itemsOf(callId)).toMatchObject([{ state: 'sending', text: '【示例银行】静安寺支行：…' }]);
    await arrives('delivered');
    expect(sharingStateSchema.safeParse(sharing.state.get()).success).toBe(true);
    expect(JSON.stringify(sharing.state.get())).not.toContain('13800002207');
  });

  it('a second press is the same sending', () => {
    const first = send('sms');
    const second = send('sms');
    expect(first.ok && second.ok && first.value.sendId === second.value.sendId).toBe(true);
    expect(states().length).toBe(1);
  });

  it('a core that drops the line after it took the text is asked again under the same key: one text', async () => {
    core.faults.add({ on: 'POST /v1/messages', kind: 'drop', when: 'after' });
    send('sms');
    await arrives('delivered');
    const again = await client.sendMessage('send-1', {
      channel: 'sms',
      number: mobile.number,
      customerId: null,
      callId,
      text: 'other words',
      askedAt: new Date().toISOString(),
      askedBy: { personId: 'agent-1', name: '林晓晴' },
    });
    expect(again).toMatchObject({ ok: false, error: { params: { reason: 'keyReused' } } });
  });

  it('a landline takes none, and the reason is said', async () => {
    call.set({ ...mobile, callId: 'call-2' as CallId, number: '+862155500101' });
    sharing.send({ callId: 'call-2' as CallId, thing: branch, via: 'sms', language: 'zh' });
    await arrives('failed');
    expect(sharing.state.get().items[0]?.problem).toBe('noTextToThisNumber');
  });

  it('without a number nothing is kept', () => {
    call.set({ ...mobile, callId: 'call-3' as CallId, number: 'anonymous' });
    const refused = sharing.send({ callId: 'call-3' as CallId, thing: branch, via: 'sms', language: 'zh' });
    expect(refused.ok ? '' : refused.error.code).toBe('sharing/no-number');
    expect(states()).toEqual([]);
  });

  it('goes on after the program was killed on the way', async () => {
    send('sms');
    sharing.dispose();
    sharing = start();
    sharing.resume();
    await arrives('delivered');
  });
});

describe('text in the call', () => {
  it('is sent when the far end took it, without a signature', async () => {
    send('text');
    await arrives('sent');
    expect(texts).toEqual(['静安寺支行：…']);
  });

  it('is failed with the code when it did not', async () => {
    textAnswer = fail(appError('call/refused-by-exchange', { status: 488, phrase: '' }));
    send('text');
    await arrives('failed');
    expect(sharing.state.get().items[0]?.problem).toBe('call/refused-by-exchange');
    // A failed one may be sent again at once.
    textAnswer = ok({});
    send('text');
    await vi.waitFor(() => expect(states()).toEqual(['failed', 'sent']));
  });

  it('a late press lands in no other call; content that is gone is said', () => {
    const late = sharing.send({ callId: 'call-0' as CallId, thing: branch, via: 'text', language: 'zh' });
    expect(late.ok ? '' : late.error.code).toBe('sharing/other-call');
    const gone = send('text', { kind: 'card', playbookId: 'investment' });
    expect(gone.ok ? '' : gone.error.code).toBe('sharing/unknown-thing');
  });
});

describe('the words', () => {
  it('of a card are its title and its text, in the caller’s language', () => {
    const card = {
      title: { zh: '先核三样', en: 'Check three things' },
      body: { zh: '查牌照。', en: 'Is it licensed?' },
    };
    expect([cardText(card, 'zh'), cardText(card, 'en')]).toEqual([
      '先核三样：查牌照。',
      'Check three things: Is it licensed?',
    ]);
  });

  it('of an article are its answer; what is for the agent stays here', () => {
    const text = articleText(
      {
        title: { zh: '挂失', en: 'Hold' },
        blocks: [
          { type: 'answer', text: { zh: '先停卡。' } },
          { type: 'check', items: [{ zh: '内部核对' }] },
        ],
      } as never,
      'en',
    );
    expect(text).toBe('Hold: 先停卡。');
  });
});
