import type { CoreProblem } from '#shared/core/problem.ts';

/** What goes into a request's `Authorization`, or why there is nothing to send. */
export type Token =
  | { readonly ok: true; readonly token: string | null }
  | { readonly ok: false; readonly problem: CoreProblem };

/** How the desk shows the core who it is. Never rejects. */
export interface CoreLogin {
  /** At once while a token is at hand; waits only for the first one, or for one whose time is up. */
  token(): Token | Promise<Token>;
  /** The core said 401 to `refused`. Answers another token to try once, or null when there is none. */
  renew(refused: string | null): Promise<Token | null>;
}

/** A token of the bank's own, asked for each request so that a changed one is used at once. It cannot be renewed. */
export const fixedLogin = (token: () => string | null): CoreLogin => ({
  token: () => ({ ok: true, token: token() }),
  renew: () => Promise.resolve(null),
});

/** Nothing can be sent: requests fail before the wire with the reason, and what protects money waits in the outbox. */
export const blockedLogin = (problem: CoreProblem): CoreLogin => ({
  token: () => ({ ok: false, problem }),
  renew: () => Promise.resolve(null),
});
