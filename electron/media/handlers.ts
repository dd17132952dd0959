import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { mediaCommands } from '#shared/media/topics.ts';
import type { MediaService } from './media-service.ts';

/** The desk's words for the sound of its calls. */
export function createMediaHandlers(
  media: Pick<MediaService, 'speakClearly' | 'putAwayGone'>,
): HandlersOf<typeof mediaCommands> {
  return {
    'media/speak-clearly': async ({ on }) =>
      (await media.speakClearly(on))
        ? ok({})
        : fail(appError('common/not-ready', { what: 'media' }, 'later')),
    'media/put-away-gone'() {
      media.putAwayGone();
      return ok({});
    },
  };
}
