import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { Look, Preview } from '../renderer-preview/preview.tsx';
import type { Served } from '../renderer-preview/serve.ts';
import { type Audit, type Broken, installAudit } from './in-page.ts';
import { keysTo, otherWays, overlayWays } from './opened.ts';

/** WCAG 2.0 to 2.2, A and AA, and what axe calls best practice. No rule is left out. */
export const ruleTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/** One thing that is looked at: a scene, or what keys open over one. */
export interface Stop {
  readonly name: string;
  readonly scene: string;
  readonly keys: readonly string[];
}

export interface Finding extends Broken {
  readonly stop: string;
  readonly look: string;
}

export interface Sweep {
  readonly stops: readonly Stop[];
  readonly looks: readonly Look[];
  /**
   * true: every rule at every element in every look. false: in the first look every rule, in the others contrast alone; and contrast
   * once for each kind of element (the classes and states from the root to it), as the same kind has the same colours.
   */
  readonly thorough: boolean;
  /** Something else to look for at each stop, once the rules are through. */
  readonly also?: (page: Page) => Promise<readonly Broken[]>;
}

type AuditPage = { audit: Audit; preview: Preview };
type Size = { readonly width: number; readonly height: number };

/** axe and the audit into a page that shows the preview. Motion is off: a colour on its way to another would be measured. */
export async function preparePage(page: Page, preview: Served, size: Size): Promise<void> {
  // The compiler of scripts marks functions with a helper of its own, which the page does not have.
  await page.addInitScript('globalThis.__name ??= (one) => one');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize(size);
  await page.goto(preview.at('ready', { lang: 'zh-CN', theme: 'light' }));
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  await page.evaluate(installAudit);
}

/** Every scene there is, and everything that opens over one. */
export async function stopsOf(page: Page): Promise<readonly Stop[]> {
  const scenes = await page.evaluate(() => (window as never as AuditPage).preview.scenes);
  const opened = Object.entries({ ...overlayWays, ...otherWays });
  return [
    ...scenes.map((scene) => ({ name: scene, scene, keys: keysTo(scene) })),
    ...opened.map(([name, way]) => ({ name: `${way.scene} + ${name}`, ...way })),
  ];
}

/** Goes from stop to stop, each in each look, the pages side by side. */
export async function sweep(pages: readonly Page[], plan: Sweep): Promise<Finding[]> {
  const left = [...plan.stops];
  const findings: Finding[] = [];
  const work = async (page: Page): Promise<void> => {
    for (let stop = left.shift(); stop !== undefined; stop = left.shift())
      findings.push(...(await lookAt(page, stop, plan)));
  };
  await Promise.all(pages.map(work));
  return findings;
}

async function lookAt(page: Page, stop: Stop, { looks, thorough, also }: Sweep): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [turn, look] of looks.entries()) {
    // Another theme alone needs no new page: its colours are all on the root.
    const again = turn === 0 || look.language !== looks[turn - 1]?.language;
    const stuckAt = again ? await showStop(page, stop, look) : null;
    const where = { stop: stop.name, look: `${look.language} ${look.theme}` };
    if (stuckAt !== null)
      return [{ rule: 'not reached', target: stuckAt, html: 'the key changes nothing', ...where }];
    const broken = await page.evaluate(
      ([tags, theme, all]) => (window as never as AuditPage).audit.audit({ tags, theme, every: all }),
      [turn === 0 || thorough ? ruleTags : [], look.theme, thorough] as const,
    );
    findings.push(...broken.map((one) => ({ ...one, ...where })));
  }
  const more = (await also?.(page)) ?? [];
  return [...findings, ...more.map((one) => ({ ...one, stop: stop.name, look: 'as it is set' }))];
}

/** Waits until nothing is on its way any more: what loads late, the frame after. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(() => (window as never as AuditPage).audit.settled());

/** Goes there. The key that led nowhere; null: there. */
export async function showStop(page: Page, { scene, keys }: Stop, look: Look): Promise<string | null> {
  await page.evaluate(([wanted, as]) => (window as never as AuditPage).audit.show(wanted, as), [
    scene,
    look,
  ] as const);
  for (const key of keys) {
    const before = await drawn(page);
    await press(page, key);
    const changed = expect.poll(() => drawn(page), { intervals: [20], timeout: 20_000 }).not.toBe(before);
    const stuck = await changed.then(
      () => false,
      () => true,
    );
    if (stuck) return key;
    await settled(page);
  }
  return null;
}

/** More stops than any column has. */
const tabsAtMost = 40;

async function press(page: Page, key: string): Promise<void> {
  const [, wanted] = /^Tab to (.*)$/.exec(key) ?? [];
  if (wanted === undefined) return page.keyboard.press(key);
  const there = (): Promise<boolean> =>
    page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted);
  for (let tabs = 0; tabs < tabsAtMost && !(await there()); tabs += 1) await page.keyboard.press('Tab');
}

/** Enough of the page to tell whether a key has changed it. */
async function drawn(page: Page): Promise<string> {
  const all = await page.evaluate(
    () => `${document.activeElement?.outerHTML ?? ''} ${document.body.innerHTML.replaceAll(/\d+/g, '')}`,
  );
  return createHash('sha256').update(all).digest('hex');
}

/** The same rule at the same kind of element, once, with the places where it was met. */
export function gathered(findings: readonly Finding[]): string[] {
  const places = new Map<string, string[]>();
  for (const { rule, target, html, stop, look } of findings) {
    const what = `${rule} at ${target}: ${html}`.replaceAll(/_r_[0-9a-z]+_(-\d+)?/g, '…');
    places.set(what, [...(places.get(what) ?? []), `${stop} (${look})`]);
  }
  return [...places].map(
    ([what, where]) => `${what}\n    ${where.length} ×: ${where.slice(0, 4).join(', ')}`,
  );
}
