import { useEffect, useState } from 'react';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { drawnSize } from './marks.ts';

export type OpenedPicture =
  | { readonly state: 'opening' | 'broken' }
  | { readonly state: 'open'; readonly bitmap: ImageBitmap; readonly width: number; readonly height: number };

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/**
 * Decodes the caller's picture here, in the sandboxed window: main has looked at its size and type, and no more. Drawn small enough for
 * a telephone; turned upright as its camera says.
 */
export function usePicture(pictureId: string): OpenedPicture {
  const desk = useDesk();
  const [picture, setPicture] = useState<OpenedPicture>({ state: 'opening' });
  useEffect(() => {
    let over = false;
    let opened: ImageBitmap | undefined;
    const open = async (): Promise<void> => {
      const answer = await desk.send('picture/open', { pictureId });
      if (answer === null) return setPicture({ state: 'broken' });
      const whole = await createImageBitmap(new Blob([bytesOf(answer.data)], { type: answer.contentType }));
      const size = drawnSize(whole.width, whole.height);
      opened = await createImageBitmap(whole, {
        resizeWidth: size.width,
        resizeHeight: size.height,
        resizeQuality: 'high',
      });
      whole.close();
      if (!over) setPicture({ state: 'open', bitmap: opened, ...size });
    };
    void open().catch(() => {
      if (!over) setPicture({ state: 'broken' });
    });
    return () => {
      over = true;
      opened?.close();
    };
  }, [desk, pictureId]);
  return picture;
}

/** The canvas as PNG in base64: nothing of the file that came is left in it but what is seen. */
export async function flattened(canvas: HTMLCanvasElement): Promise<string | null> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (blob === null) return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 32_768)
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + 32_768)));
  return btoa(pieces.join(''));
}
