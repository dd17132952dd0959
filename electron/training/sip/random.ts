import { randomBytes } from 'node:crypto';

/** Tokens for tags, branches, Call-IDs and nonces. Injected so that tests can read traces. */
export type RandomToken = (bytes: number) => string;

export const randomToken: RandomToken = (bytes) => randomBytes(bytes).toString('hex');

/** The magic cookie that marks an RFC 3261 branch. */
export const newBranch = (random: RandomToken): string => `z9hG4bK${random(8)}`;
