// npm run build [-- --force]: bundles the app into dist/.
import { ensureBuilt } from './lib/build.mjs';
import { runTool, say } from './lib/say.mjs';

await runTool(async () => {
  await ensureBuilt({ force: process.argv.includes('--force') });
  say('build', 'dist/ is up to date');
});
