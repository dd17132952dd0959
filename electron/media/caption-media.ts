import type { CaptionMedia } from '#electron/captions/ports.ts';
import type { MediaService } from './media-service.ts';
import type { MediaLink } from './ports.ts';

/** The sound for captions, asked of the media window. */
export function createCaptionMedia(
  link: Pick<MediaLink, 'request'>,
  media: Pick<MediaService, 'onReturned'>,
): CaptionMedia {
  return {
    async caption(sessionId) {
      await link.request('media/caption', { sessionId });
    },
    take: async (sessionId, after) =>
      (await link.request('media/take-captioned', { sessionId, after })).pieces,
    onReturned: media.onReturned,
  };
}
