import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts the process, lets it live a random while from its first word (or a little before), and kills it. Answers what it said. */
export async function killedAfter(
  script: string,
  args: readonly string[],
  random: () => number,
): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const gone = Promise.all([once(child, 'exit'), once(reader, 'close')]);
  await Promise.race([once(reader, 'line'), gone]);
  await new Promise((resolve) => setTimeout(resolve, random() ** 1.5 * 400));
  child.kill('SIGKILL');
  await gone;
  return lines;
}
