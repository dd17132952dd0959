// Becomes resources/default_app.asar/main.mjs of the fallback runtime, which comes without Electron's own default app:
// gives it the meaning of `electron [-r module] [switches] <folder> [arguments]`.
// An ES module that awaits its app: 'ready' then waits for the app's own module, as with Electron's default app.
import { app } from 'electron';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const preload = [];
let target = null;
const words = process.argv.slice(1);
while (words.length > 0 && target === null) {
  const word = words.shift();
  if (word === '-r' || word === '--require') preload.push(words.shift());
  else if (word === '-v' || word === '--version') {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (!word.startsWith('-')) target = path.resolve(word);
}

async function start() {
  if (target === null) throw new Error('which folder? electron [switches] <folder>');
  if (preload.length > 0) Module._preloadModules(preload);
  process.defaultApp = true;
  const manifestPath = path.join(target, 'package.json');
  const manifest = fs.existsSync(manifestPath) ? JSON.parse(fs.readFileSync(manifestPath, 'utf8')) : {};
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.productName ?? manifest.name) app.name = manifest.productName ?? manifest.name;
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
  const isFolder = fs.statSync(target).isDirectory();
  app.setAppPath(isFolder ? target : path.dirname(target));
  const entry = isFolder ? path.resolve(target, manifest.main ?? 'index.js') : target;
  const isModule = entry.endsWith('.mjs') || (manifest.type === 'module' && !entry.endsWith('.cjs'));
  if (isModule) await import(pathToFileURL(entry).href);
  else Module._load(entry, Module, true);
}

try {
  await start();
} catch (error) {
  process.stderr.write(`The app could not be loaded: ${error.stack ?? error}\n`);
  process.exit(1);
}
