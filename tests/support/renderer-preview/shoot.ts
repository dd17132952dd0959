/**
 * Pictures of the real renderer on fixture snapshots, without main:
 *   npx tsx tests/support/renderer-preview/shoot.ts [scene …] [--lang zh-CN,en-US] [--theme light,dark] [--size 1366x768,1920x1080] [--press F2,Control+p] [--click SELECTOR] [--then KEYS]
 * Wants a Chromium: CHROMIUM_BIN, or the one of the system. Writes out/preview-png/<scene>-<lang>-<theme>-<width>.png
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { servePreview } from './serve.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'zh-CN' },
    theme: { type: 'string', default: 'light' },
    size: { type: 'string', default: '1366x768' },
    press: { type: 'string', default: '' },
    /** Keys after the click. */
    then: { type: 'string', default: '' },
    type: { type: 'string', default: '' },
    click: { type: 'string', default: '' },
    tag: { type: 'string', default: '' },
    'no-build': { type: 'boolean', default: false },
  },
});
const pictures = resolve(import.meta.dirname, '../../../out/preview-png');

mkdirSync(pictures, { recursive: true });
const preview = await servePreview({ built: values['no-build'] });

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const size of values.size.split(',')) {
  const [width = 1366, height = 768] = size.split('x').map(Number);
  const page = await browser.newPage({ viewport: { width, height } });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error('  console:', message.text());
  });
  page.on('pageerror', (error) => console.error('  page error:', error.message));
  for (const scene of positionals)
    for (const lang of values.lang.split(','))
      for (const theme of values.theme.split(',')) {
        await page.goto('about:blank');
        await page.goto(preview.at(scene, { lang, theme }));
        await page.waitForSelector('.app, .gate');
        await page.waitForTimeout(350);
        for (const key of values.press.split(',').filter(Boolean)) {
          await page.keyboard.press(key);
          await page.waitForTimeout(250);
        }
        if (values.click) await page.click(values.click);
        for (const key of values.then.split(',').filter(Boolean)) {
          await page.keyboard.press(key);
          await page.waitForTimeout(250);
        }
        if (values.type) await page.keyboard.type(values.type, { delay: 20 });
        await page.waitForTimeout(150);
        const name = `${scene}${values.tag ? `-${values.tag}` : ''}-${lang}-${theme}-${width}.png`;
        await page.screenshot({ path: join(pictures, name) });
        console.info(name);
      }
  await page.close();
}
await browser.close();
preview.close();
