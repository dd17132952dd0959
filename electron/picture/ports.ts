import type { CallId } from '#shared/lib/ids.ts';
import type { CallPicture } from '#shared/picture/contract.ts';

/** A picture as it lies in the encrypted store; the links stay in main. */
export interface StoredPicture {
  readonly item: CallPicture;
  readonly uploadId: string;
  readonly uploadUrl: string;
  /** Where the caller opens the marked one; empty until the core has it. */
  readonly returnUrl: string;
}

/** Implemented in `electron/store`. Every writing method is durable when it returns. */
export interface PictureRepository {
  save(picture: StoredPicture): void;
  /** The picture as it came, or with its marks. */
  saveBytes(pictureId: string, which: 'original' | 'marked', contentType: string, bytes: Uint8Array): void;
  bytes(
    pictureId: string,
    which: 'original' | 'marked',
  ): { readonly contentType: string; readonly bytes: Uint8Array } | null;
  find(pictureId: string): StoredPicture | null;
  /** Oldest first. */
  ofCall(callId: CallId): readonly StoredPicture[];
}
