import { z } from 'zod';
import { command } from '#shared/contract/define.ts';

/** The desk window of itself. */
export const windowCommands = {
  /** The first screen is on the glass: what was put off so as not to hold it up may start. Sent once a load, also before sign-in. */
  'window/drawn': command(z.strictObject({}), z.strictObject({})),
  /** It wants to paint pictures: it is handed a port of the media window (`shared/media/pictures.ts`). Also before sign-in: settings. */
  'window/open-pictures': command(z.strictObject({}), z.strictObject({})),
} as const;
