import { serveIndexWorker } from '#electron/knowledge/index/index-worker.ts';
import { ownPort } from '#electron/training/own-port.ts';

/**
 * The index process: lives while articles are indexed, with the dictionary and the pinyin tables, away from main's event loop
 * and memory. It opens no file of the desk's and knows no key: articles come in, entries go out.
 */
serveIndexWorker(ownPort());
