import { expect, type Page, test } from '@playwright/test';
import { openPlainWindows, type PlainWindows } from '#tests/support/plain-window.ts';
import { type Served, servePreview } from '#tests/support/renderer-preview/serve.ts';
import { badlySetInBoth } from '#tests/support/looks/both-languages.ts';
import { badlySet } from '#tests/support/looks/in-page.ts';
import { keysInto } from '#tests/support/reach/keyboard.ts';
import { overlayWays } from '#tests/support/reach/opened.ts';
import { gathered, preparePage, ruleTags, stopsOf, sweep } from '#tests/support/reach/sweep.ts';

/** The smallest screen that the desk is made for. */
const size = { width: 1366, height: 768 };
let preview: Served;
let windows: PlainWindows;
let page: Page;

test.beforeAll(async () => {
  preview = await servePreview({ folder: 'out/reach', whole: true });
  windows = await openPlainWindows(2);
  for (const one of windows.pages) await preparePage(one, preview, size);
  page = windows.pages[0] as Page;
});
test.afterAll(async () => {
  await windows.close();
  preview.close();
});

test('every scene, and everything that opens over one, keeps the rules of WCAG A and AA in both themes, and is well set in both languages', async () => {
  // Some 140 screens; a busy machine takes its time.
  test.setTimeout(600_000);
  const stops = await stopsOf(page);
  const findings = await sweep(windows.pages, {
    stops,
    looks: [
      { language: 'zh-CN', theme: 'light' },
      { language: 'zh-CN', theme: 'dark' },
    ],
    thorough: false,
    also: badlySetInBoth,
  });
  expect(gathered(findings)).toEqual([]);
});

/** Where Esc or the keys mean something else: the recordings are a page of their own, the menu of the seat a menu. */
const noDialog: readonly string[] = ['recordings', 'seatMenu'];

test('whatever opens over the desk takes the keys, keeps them, shows where they are, and gives them back', async () => {
  test.setTimeout(300_000);
  const names = (Object.keys(overlayWays) as (keyof typeof overlayWays)[]).filter(
    (name) => !noDialog.includes(name),
  );
  const wrong: string[] = [];
  for (const name of names) wrong.push(...(await keysInto(page, name)));
  expect(wrong).toEqual([]);
  expect(names.length).toBeGreaterThan(20);
});

test('the sweep sees what is broken: no name, words too pale, a list that is not there, a column out of reach', async () => {
  await page.evaluate(() => {
    const made = document.createElement('div');
    made.innerHTML =
      '<button id="nameless"></button><p id="pale">pale</p><input id="lost" role="combobox" aria-label="x" aria-expanded="true" aria-controls="nowhere">';
    document.body.append(made);
    const pale = document.getElementById('pale') as HTMLElement;
    pale.style.color = '#bbb';
    pale.style.background = '#fff';
  });
  const audited = await page.evaluate(
    (tags) =>
      (
        window as never as { audit: { audit(by: unknown): Promise<{ rule: string; target: string }[]> } }
      ).audit.audit({
        tags,
        theme: 'light',
        every: true,
      }),
    ruleTags,
  );
  const found = audited.map(({ rule, target }) => `${rule} ${target}`);
  for (const one of ['button-name #nameless', 'color-contrast #pale', 'aria-valid-attr-value #lost'])
    expect(found).toContain(one);
});

test('the look sees what is badly set: cut words, controls over each other, two filled buttons, Chinese too small', async () => {
  await page.evaluate(() => {
    const made = document.createElement('div');
    made.className = 'planted';
    made.innerHTML =
      '<p id="cut">words that are far too long for their place</p><button class="btn btn-primary">one</button><button class="btn btn-primary" id="over">two</button><span id="small">小字</span>';
    document.body.append(made);
    const set = (id: string, style: Partial<CSSStyleDeclaration>): void =>
      void Object.assign((document.getElementById(id) as HTMLElement).style, style);
    Object.assign(made.style, { position: 'fixed', top: '100px', left: '100px', zIndex: '9' });
    set('cut', { width: '60px', overflow: 'hidden', whiteSpace: 'nowrap' });
    set('over', { marginLeft: '-30px' });
    set('small', { fontSize: '10px' });
  });
  const found = (await page.evaluate(badlySet)).join('\n');
  await page.evaluate(() => document.querySelector('.planted')?.remove());
  for (const one of [
    /words cut off: p/,
    /lie over each other: .*one.*two/,
    /filled buttons/,
    /Chinese under 12 px/,
  ])
    expect(found).toMatch(one);
});
