// npm start [-- arguments]: runs the app on whatever machine this is. On one without a display it runs on a virtual one
// and leaves a picture of the desk; `npm start -- --picture` ends after the picture.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { isHeadless } from './lib/display.mjs';
import { outDir } from './lib/paths.mjs';
import { pictureAtRest, takePicture } from './lib/picture.mjs';
import { prepare } from './lib/prepare.mjs';
import { runTool, say } from './lib/say.mjs';
import { canHave } from './lib/system.mjs';

/** What Chromium says on a machine without a system bus or a graphics card; none of it is a fault. */
const chromiumNoise = /:ERROR:(bus|viz_main_impl|command_buffer_proxy_impl|gl_\w+|angle_platform_impl)\.cc\(/;
const pictureOnly = '--picture';
const pictureFile = join(outDir, 'start', 'desk.png');

/**
 * @param {import('./lib/prepare.mjs').Prepared} prepared
 * @param {readonly string[]} words  arguments for the app
 * @returns {{ child: import('node:child_process').ChildProcess, ended: Promise<number> }}
 */
function startApp(prepared, words) {
  const child = spawn(prepared.electronPath, [...prepared.args, ...words], {
    env: prepared.env,
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!chromiumNoise.test(line)) process.stderr.write(`${line}\n`);
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  /** @type {Promise<number>} */
  const ended = new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
  return { child, ended };
}

await runTool(async () => {
  const given = process.argv.slice(2);
  const once = given.includes(pictureOnly);
  // Calls need devices. Without a display there are hardly any, and virtual ones do where they can be had.
  const sound = (once || isHeadless()) && canHave('pulseaudio');
  const prepared = await prepare({ display: once ? 'own' : true, sound });
  try {
    await ensureBuilt();
    const { child, ended } = startApp(
      prepared,
      given.filter((word) => word !== pictureOnly),
    );
    if (prepared.display) {
      const { framebuffer } = prepared.display;
      const stop = new AbortController();
      void ended.then(() => stop.abort());
      const atRest = await pictureAtRest(framebuffer, { signal: stop.signal });
      if (!stop.signal.aborted) {
        takePicture(framebuffer, pictureFile);
        say('picture', `${pictureFile}${atRest ? '' : ' (the desk was still changing)'}`);
        if (once) child.kill('SIGTERM');
        else say('start', 'the desk is running; end it with Ctrl+C');
      }
      if (once) {
        await ended;
        return atRest ? 0 : 1;
      }
    }
    return await ended;
  } finally {
    prepared.dispose();
  }
});
