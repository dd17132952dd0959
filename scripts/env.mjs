// Prepares this machine and prints what a shell needs to work with the app by hand:
//   eval "$(node scripts/env.mjs)"              the runtime and the database module
//   eval "$(node scripts/env.mjs --display)"    also a virtual display (end it: kill $GUARDLINE_DISPLAY_PID)
//   eval "$(node scripts/env.mjs --sound)"      also virtual sound devices (end them: kill $GUARDLINE_SOUND_PID)
import { prepare } from './lib/prepare.mjs';
import { runTool } from './lib/say.mjs';

const names = [
  'ELECTRON_BIN',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'GUARDLINE_SQLITE_BINDING',
  'DISPLAY',
  'PULSE_SERVER',
];

/** @param {string} value */
const quoted = (value) => `'${value.replaceAll("'", `'\\''`)}'`;

await runTool(async () => {
  const words = new Set(process.argv.slice(2));
  const prepared = await prepare({
    display: words.has('--display') ? 'own' : false,
    sound: words.has('--sound'),
    keep: true,
  });
  const lines = names.flatMap((name) => {
    const value = prepared.env[name];
    return value ? [`export ${name}=${quoted(value)}`] : [];
  });
  if (prepared.display) lines.push(`export GUARDLINE_DISPLAY_PID=${prepared.display.pid}`);
  if (prepared.soundPid) lines.push(`export GUARDLINE_SOUND_PID=${prepared.soundPid}`);
  process.stdout.write(`${lines.join('\n')}\n`);
});
