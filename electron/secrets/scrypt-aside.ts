import { Worker } from 'node:worker_threads';
import type { ScryptOptions } from 'node:crypto';

export interface ScryptWork {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  /** Length of the key. */
  readonly bytes: number;
  readonly options: ScryptOptions;
}

/** Plain text, as a thread starts from a file or from text and this program is one bundled file. */
const body = `
const { parentPort, workerData } = require('node:worker_threads');
const { scryptSync } = require('node:crypto');
const { passphrase, salt, bytes, options } = workerData;
parentPort.postMessage(scryptSync(passphrase, salt, bytes, options));
`;

/**
 * scrypt (RFC 7914) in a thread of its own. Not crypto.scrypt: before it goes to the thread pool it checks its parameters,
 * and Electron's crypto library (BoringSSL) checks them by doing the whole work, on the thread that asked: half a second
 * without signalling.
 */
export function scryptAside(work: ScryptWork): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(body, { eval: true, workerData: work });
    worker.once('message', (key: Uint8Array) => resolve(key));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the key thread ended without a key')));
  });
}
