import type { HandlersOf } from '#shared/contract/index.ts';
import type { qualityCommands } from '#shared/quality/contract.ts';
import type { Quality } from './quality.ts';

/** The commands of `shared/quality/contract.ts`. Roles are checked before they get here. */
export function createQualityHandlers(quality: Quality): HandlersOf<typeof qualityCommands> {
  return { 'quality/tick': async (input) => quality.tick(input) };
}
