import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { silentLog } from '#electron/log/log.ts';
import { createPictures, type Pictures } from '#electron/picture/pictures.ts';
import { allMigrations } from '#electron/store/all-migrations.ts';
import type { Db } from '#electron/store/db.ts';
import { createPictureRepository } from '#electron/store/picture-repository.ts';
import { ok } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { SharedThing } from '#shared/sharing/item.ts';
import { clientFor, startSandbox } from '#tests/support/sandbox-core.ts';
import { openTestDb } from '#tests/support/test-db.ts';
import { pngOf } from '#tests/support/png.ts';

const callId = 'call-1' as CallId;
let db: Db;
let core: SandboxCore;
let client: CoreClient;
let pictures: Pictures;
let shared: SharedThing[];
let allowed: boolean;

const open = (): Pictures => {
  let count = 0;
  return createPictures({
    clock: systemClock,
    log: silentLog,
    newId: () => `picture-${(count += 1)}`,
    repository: createPictureRepository(db),
    core: client,
    call: createPublisher({ callId, customerId: null }),
    person: () => ({ personId: 'lin', name: '林晓晴' }),
    allowed: () => allowed,
    share: (thing) => {
      shared.push(thing);
      return ok({});
    },
  });
};
beforeEach(async () => {
  db = openTestDb(allMigrations);
  core = await startSandbox();
  client = clientFor(core.url);
  shared = [];
  allowed = true;
  pictures = open();
});
afterEach(async () => {
  pictures.dispose();
  client.dispose();
  await core.dispose();
  db.close();
});

const how = { via: 'sms', language: 'zh' } as const;
const stateNow = (): string | undefined => pictures.state.get().pictures.at(-1)?.state;
async function asked(): Promise<{ id: string; url: string }> {
  const answer = await pictures.ask({ callId, ...how });
  const id = answer.ok ? answer.value.pictureId : '';
  return { id, url: pictures.linkOf({ kind: 'uploadLink', pictureId: id }) ?? '' };
}
const put = (url: string, body: Buffer): Promise<Response> =>
  fetch(url, { method: 'PUT', body: new Uint8Array(body) });

describe('the caller’s screenshot, over real HTTP', () => {
  it('comes by the link, is kept, and goes back with its marks by another', async () => {
    const { id, url } = await asked();
    expect(shared).toEqual([{ kind: 'uploadLink', pictureId: id }]);
    const page = await fetch(url);
    expect(await page.text()).toContain('上传');
    const screenshot = pngOf(360, 780);
    expect((await put(url, screenshot)).status).toBe(201);
    await vi.waitFor(() => expect(stateNow()).toBe('received'), { timeout: 5_000 });
    expect(pictures.state.get().pictures).toMatchObject([
      { width: 360, height: 780, bytes: screenshot.length },
    ]);
    expect(pictures.open(id)).toEqual(ok({ contentType: 'image/png', data: screenshot.toString('base64') }));
    const marked = pngOf(360, 780, [194, 65, 12]);
    expect(
      await pictures.giveBack({ pictureId: id, data: marked.toString('base64'), marks: 2, ...how }),
    ).toEqual(ok({}));
    expect(stateNow()).toBe('returned');
    expect(shared.at(-1)).toEqual({ kind: 'picture', pictureId: id });
    const back = await fetch(pictures.linkOf({ kind: 'picture', pictureId: id }) ?? '');
    expect(back.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await back.arrayBuffer()).equals(marked)).toBe(true);
    expect((await put(url, screenshot)).status).toBe(410);
  });

  it('is refused at the link when it is none, and at the desk when the core let it through', async () => {
    const { url } = await asked();
    expect((await put(url, Buffer.from('<svg onload="alert(1)"/>'))).status).toBe(415);
    expect((await fetch(`${url}x`)).status).toBe(404);
    vi.spyOn(client, 'upload').mockResolvedValue(
      ok({ uploadId: 'u', url: url, expiresAt: new Date().toISOString(), state: 'received' }),
    );
    vi.spyOn(client, 'uploadedPicture').mockResolvedValue(
      ok({ contentType: 'image/png', data: Buffer.from('<svg/>').toString('base64') }),
    );
    await vi.waitFor(() => expect(stateNow()).toBe('refused'), { timeout: 5_000 });
    expect(pictures.state.get().pictures[0]?.problem).toBe('notAPicture');
    expect(pictures.open('picture-1')).toMatchObject({ ok: false, error: { code: 'picture/not-there' } });
  });

  it('does not send an address that the policy does not let out', async () => {
    allowed = false;
    expect(await pictures.ask({ callId, ...how })).toMatchObject({
      ok: false,
      error: { code: 'sharing/link-not-allowed' },
    });
    expect(shared).toEqual([]);
  });

  it('takes back only a PNG within the limits, and finds the rest again after a restart', async () => {
    const { id, url } = await asked();
    await put(url, pngOf(20, 20));
    await vi.waitFor(() => expect(stateNow()).toBe('received'), { timeout: 5_000 });
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0]);
    expect(
      await pictures.giveBack({ pictureId: id, data: jpeg.toString('base64'), marks: 1, ...how }),
    ).toMatchObject({ ok: false, error: { code: 'picture/bad-picture' } });
    const again = open();
    expect(again.state.get()).toEqual(pictures.state.get());
    again.dispose();
  });
});
