// What the tools tell the person at the terminal. Always on stderr: stdout belongs to what a caller may read
// (`eval "$(node scripts/env.mjs)"`, the last line of the test run).

/**
 * One line about one part of the work.
 * @param {string} part  short name of the part, e.g. "runtime"
 * @param {string} text  one sentence
 */
export function say(part, text) {
  process.stderr.write(`${part.padEnd(9)} ${text}\n`);
}

/** A failure that the person can do something about: printed as it stands, without a stack. */
export class Advice extends Error {
  /** @param {string} message  what is wrong and what to do, may have several lines */
  constructor(message) {
    super(message);
    this.name = 'Advice';
  }
}

/**
 * Runs a tool's main function; an `Advice` becomes plain text and exit code 1, a bug keeps its stack.
 * @param {() => Promise<number | void>} main  returns the exit code, 0 when nothing is returned
 */
export async function runTool(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    const text =
      error instanceof Advice ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`\n${text}\n`);
  }
}
