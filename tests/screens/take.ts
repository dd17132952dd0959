import { openAlbum } from './album.ts';
import { atTheBank } from './at-the-bank.ts';
import { onTheSampleFloor } from './on-the-sample-floor.ts';
import { whenItStarts } from './when-it-starts.ts';

/** `npm run screens`: every screen of the real program, in both languages, both themes and both sizes. */
const album = openAlbum();
await onTheSampleFloor(album);
await atTheBank(album);
await whenItStarts(album);
process.exitCode = album.finish() === 0 ? 0 : 1;
