import type { HandlersOf } from '#shared/contract/index.ts';
import type { sharingCommands } from '#shared/sharing/contract.ts';
import type { Sharing } from './sharing.ts';

/** The commands of `shared/sharing/contract.ts`. Roles are checked before they get here. */
export function createSharingHandlers(sharing: Sharing): HandlersOf<typeof sharingCommands> {
  return {
    'sharing/send': async (input) => sharing.send(input),
    'sharing/preview': async (input) => sharing.preview(input),
  };
}
