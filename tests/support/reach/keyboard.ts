import { expect, type Page } from '@playwright/test';
import { overlayWays } from './opened.ts';
import { settled, showStop } from './sweep.ts';

/** So many times Tab goes on in what is open; most have fewer stops, so that it comes round. */
const tabs = 16;

/**
 * What a person without a mouse needs of everything that opens over the desk: the keys go into it, stay in it while it is open, each stop
 * can be seen, and Esc gives them back to where they were (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7). Answers what does not hold.
 */
export async function keysInto(page: Page, name: keyof typeof overlayWays): Promise<string[]> {
  const { scene, keys } = overlayWays[name];
  await showStop(page, { name, scene, keys: keys.slice(0, -1) }, { language: 'zh-CN', theme: 'light' });
  await page.keyboard.press('Tab');
  await page.evaluate(() => document.activeElement?.setAttribute('data-was-here', ''));
  expect(await page.locator('[data-was-here]').count(), `${name}: Tab finds nothing in ${scene}`).toBe(1);

  await page.keyboard.press(keys.at(-1) ?? '');
  const opened = page.locator('[role="dialog"]');
  await expect(opened, `${name}: ${keys.at(-1)} opens nothing`).toHaveCount(1);
  await settled(page);
  const wrong = new Set<string>();
  for (let count = 0; count <= tabs; count += 1) {
    for (const fault of await page.evaluate(faultsOfFocus)) wrong.add(`${name}: ${fault}`);
    await page.keyboard.press(count % 6 === 5 ? 'Shift+Tab' : 'Tab');
  }
  await page.keyboard.press('Escape');
  await expect(opened, `${name}: Esc does not close it`).toHaveCount(0);
  await settled(page);
  const back = await page.evaluate(() => document.activeElement?.hasAttribute('data-was-here') ?? false);
  if (!back) wrong.add(`${name}: Esc does not give the keys back`);
  return [...wrong];
}

/** Runs in the page. */
function faultsOfFocus(): string[] {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return ['the keys are nowhere'];
  const what = `${at.tagName.toLowerCase()}.${at.className} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 20) ?? ''}`;
  if (at.closest('[role="dialog"]') === null) return [`the keys have left it: ${what}`];
  // Drawn on the stop itself, or on the frame that stands for it.
  const seen = [at, at.parentElement, at.closest('label, .field, li')].some((one) => {
    if (one === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    return isRinged || (one === at ? boxShadow !== 'none' : boxShadow.includes('inset'));
  });
  return seen ? [] : [`the stop cannot be seen: ${what}`];
}
