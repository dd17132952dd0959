import type { ConvertPort } from '../ports.ts';
import { ConvertError, convertFile, type Converted } from './convert.ts';

/** What main and the import process say to each other. */
export interface ToConverter {
  readonly id: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly day: string;
}
export type FromConverter =
  | { readonly id: number; readonly ok: true; readonly converted: Converted }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** The import process's side: one file after the other. What goes wrong with a file is said of that file. */
export function serveConverter(port: ConvertPort): void {
  port.onMessage((raw) => {
    const { id, name, bytes, day } = raw as ToConverter;
    convertFile(name, bytes, day).then(
      (converted) => port.post({ id, ok: true, converted } satisfies FromConverter),
      (error: unknown) =>
        port.post({
          id,
          ok: false,
          reason: error instanceof ConvertError ? error.message : 'cannot be read as what it says it is',
        } satisfies FromConverter),
    );
  });
}
