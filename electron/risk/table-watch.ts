import { errorFields, type Log } from '#electron/log/log.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { TableFiles } from './ports.ts';

/** How often the files are looked at. A bank changes them a few times a year; nobody waits for it. */
const everyMs = 3_000;

/**
 * Reads a decision table again when its files have changed, while the desk runs. One that is still being written is left alone:
 * it has to look the same twice. What is wrong with it is said by whoever reads it.
 */
export function watchTable(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Pick<TableFiles, 'stamp'>;
  readonly reload: () => Promise<unknown>;
  /** Of the files as they were read last; left out: as they are now. */
  readonly since?: string;
}): { dispose(): void } {
  const { clock, log, files, reload } = deps;
  let read: string | null = deps.since ?? null;
  let seen: string | null = null;
  let over = false;
  let undo = (): void => undefined;
  const look = async (): Promise<void> => {
    const now = await files.stamp();
    read ??= now;
    if (now !== read && now === seen) {
      read = now;
      log.info('decision table changed');
      await reload();
    }
    seen = now;
  };
  const lookOn = async (): Promise<void> => {
    await look().catch((error: unknown) => log.warn('decision table not looked at', errorFields(error)));
    if (!over) undo = clock.after(everyMs, () => void lookOn());
  };
  void lookOn();
  return {
    dispose() {
      over = true;
      undo();
    },
  };
}
