import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { isHopeless, type LineProblem } from './line-problem.ts';
import type { LineServer, Locator } from './servers.ts';

/** Whether a handshake with this server succeeds. */
export type KnockAt = (server: LineServer) => Promise<boolean>;

/** While at a later exchange, the first is knocked at so often; it must be there so many times in a row. */
const knockEveryMs = 30_000;
const knocksInARow = 2;

export interface ServerChoiceDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly locator: Locator;
  readonly knockAt: KnockAt;
  readonly isBusy: () => boolean;
  /** The first exchange is back and stays back, and no call is up: go there. */
  readonly goBack: () => void;
}

/** Which of the exchanges is used. */
export interface ServerChoice {
  /** Where the next try goes. Asks the name service anew when a round begins. */
  next(): Promise<LineServer>;
  server(): LineServer;
  isFallback(): boolean;
  /** A try has failed, or a flow that stood was lost. `now`: the next try is elsewhere, or at once; `later`: the round is over. */
  failed(problem: LineProblem): 'now' | 'later';
  /** Registered at the server in use. True when it is another than the last time. */
  settled(): boolean;
  stop(): void;
}

/**
 * Order of preference with failover (RFC 3263 §4.3, RFC 5626 §4.5). A flow that broke is tried once more where it was: most
 * cuts are of the wire, not of the exchange. Then the next server at once, and after the last a pause, which the caller counts.
 * A refused account is no reason to try it elsewhere. Back to the first only when it answers for a while and no call is up.
 */
export function createServerChoice(deps: ServerChoiceDeps): ServerChoice {
  const { clock, log } = deps;
  let servers: readonly LineServer[] = [];
  let at = 0;
  /** Servers that failed in this round. */
  const tried = new Set<string>();
  let lastUrl: string | null = null;
  let undoKnock: Undo = () => undefined;
  const server = (): LineServer => servers[at] ?? { url: 'wss://exchange.invalid' };

  const lookBack = (inARow: number): void => {
    undoKnock();
    const first = servers[0];
    if (at === 0 || first === undefined) return;
    const delayMs = knockEveryMs * (0.75 + deps.random() / 2);
    undoKnock = clock.after(delayMs, () => {
      void deps.knockAt(first).then((there) => {
        if (at === 0) return;
        const seen = there ? inARow + 1 : 0;
        if (seen < knocksInARow || deps.isBusy()) return lookBack(seen);
        log.info('back to the first exchange', { host: new URL(first.url).host });
        at = 0;
        tried.clear();
        deps.goBack();
      });
    });
  };

  return {
    async next() {
      if (servers.length === 0 || tried.size === 0) {
        const inUse = servers[at]?.url;
        servers = await deps.locator.locate();
        at = Math.max(
          0,
          servers.findIndex(({ url }) => url === inUse),
        );
      }
      return server();
    },
    server,
    isFallback: () => at > 0,
    failed(problem) {
      undoKnock();
      // A flow that stood has broken: the same server once more. Most cuts are of the wire.
      const broke = problem.code === 'connectionLost' || problem.code === 'expired';
      if (!broke) tried.add(server().url);
      const other = servers.findIndex(({ url }) => !tried.has(url));
      if (broke || other === -1 || isHopeless(problem)) {
        tried.clear();
        if (!broke) at = 0;
        return 'later';
      }
      at = other;
      log.warn('changing over to another exchange', { host: new URL(server().url).host });
      return 'now';
    },
    settled() {
      tried.clear();
      const { url } = server();
      const moved = lastUrl !== null && lastUrl !== url;
      lastUrl = url;
      lookBack(0);
      return moved;
    },
    stop: () => undoKnock(),
  };
}
