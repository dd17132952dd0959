import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAccess } from '#electron/access/access.ts';
import type { AccessDeps } from '#electron/access/ports.ts';
import { createAccessHandlers } from '#electron/access/access-handlers.ts';
import { silentLog } from '#electron/log/log.ts';
import { createKeyKeeper } from '#electron/secrets/key-keeper.ts';
import type { Db, Migration } from '#electron/store/db.ts';
import { createStoreFile } from '#electron/store/store-file.ts';
import { accessStateSchema } from '#shared/access/contract.ts';
import { samplePeople } from '#shared/access/people.ts';
import { fakeKeyStore } from '#tests/support/fake-key-store.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const steps: readonly Migration[] = [{ id: 'w-1', sql: 'CREATE TABLE w (word TEXT) STRICT' }];
const pass = '晴天 白云 小河';
const done = { ok: true, value: {} };

/** One computer: a folder and a key store that outlive the program. `start` is one run of the program. */
function computer(keyStorePresent: boolean) {
  const folder = testFolder();
  const system = fakeKeyStore(keyStorePresent);
  const clock: ManualClock = createManualClock(Date.UTC(2026, 10, 21, 14, 5, 9));
  async function start(more: Partial<AccessDeps> & { migrations?: readonly Migration[] } = {}) {
    const opened: Db[] = [];
    const access = createAccess({
      keys: createKeyKeeper({ folder, system }),
      store: createStoreFile({ folder, migrations: more.migrations ?? steps, now: () => clock.now() }),
      clock,
      log: silentLog,
      policyProblem: null,
      people: () => samplePeople,
      onStoreOpen: ({ db }) => void opened.push(db),
      signOutBlockedBy: () => null,
      ...more,
    });
    const quit = () => opened.splice(0).forEach((db) => db.close());
    onTestFinished(quit);
    await access.start();
    return {
      access,
      opened,
      quit,
      phase: () => access.state.get().phase,
      damage: () => access.state.get().damage,
    };
  }
  return { folder, system, clock, start, db: join(folder, 'guardline.db'), key: join(folder, 'key.json') };
}

/** A computer with a store that holds one word, the program ended. */
async function used(keyStorePresent: boolean) {
  const machine = computer(keyStorePresent);
  const run = await machine.start();
  if (!keyStorePresent) await run.access.choosePassphrase(pass);
  run.opened[0]?.prepare('INSERT INTO w VALUES (?)').run('旧数据');
  run.quit();
  return machine;
}

function damageStore(file: string): Buffer {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(file, bytes);
  return bytes;
}

test('with a key store the first start goes straight to the people, and so does the next', async () => {
  const machine = computer(true);
  const first = await machine.start();
  expect(first.phase()).toBe('signIn');
  expect(first.access.state.get()).toMatchObject({
    keyStore: { kind: 'os', backend: 'gnome_libsecret' },
    people: samplePeople,
    person: null,
    busy: false,
  });
  expect(accessStateSchema.parse(first.access.state.get())).toEqual(first.access.state.get());
  first.quit();
  const second = await machine.start();
  expect(second.phase()).toBe('signIn');
  expect(second.opened).toHaveLength(1);
});

test('without one a passphrase is chosen once and asked for at every start', async () => {
  const machine = computer(false);
  const first = await machine.start();
  expect(first.phase()).toBe('choosePassphrase');
  expect(first.access.state.get().keyStore).toEqual({ kind: 'passphrase', backend: '' });
  expect(existsSync(machine.db)).toBe(false);
  expect(await first.access.choosePassphrase('1234')).toMatchObject({
    error: { code: 'access/weak-passphrase', params: { reason: 'tooShort', min: 8 } },
  });
  expect(await first.access.choosePassphrase(pass)).toEqual(done);
  expect(first.phase()).toBe('signIn');
  first.quit();

  const second = await machine.start();
  expect(second.phase()).toBe('enterPassphrase');
  expect(second.opened).toHaveLength(0);
  expect(await second.access.unlock(pass)).toEqual(done);
  expect(second.phase()).toBe('signIn');
});

test('wrong passphrases lose nothing and wait longer and longer; a try before its time is not looked at', async () => {
  const machine = await used(false);
  const { access, phase } = await machine.start();
  const waits: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const answer = await access.unlock('not this one');
    expect(answer).toMatchObject({ ok: false, error: { code: 'access/wrong-passphrase' } });
    if (!answer.ok && answer.error.code === 'access/wrong-passphrase') waits.push(answer.error.params.waitMs);
    machine.clock.advance(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([0, 0, 1000, 2000]);
  await access.unlock('not this one');
  expect(access.state.get().tryAgainAt).toBe(machine.clock.now() + 4000);
  machine.clock.advance(3999);
  expect(await access.unlock(pass)).toMatchObject({ error: { code: 'access/wait', params: { waitMs: 1 } } });
  machine.clock.advance(1);
  expect(access.state.get().tryAgainAt).toBeNull();
  expect(await access.unlock(pass)).toEqual(done);
  expect(phase()).toBe('signIn');
});

test('two tries at once: the second is told to wait', async () => {
  const machine = await used(false);
  const { access } = await machine.start();
  const first = access.unlock(pass);
  expect(access.state.get().busy).toBe(true);
  expect(await access.unlock(pass)).toMatchObject({ error: { code: 'common/not-ready' } });
  expect(await first).toEqual(done);
  expect(access.state.get().busy).toBe(false);
});

test('people sign in and out; nobody else, and not while a call is up', async () => {
  let blocked: string | null = 'call';
  const { access, phase } = await computer(true).start({ signOutBlockedBy: () => blocked });
  const seen: (string | undefined)[] = [];
  access.person.subscribe((person) => seen.push(person?.id));
  expect(access.signIn('nobody')).toMatchObject({ error: { code: 'access/unknown-person' } });
  expect(access.signIn('sample-agent')).toEqual(done);
  expect(access.state.get().person).toMatchObject({
    name: { zh: '林晓晴', en: 'Lin Xiaoqing' },
    seatNumber: '3107',
    role: 'agent',
  });
  expect(access.signIn('sample-lead')).toMatchObject({ error: { code: 'access/wrong-phase' } });
  expect(access.signOut()).toMatchObject({ error: { code: 'access/busy', params: { what: 'call' } } });
  expect(phase()).toBe('signedIn');
  blocked = null;
  expect(access.signOut()).toEqual(done);
  expect(phase()).toBe('signIn');
  expect(seen).toEqual(['sample-agent', undefined]);
});

test('a policy fault stops the start before anything is made', async () => {
  const machine = computer(true);
  const problem = {
    file: '/etc/guardline/policy.yaml',
    line: 3,
    column: 5,
    reason: 'unknownKey',
    key: 'exchange.urll',
    detail: '',
    limit: null,
  } as const;
  const { access } = await machine.start({ policyProblem: problem });
  expect(access.state.get()).toMatchObject({ phase: 'starting', policyProblem: problem, people: [] });
  expect(access.signIn('sample-agent')).toMatchObject({ error: { code: 'access/wrong-phase' } });
  expect(readdirSync(machine.folder)).toEqual([]);
});

test('a damaged store is left alone until the person says so, then kept whole beside a new one', async () => {
  const machine = await used(true);
  const bad = damageStore(machine.db);
  const { access, phase, damage, opened } = await machine.start();
  const keptAs = 'guardline-damaged-20261121-140509.db';
  expect(phase()).toBe('storeDamaged');
  expect(damage()).toEqual({ reason: 'damaged', file: 'guardline.db', keptAs });
  expect(readFileSync(machine.db)).toEqual(bad);
  expect(await access.retry()).toEqual(done);
  expect(phase()).toBe('storeDamaged');
  expect(readFileSync(machine.db)).toEqual(bad);
  expect(await access.startFresh()).toEqual(done);
  expect(phase()).toBe('signIn');
  expect(readFileSync(join(machine.folder, keptAs))).toEqual(bad);
  expect(opened[0]?.prepare('SELECT count(*) AS n FROM w').get()).toEqual({ n: 0 });
});

test('with the right passphrase a damaged store is told apart from a wrong one, and not asked for again', async () => {
  const machine = await used(false);
  damageStore(machine.db);
  const { access, phase, damage } = await machine.start();
  expect(phase()).toBe('enterPassphrase');
  expect(await access.unlock('not this one')).toMatchObject({ error: { code: 'access/wrong-passphrase' } });
  expect(phase()).toBe('enterPassphrase');
  expect(await access.unlock(pass)).toEqual(done);
  expect(damage()?.reason).toBe('damaged');
  expect(await access.startFresh()).toEqual(done);
  expect(phase()).toBe('signIn');
});

test('a store mended from outside opens on retry', async () => {
  const machine = await used(true);
  const good = readFileSync(machine.db);
  damageStore(machine.db);
  const { access, phase, opened } = await machine.start();
  expect(phase()).toBe('storeDamaged');
  writeFileSync(machine.db, good);
  await access.retry();
  expect(phase()).toBe('signIn');
  expect(opened[0]?.prepare('SELECT word FROM w').all()).toEqual([{ word: '旧数据' }]);
});

test('a store of a later version is kept under a name that says so', async () => {
  const machine = computer(true);
  (await machine.start({ migrations: [...steps, { id: 'w-2', sql: 'CREATE TABLE later (a)' }] })).quit();
  const { access, damage, phase } = await machine.start();
  expect(damage()).toEqual({
    reason: 'newer',
    file: 'guardline.db',
    keptAs: 'guardline-newer-20261121-140509.db',
  });
  await access.startFresh();
  expect(phase()).toBe('signIn');
  expect(existsSync(join(machine.folder, 'guardline-newer-20261121-140509.db'))).toBe(true);
});

test('a store whose key is missing is not covered by a new key until the person says so', async () => {
  const machine = await used(true);
  rmSync(machine.key);
  const { access, damage, phase } = await machine.start();
  expect(damage()?.reason).toBe('keyMissing');
  expect(existsSync(machine.key)).toBe(false);
  await access.startFresh();
  expect(phase()).toBe('signIn');
  expect(readdirSync(machine.folder)).toContain('guardline-damaged-20261121-140509.db');
});

test.each([
  ['a key file that is none', 'keyDamaged', (key: string) => writeFileSync(key, '{')],
  ['a key store that was reset', 'keyRefused', (_: string, system: { forget(): void }) => system.forget()],
] as const)('%s: key and store are kept together', async (_, reason, spoil) => {
  const machine = await used(true);
  spoil(machine.key, machine.system);
  const { access, damage, phase } = await machine.start();
  expect(damage()).toEqual({
    reason,
    file: 'key.json',
    keptAs: 'guardline-damaged-20261121-140509.key.json',
  });
  await access.startFresh();
  expect(phase()).toBe('signIn');
  expect(
    readdirSync(machine.folder)
      .filter((name) => name.startsWith('guardline-damaged'))
      .toSorted(),
  ).toEqual(['guardline-damaged-20261121-140509.db', 'guardline-damaged-20261121-140509.key.json']);
});

test('a key store that is locked now is looked at again, and nothing is lost', async () => {
  const machine = await used(true);
  machine.system.present = false;
  const { access, damage, phase, opened } = await machine.start();
  expect(damage()?.reason).toBe('keyStoreGone');
  machine.system.present = true;
  expect(await access.retry()).toEqual(done);
  expect(phase()).toBe('signIn');
  expect(opened[0]?.prepare('SELECT word FROM w').all()).toEqual([{ word: '旧数据' }]);
});

test('starting fresh is not offered where the disk refuses, and refused elsewhere', async () => {
  const machine = computer(true);
  mkdirSync(machine.db);
  const run = await machine.start();
  expect(run.damage()).toMatchObject({ reason: 'keyMissing' });
  rmSync(machine.db, { recursive: true });
  await run.access.retry();
  expect(run.phase()).toBe('signIn');
  expect(await run.access.startFresh()).toMatchObject({
    error: { code: 'access/wrong-phase', params: { phase: 'signIn' } },
  });
  run.quit();

  for (const end of ['', '-wal', '-shm']) rmSync(machine.db + end, { force: true });
  mkdirSync(machine.db);
  const refused = await machine.start();
  expect(refused.damage()).toEqual({ reason: 'inaccessible', file: 'guardline.db', keptAs: null });
  expect(await refused.access.startFresh()).toMatchObject({ error: { code: 'access/wrong-phase' } });
});

test('files that cannot be kept are said, and stay where they are', async () => {
  const machine = await used(true);
  const bad = damageStore(machine.db);
  const { access, phase } = await machine.start();
  writeFileSync(join(machine.folder, 'guardline-damaged-20261121-140509.db'), 'in the way');
  expect(await access.startFresh()).toMatchObject({ error: { code: 'access/not-kept' } });
  expect(phase()).toBe('storeDamaged');
  expect(readFileSync(machine.db)).toEqual(bad);
});

test('the handlers answer the contract', async () => {
  const machine = computer(false);
  const { access } = await machine.start();
  const handlers = createAccessHandlers(access);
  expect(await handlers['access/unlock']({ passphrase: pass })).toMatchObject({
    error: { code: 'access/wrong-phase' },
  });
  expect(await handlers['access/choose-passphrase']({ passphrase: pass })).toEqual(done);
  expect(await handlers['access/sign-in']({ personId: 'sample-trainer' })).toEqual(done);
  expect(await handlers['access/sign-out']({})).toEqual(done);
  expect(await handlers['access/start-fresh']({})).toMatchObject({ ok: false });
  expect(await handlers['access/retry']({})).toMatchObject({ ok: false });
});
