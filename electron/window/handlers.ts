import type { HandlersOf } from '#shared/contract/index.ts';
import { ok } from '#shared/errors/result.ts';
import type { windowCommands } from '#shared/window/contract.ts';
import type { DeskWindow } from './desk-window.ts';

/** What the desk window says of itself. */
export function createWindowHandlers(
  desk: Pick<DeskWindow, 'drawn'>,
  openPictures: () => void,
): HandlersOf<typeof windowCommands> {
  return {
    'window/drawn'() {
      desk.drawn();
      return ok({});
    },
    'window/open-pictures'() {
      openPictures();
      return ok({});
    },
  };
}
