import type { RecordingMedia } from '#electron/recording/ports.ts';
import type { MediaService } from './media-service.ts';
import type { MediaLink } from './ports.ts';

/** Recording, asked of the media window. */
export function createRecordingMedia(
  link: MediaLink,
  media: Pick<MediaService, 'onReturned'>,
): RecordingMedia {
  return {
    async record(recordingId, sessionId, silent) {
      await link.request('media/record', { recordingId, sessionId, silent });
    },
    async recordSilent(recordingId, silent) {
      return (await link.request('media/record-silent', { recordingId, silent })).atSample;
    },
    takeRecorded: (recordingId, after, end) =>
      link.request('media/take-recorded', { recordingId, after, end }),
    async forgetRecording(recordingId) {
      await link.request('media/forget-recording', { recordingId });
    },
    onReturned: media.onReturned,
  };
}
