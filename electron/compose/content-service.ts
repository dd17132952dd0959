import { readFileSync } from 'node:fs';
import { createFetchText, type FetchText } from '#electron/editor/sync/fetch-text.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** The bank's content service, trusted by the authority of the core; its token is a secret of its own. */
export const contentServiceFetch = (deps: {
  readonly clock: Clock;
  readonly values: () => SettingValues;
  readonly token: () => string | null;
}): FetchText =>
  createFetchText({
    clock: deps.clock,
    token: deps.token,
    ca: () => {
      const file = deps.values()['core.caFile'];
      // A file that is named and cannot be read must not widen what is trusted.
      return file === '' ? undefined : readOrNull(file);
    },
  });

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
