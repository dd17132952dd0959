import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { type Desk, resize } from '#tests/support/desk-app.ts';
import { badlySet } from '#tests/support/looks/in-page.ts';
import { findOddities } from './oddities.ts';

const folder = resolve(import.meta.dirname, '../../out/screens');

export interface Variant {
  readonly language: 'zh-CN' | 'en-US';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

/** Size changes last, as it moves the most. */
const variants: readonly Variant[] = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
].flatMap((size) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['zh-CN', 'en-US'] as const).map((language) => ({ language, theme, ...size })),
  ),
);

const nameOf = ({ width, height, language, theme }: Variant): string =>
  `${width}x${height}-${language}-${theme}`;

/** Every screen in both languages, both themes and both sizes, and what looks odd in them. */
export interface Album {
  /** Takes all eight pictures of what the desk shows. `before` brings it there anew for each, where it does not stay. */
  take(desk: Desk, screen: string, before?: (variant: Variant) => Promise<void>): Promise<void>;
  /** A step that does not come off costs its pictures, not the run. */
  step(name: string, work: () => Promise<void>): Promise<void>;
  /** Number of steps that did not come off. */
  finish(): number;
}

export function openAlbum(): Album {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const startedMs = performance.now();
  const screens: string[] = [];
  const oddities: string[] = [];
  const failed: string[] = [];
  return {
    async take(desk, screen, before) {
      screens.push(screen);
      // The compiler of this script marks functions with a helper of its own, which the page does not have.
      await desk.page.evaluate('globalThis.__name ??= (one) => one');
      for (const variant of variants) {
        await show(desk, variant);
        await before?.(variant);
        await desk.page.screenshot({
          path: join(folder, `${screen}-${nameOf(variant)}.png`),
          caret: 'initial',
        });
        const found = [
          ...(await desk.page.evaluate(findOddities, variant.language)),
          ...(await desk.page.evaluate(badlySet)),
        ];
        for (const one of found) oddities.push(`${screen} ${nameOf(variant)}: ${one}`);
      }
    },
    async step(name, work) {
      const fromMs = performance.now();
      try {
        await work();
        say(`${name.padEnd(22)} ${((performance.now() - fromMs) / 1000).toFixed(1)} s`);
      } catch (error) {
        failed.push(name);
        say(`${name.padEnd(22)} DID NOT COME OFF: ${String(error).split('\n').slice(0, 3).join(' ')}`);
      }
    },
    finish() {
      writeFileSync(join(folder, 'oddities.txt'), `${[...new Set(oddities)].join('\n')}\n`);
      writeFileSync(join(folder, 'index.html'), contactSheet(screens));
      say(
        `${screens.length} screens, ${screens.length * variants.length} pictures in ${Math.round((performance.now() - startedMs) / 1000)} s: ${folder}`,
      );
      say(`${new Set(oddities).size} oddities: ${join(folder, 'oddities.txt')}`);
      if (failed.length > 0) say(`missing: ${failed.join(', ')}`);
      return failed.length;
    },
  };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Language, theme and size as a person would set them, and waits until the window shows them. */
async function show(desk: Desk, wanted: Variant): Promise<void> {
  const now = await shownBy(desk);
  const { language, theme, width, height } = wanted;
  if (now.language !== language) await desk.send('settings/set', { key: 'language', value: language });
  if (now.theme !== theme) await desk.send('settings/set', { key: 'theme', value: theme });
  if (now.width !== width) await resize(desk.app, { width, height });
  await expect.poll(() => shownBy(desk), { intervals: [20], timeout: 5_000 }).toEqual(wanted);
  // Two frames: one to draw, one to be sure.
  await desk.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
}

const shownBy = (desk: Desk): Promise<Variant> =>
  desk.page.evaluate(() => ({
    language: document.documentElement.lang as Variant['language'],
    theme: document.documentElement.dataset['theme'] as Variant['theme'],
    width: innerWidth,
    height: innerHeight,
  }));

/** All pictures of a screen beside each other, for the eye. */
function contactSheet(screens: readonly string[]): string {
  const picture = (screen: string, variant: Variant): string => {
    const file = `${screen}-${nameOf(variant)}.png`;
    return `<a href="${file}"><img src="${file}" alt="${file}" width="460"></a>`;
  };
  const rows = screens.map(
    (screen) => `<h2>${screen}</h2><p>${variants.map((variant) => picture(screen, variant)).join('\n')}</p>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Guardline</title>\n${rows.join('\n')}\n`;
}
