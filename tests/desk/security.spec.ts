import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { tryInlineCode, tryToReach } from '#tests/support/attacks.ts';
import { type Outside, startOutside } from '#tests/support/outside-server.ts';

let desk: Desk;
let media: Page;
let outside: Outside;

test.beforeAll(async () => {
  outside = await startOutside();
  desk = await startDesk();
  await signIn(desk);
  await expect.poll(() => desk.app.windows().length).toBe(2);
  media = desk.app.windows().find((page) => page !== desk.page) as Page;
  await media.waitForLoadState('load');
});
test.afterAll(async () => {
  await desk.close();
  await outside.dispose();
});

const windows = [
  ['desk', () => desk.page, 'guardline', ['ask', 'send', 'subscribe']],
  ['media', () => media, 'guardlineMedia', ['serve', 'tell']],
] as const;

const logText = (): string => {
  const folder = join(desk.dataFolder, 'logs');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
};

const asHardAsCanBe = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};

/** What the window was really opened with. Electron told it until version 34 or so: null where it no longer does. */
const preferencesOf = (shown: string): Promise<Record<string, unknown> | null> =>
  desk.app.evaluate(({ webContents }, url) => {
    const contents = webContents.getAllWebContents().find((one) => one.getURL() === url);
    const telling = contents as { getLastWebPreferences?: () => Record<string, unknown> } | undefined;
    return telling?.getLastWebPreferences?.() ?? null;
  }, shown);

for (const [name, page, bridge, parts] of windows) {
  test(`${name} window: sandboxed, isolated, and its page holds nothing but the bridge`, async () => {
    const preferences = await preferencesOf(page().url());
    if (preferences === null)
      test.info().annotations.push({ type: 'this Electron does not tell its preferences' });
    else expect(preferences).toMatchObject(asHardAsCanBe);
    expect(preferences?.['nodeIntegrationInWorker'] ?? false).toBe(false);
    const found = await page().evaluate((own) => {
      const unwanted = [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        'ipcRenderer',
        'electron',
      ];
      const here = window as never as Record<string, Record<string, unknown>>;
      return {
        unwanted: unwanted.filter((one) => typeof here[one] !== 'undefined'),
        bridges: Object.getOwnPropertyNames(window).filter((one) => /guardline|electron/i.test(one)),
        parts: Object.keys(here[own] ?? {}).toSorted(),
        replaceable: Reflect.set(here[own] ?? {}, 'ask', 1),
        types: Object.values(here[own] ?? {}).map((one) => typeof one),
      };
    }, bridge);
    expect(found).toEqual({
      unwanted: [],
      bridges: [bridge],
      parts,
      replaceable: false,
      types: parts.map(() => 'function'),
    });
  });

  test(`${name} window: the policy comes with the document and nothing in it is loose`, async () => {
    const header = await desk.app.evaluate(async ({ net }, url) => {
      const answer = await net.fetch(url);
      return answer.headers.get('content-security-policy') ?? '';
    }, page().url());
    const directives = Object.fromEntries(
      header.split(';').map((one) => {
        const [directive = '', ...values] = one.trim().split(/\s+/);
        return [directive, values];
      }),
    );
    expect(directives).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    expect(header).not.toMatch(/unsafe|\*|data:|blob:|https?:|filesystem:/);
  });

  test(`${name} window: inline code, inline style and eval are refused`, async () => {
    const seen = await page().evaluate(tryInlineCode);
    expect(seen).toEqual({
      refused: ['script-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem'],
      inline: null,
      handler: null,
      styled: false,
      evaluated: 'EvalError',
      built: 'EvalError',
    });
  });

  test(`${name} window: nothing reaches the outside`, async () => {
    const before = outside.connections();
    const answers = await page().evaluate(tryToReach, outside.host);
    expect(answers.filter((one) => one === 'reached')).toEqual([]);
    expect(outside.connections() - before).toBe(0);
  });

  test(`${name} window: no way to another page, file or window`, async () => {
    const url = page().url();
    const before = outside.connections();
    for (const target of [
      `http://${outside.host}/`,
      'file:///etc/passwd',
      'data:text/html,hello',
      'guardline://app/media/index.html?',
      'guardline://app/nothing.html',
    ]) {
      await page().evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
      }, target);
    }
    const opened = await page().evaluate(
      (host) =>
        [window.open(`http://${host}/`), window.open('about:blank'), window.open(location.href)].map(String),
      outside.host,
    );
    expect(opened).toEqual(['null', 'null', 'null']);
    await page().evaluate((host) => location.assign(`http://${host}/`), outside.host);
    await expect.poll(logText).toContain('navigation refused');
    expect(page().url()).toBe(url);
    expect(desk.app.windows()).toHaveLength(2);
    expect(outside.connections() - before).toBe(0);
    // The page is still the one that works.
    expect(
      await page().evaluate((own) => typeof (window as never as Record<string, unknown>)[own], bridge),
    ).toBe('object');
  });
}

test('the windows are served from their own folder and nothing beside it', async () => {
  const answers = await desk.app.evaluate(async ({ net }) => {
    const paths = [
      '../package.json',
      '..%2f..%2fpackage.json',
      '%2e%2e/main/main.js',
      '../preload/desk.cjs',
      'nothing.js',
      'index.html',
    ];
    const hosts = await Promise.all(
      paths.map(async (path) => (await net.fetch(`guardline://app/${path}`)).status),
    );
    return [...hosts, (await net.fetch('guardline://elsewhere/index.html')).status];
  });
  expect(answers).toEqual([404, 404, 404, 404, 404, 200, 404]);
});

test('permissions: the desk gets none', async () => {
  const answers = await desk.page.evaluate(async () => {
    const asked = async (ask: () => unknown): Promise<string> => {
      try {
        const answer: unknown = await ask();
        return typeof answer === 'string' ? answer : 'granted';
      } catch (error) {
        return (error as Error).name || 'refused';
      }
    };
    const located = (): Promise<unknown> =>
      new Promise((done, failed) =>
        navigator.geolocation.getCurrentPosition(done, ({ code }) =>
          failed(Object.assign(new Error(), { name: code === 1 ? 'NotAllowedError' : `code ${code}` })),
        ),
      );
    const idle = window as never as { IdleDetector?: { requestPermission(): Promise<string> } };
    return {
      microphone: await asked(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      camera: await asked(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await asked(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      notifications: await asked(() => Notification.requestPermission()),
      place: await asked(located),
      clipboard: await asked(() => navigator.clipboard.readText()),
      midi: await asked(() => navigator.requestMIDIAccess({ sysex: true })),
      idle: await asked(() => idle.IdleDetector?.requestPermission() ?? 'denied'),
    };
  });
  expect(Object.entries(answers).filter(([, answer]) => answer === 'granted')).toEqual([]);
  expect(answers).toMatchObject({
    microphone: 'NotAllowedError',
    camera: 'NotAllowedError',
    notifications: 'denied',
    place: 'NotAllowedError',
    clipboard: 'NotAllowedError',
    idle: 'denied',
  });
});

test('permissions: the media window gets the microphone and nothing else', async () => {
  const answers = await media.evaluate(async () => {
    const asked = async (wanted: MediaStreamConstraints): Promise<string> => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia(wanted);
        const kinds = stream.getTracks().map((track) => track.kind);
        for (const track of stream.getTracks()) track.stop();
        return kinds.join();
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      audio: await asked({ audio: true }),
      video: await asked({ video: true }),
      both: await asked({ audio: true, video: true }),
      notifications: await Notification.requestPermission(),
      clipboard: await navigator.clipboard.readText().catch((error: Error) => error.name),
    };
  });
  expect(answers).toEqual({
    audio: 'audio',
    video: 'NotAllowedError',
    both: 'NotAllowedError',
    notifications: 'denied',
    clipboard: 'NotAllowedError',
  });
});

test('commands: unknown names, wrong payloads and the wrong role are refused with a reason', async () => {
  const send = (name: unknown, input: unknown) => desk.send(name as never, input);
  for (const name of ['call/explode', 'constructor', '__proto__', 'toString', '', 7, null]) {
    expect(await send(name, {}), String(name)).toMatchObject({
      ok: false,
      error: { code: 'common/invalid-input', params: { field: 'command' } },
    });
  }
  const wrong: readonly (readonly [string, unknown])[] = [
    ['seat/set-ready', { andThen: 'more' }],
    ['seat/set-not-ready', { reason: 'tired' }],
    ['access/sign-in', { personId: 'x'.repeat(101) }],
    ['call/dial', { number: '' }],
    ['control/hold-card', { cardId: { $ne: null } }],
    ['settings/set', { key: '__proto__', value: 1 }],
    ['knowledge/search', null],
  ];
  for (const [name, input] of wrong) {
    expect(await send(name, input), name).toMatchObject({
      ok: false,
      error: { code: 'common/invalid-input' },
    });
  }
  expect(await send('training/send-scenario', { scenarioId: 'case-3-12' })).toMatchObject({
    ok: false,
    error: { code: 'common/not-allowed' },
  });
  await expect(desk.ask('secret/state' as never)).rejects.toThrow(/no such topic/);
});

test('a window that is not ours is refused, though it shows our page with our preload', async () => {
  const preload = join(import.meta.dirname, '../../dist/preload/desk.cjs');
  const answers = await desk.app.evaluate(async ({ BrowserWindow }, file) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: file, sandbox: true, contextIsolation: true },
    });
    await stranger.loadURL('guardline://app/index.html');
    const attempt = (script: string): Promise<string> =>
      stranger.webContents.executeJavaScript(
        `${script}.then((one) => JSON.stringify(one), (error) => String(error))`,
      ) as Promise<string>;
    await stranger.webContents.executeJavaScript(
      "window.heard = 0; window.guardline.subscribe('seat/state', () => { window.heard += 1 }); undefined",
    );
    const found = {
      command: await attempt("window.guardline.send('seat/set-ready', {})"),
      topic: await attempt("window.guardline.ask('call/state')"),
    };
    return { ...found, id: stranger.id };
  }, preload);
  expect(answers.command).toMatch(/refused/);
  expect(answers.topic).toMatch(/refused/);
  expect(await desk.send('seat/set-not-ready', { reason: 'break' })).toMatchObject({ ok: true });
  await expect.poll(async () => (await desk.ask<{ reason: string }>('seat/state')).reason).toBe('break');
  const heard = await desk.app.evaluate(async ({ BrowserWindow }, id) => {
    const stranger = BrowserWindow.fromId(id);
    const count: unknown = await stranger?.webContents.executeJavaScript('window.heard');
    stranger?.destroy();
    return count;
  }, answers.id);
  expect(heard).toBe(0);
  expect(logText()).toContain('message from a stranger refused');
});

test('a stranger with the media preload cannot speak for the media window', async () => {
  const preload = join(import.meta.dirname, '../../dist/preload/media.cjs');
  const before = logText().split('message from a stranger refused').length;
  await desk.app.evaluate(async ({ BrowserWindow }, file) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true } });
    await stranger.loadURL('guardline://app/index.html');
    await stranger.webContents.executeJavaScript(
      "window.guardlineMedia.tell('media/devices-changed', { devices: [{ id: 'x', label: 'made up', kind: 'microphone' }] })",
    );
    stranger.destroy();
  }, preload);
  await expect.poll(() => logText().split('message from a stranger refused').length).toBeGreaterThan(before);
  expect(JSON.stringify(await desk.ask('media/state'))).not.toContain('made up');
});

test('nobody is served before somebody has signed in', async () => {
  expect(await desk.send('access/sign-out', {})).toMatchObject({ ok: true });
  const refused = ['seat/set-ready', 'call/dial', 'control/hold-card'] as const;
  const inputs = {
    'seat/set-ready': {},
    'call/dial': { number: '95588' },
    'control/hold-card': { cardId: 'card-jia-1' },
  };
  for (const name of refused) {
    const answer = await (desk.send as (name: string, input: unknown) => Promise<unknown>)(
      name,
      inputs[name],
    );
    expect(answer, name).toMatchObject({ ok: false, error: { code: 'common/not-allowed' } });
  }
});
