import type { CoreHealth } from '#shared/core/contract.ts';
import type { CoreProblem } from '#shared/core/problem.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Log } from '#electron/log/log.ts';
import type { CoreHealthWatch } from './ports.ts';

export interface HealthAnswer {
  readonly result: Result<{ readonly status: 'ok' | 'degraded' }>;
  readonly problem: CoreProblem | null;
}

export interface HealthWatchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly sandbox: boolean;
  readonly everyMs: number;
  readonly ask: () => Promise<HealthAnswer>;
}

/** Slower than this an agent notices; the strip turns amber. */
const slowAfterMs = 800;

/** Asks the core how it is, at once and then every `everyMs`, which also keeps a connection warm for the next hold. */
export function createHealthWatch(deps: HealthWatchDeps): CoreHealthWatch & { dispose(): void } {
  const health = createPublisher<CoreHealth>({
    state: 'unknown',
    latencyMs: null,
    lastOkAt: null,
    checkedAt: null,
    problem: null,
    sandbox: deps.sandbox,
  });
  let disposed = false;
  let undo: Undo = () => undefined;
  let running: Promise<void> | null = null;

  const check = async (): Promise<void> => {
    const from = deps.clock.monotonicMs();
    const answer = await deps.ask();
    if (disposed) return;
    const latencyMs = Math.max(0, deps.clock.monotonicMs() - from);
    const { result, problem } = answer;
    const state = stateOf(result, latencyMs);
    const before = health.get();
    const checkedAt = deps.clock.now();
    if (state !== before.state)
      deps.log.info('core health changed', { from: before.state, to: state, problem });
    const lastOkAt = result.ok ? checkedAt : before.lastOkAt;
    health.set({ ...before, state, latencyMs, checkedAt, lastOkAt, problem });
  };
  const checkNow = (): Promise<void> => {
    if (disposed) return Promise.resolve();
    running ??= check().finally(() => {
      running = null;
      undo();
      if (!disposed) undo = deps.clock.after(deps.everyMs, () => void checkNow());
    });
    return running;
  };
  undo = deps.clock.after(0, () => void checkNow());
  return {
    health,
    checkNow,
    dispose() {
      disposed = true;
      undo();
    },
  };
}

const refusals: ReadonlySet<string> = new Set(['core/unauthorized', 'core/no-login', 'core/refused']);

function stateOf(
  answer: Result<{ readonly status: 'ok' | 'degraded' }>,
  latencyMs: number,
): CoreHealth['state'] {
  if (!answer.ok) return refusals.has(answer.error.code) ? 'refused' : 'down';
  return answer.value.status === 'degraded' || latencyMs > slowAfterMs ? 'slow' : 'ok';
}
