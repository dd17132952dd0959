import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * What the sandbox core must not forget, one JSON object a line, on the disk (fsync) before any answer leaves.
 * A line that a crash cut short was never answered for, so it is dropped.
 */
export interface Journal {
  append(entry: unknown): void;
  dispose(): void;
}

export function openJournal(file: string, replay: (entry: unknown) => void): Journal {
  const kept = existsSync(file) ? readKept(file, replay) : 0;
  // Not 'a': the torn tail has to be cut off first, and the position is ours.
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w');
  ftruncateSync(handle, kept);
  let position = kept;
  return {
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      position += writeSync(handle, line, 0, line.length, position);
      fsyncSync(handle);
    },
    dispose: () => closeSync(handle),
  };
}

/** Replays every whole line and answers how many bytes they take. */
function readKept(file: string, replay: (entry: unknown) => void): number {
  const bytes = readFileSync(file);
  let from = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
    replay(JSON.parse(bytes.toString('utf8', from, end)) as unknown);
    from = end + 1;
  }
  return from;
}
