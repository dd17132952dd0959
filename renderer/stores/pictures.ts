import type { DeskBridge } from '#shared/contract/index.ts';
import { createPictureBridge, type PictureBridge } from '#renderer/bridge/pictures.ts';

const made = new WeakMap<DeskBridge, PictureBridge>();

/** One way to the media window a desk, made when the first picture is wanted. */
export function picturesOf(bridge: DeskBridge): PictureBridge {
  const known = made.get(bridge);
  if (known !== undefined) return known;
  const pictures = createPictureBridge(() => void bridge.send('window/open-pictures', {}));
  made.set(bridge, pictures);
  return pictures;
}
