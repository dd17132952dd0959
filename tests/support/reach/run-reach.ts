import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPlainWindows } from '../plain-window.ts';
import { servePreview } from '../renderer-preview/serve.ts';
import { gathered, preparePage, ruleTags, stopsOf, sweep } from './sweep.ts';

/** `npm run reach`: every rule at every element of every screen, in both languages, both themes, three sizes. */
const { values } = parseArgs({
  options: {
    /** Part of a screen's name: those alone. */
    only: { type: 'string', default: '' },
    /** 683×384 is 1366×768 at 200 %. */
    size: { type: 'string', default: '1366x768,1920x1080,683x384' },
    lang: { type: 'string', default: 'zh-CN,en-US' },
  },
});
const looks = values.lang
  .split(',')
  .flatMap((language) => (['light', 'dark'] as const).map((theme) => ({ language, theme })))
  .map((look) => look as typeof look & { language: 'zh-CN' | 'en-US' });

const preview = await servePreview({ folder: 'out/reach', whole: true });
const windows = await openPlainWindows(2);
const lines: string[] = [];
for (const size of values.size.split(',')) {
  const [width = 1366, height = 768] = size.split('x').map(Number);
  const startedMs = performance.now();
  for (const page of windows.pages) await preparePage(page, preview, { width, height });
  const [first] = windows.pages;
  if (first === undefined) throw new Error('no window');
  const stops = (await stopsOf(first)).filter(({ name }) => name.includes(values.only));
  const findings = await sweep(windows.pages, { stops, looks, thorough: true });
  const took = Math.round((performance.now() - startedMs) / 1000);
  const head = `${size}: ${stops.length} screens × ${looks.length} looks, ${findings.length} findings, ${took} s`;
  const told = [head, ...gathered(findings)];
  process.stdout.write(`${told.join('\n')}\n`);
  lines.push(...told);
}
await windows.close();
preview.close();
const folder = resolve(import.meta.dirname, '../../../out/reach-report');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'findings.txt'), `rules: ${ruleTags.join(' ')}\n${lines.join('\n')}\n`);
process.exitCode = lines.length === values.size.split(',').length ? 0 : 1;
