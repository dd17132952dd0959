import { errorFields, type Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noCoreDrill, type CoreDrill, type CoreDrillState } from '#shared/training/core-drill.ts';
import type { Sandbox } from './ports.ts';

export interface CoreDrillDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly sandbox: Pick<Sandbox, 'request' | 'onReady' | 'onDown' | 'ready'>;
  /** Whether the desk's core is the sandbox: a bank's own core is never made to misbehave. */
  readonly isSandbox: () => boolean;
}

/** How the sandbox core misbehaves. What is published is what the sandbox has confirmed; after its restart it is set again. */
export interface CoreDrills {
  readonly state: Source<CoreDrillState>;
  /** Errors: `training/no-sandbox-core`, `training/exchange-down`. */
  set(drill: CoreDrill, by: 'trainer' | 'scenario'): Promise<Result<Record<string, never>>>;
  dispose(): void;
}

export function createCoreDrills({ clock, log, sandbox, isSandbox }: CoreDrillDeps): CoreDrills {
  const state = createPublisher<CoreDrillState>(noCoreDrill);
  const undoReady = sandbox.onReady(() => {
    const { drill } = state.get();
    if (drill === 'off') return;
    sandbox.request('setCoreDrill', { drill }).catch((error: unknown) => {
      log.warn('core drill lost in a restart', errorFields(error));
      state.set(noCoreDrill);
    });
  });
  return {
    state,
    async set(drill, by) {
      if (!isSandbox()) return fail(appError('training/no-sandbox-core', {}));
      const told = await sandbox.request('setCoreDrill', { drill }).catch(() => null);
      if (told === null) return fail(appError('training/exchange-down', {}, 'later'));
      log.info('core drill', { drill, by });
      state.set(drill === 'off' ? noCoreDrill : { drill, by, since: clock.now() });
      return ok({});
    },
    dispose: undoReady,
  };
}
