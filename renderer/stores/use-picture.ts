import { useEffect, useRef, useState, type RefObject } from 'react';
import type { PictureWish } from '#shared/media/pictures.ts';
import { picturesOf } from './pictures.ts';
import { useDesk } from './use-desk.tsx';

interface Shown {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Size of the picture as it comes; null while there is none. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** While there is no picture it is looked for at this pace, milliseconds. */
const lookAgainMs = 250;

/**
 * Paints the frames of one picture into a canvas, at most as often as the screen is painted and `rate` allows. A hidden
 * window asks for none.
 */
export function usePicture(sessionId: string, of: PictureWish['of'], width: number, rate: number): Shown {
  const desk = useDesk();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Shown['size']>(null);
  useEffect(() => {
    let over = false;
    let lastMs = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frameId = 0;
    const pictures = picturesOf(desk.bridge);
    const later = (ms: number): void => {
      timer = setTimeout(() => (frameId = requestAnimationFrame(ask)), ms);
    };
    const ask = (): void => {
      lastMs = performance.now();
      void pictures.next({ sessionId, of, width }).then(({ bitmap, ...frame }) => {
        if (over) return bitmap?.close();
        setSize((known) => {
          if (bitmap === null) return null;
          const same = known?.width === frame.width && known.height === frame.height;
          return same ? known : { width: frame.width, height: frame.height };
        });
        if (bitmap === null) return later(lookAgainMs);
        paint(canvas.current, bitmap);
        later(Math.max(0, 1000 / rate - (performance.now() - lastMs)));
      });
    };
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
      cancelAnimationFrame(frameId);
    };
  }, [desk, sessionId, of, width, rate]);
  return { canvas, size };
}

/** The bitmap becomes the canvas's; nothing is copied. The canvas does not take its size by itself. */
function paint(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap): void {
  if (canvas === null) return bitmap.close();
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
}
