import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { mediaCommands } from '#shared/media/topics.ts';
import type { soundCheckCommands } from '#shared/media/sound-check.ts';
import type { MediaService } from './media-service.ts';
import type { SoundCheckRoom } from './sound-check.ts';

/** The desk's words for the sound of its calls. */
export function createMediaHandlers(
  media: Pick<MediaService, 'speakClearly' | 'putAwayMoved'>,
  check: Pick<SoundCheckRoom, 'act'>,
): HandlersOf<typeof mediaCommands & typeof soundCheckCommands> {
  return {
    'media/check-sound': ({ act }) => check.act(act),
    'media/speak-clearly': async ({ on }) =>
      (await media.speakClearly(on))
        ? ok({})
        : fail(appError('common/not-ready', { what: 'media' }, 'later')),
    'media/put-away-moved'({ kind }) {
      media.putAwayMoved(kind);
      return ok({});
    },
  };
}
