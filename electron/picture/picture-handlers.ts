import type { HandlersOf } from '#shared/contract/index.ts';
import type { pictureCommands } from '#shared/picture/contract.ts';
import type { Pictures } from './pictures.ts';

/** The commands of `shared/picture/contract.ts`. Roles are checked before they get here. */
export function createPictureHandlers(pictures: Pictures): HandlersOf<typeof pictureCommands> {
  return {
    'picture/ask': (input) => pictures.ask(input),
    'picture/open': async ({ pictureId }) => pictures.open(pictureId),
    'picture/return': (input) => pictures.giveBack(input),
  };
}
