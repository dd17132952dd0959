import type { Page } from '@playwright/test';
import type { Audit, Broken } from '../reach/in-page.ts';
import type { Look, Preview } from '../renderer-preview/preview.tsx';
import { badlySet } from './in-page.ts';

const languages: readonly Look['language'][] = ['zh-CN', 'en-US'];

/** What is badly set at the stop that a page stands at, in both languages; what is open stays open. */
export async function badlySetInBoth(page: Page): Promise<readonly Broken[]> {
  const found: Broken[] = [];
  for (const language of languages) {
    await page.evaluate(async (wanted) => {
      const { preview, audit } = window as never as { preview: Preview; audit: Audit };
      await preview.speak(wanted);
      await audit.settled();
    }, language);
    const broken = await page.evaluate(badlySet);
    found.push(...broken.map((target) => ({ rule: 'badly set', target, html: language })));
  }
  return found;
}
