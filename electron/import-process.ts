import { serveConverter } from '#electron/editor/convert/convert-worker.ts';
import { ownPort } from '#electron/training/own-port.ts';

/**
 * The import process: lives while a folder is imported and turns its files into texts, away from main's event loop and memory: a
 * ring does not wait for somebody's document. It opens no file of the desk's and knows no key: bytes come in, texts go out.
 */
serveConverter(ownPort());
