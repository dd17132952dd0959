import { createHash } from 'node:crypto';

/** Keys of a parsed request are in the schema's order, so equal requests have equal text. */
export const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');
