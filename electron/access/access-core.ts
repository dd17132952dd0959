import type { Log } from '#electron/log/log.ts';
import type { AccessPhase, AccessState } from '#shared/access/contract.ts';
import { appError, type AppError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { accessStep } from './phase.ts';
import type { Done } from './ports.ts';

/** The one snapshot of access and the two ways to change it: a step of the phase, or a patch within it. */
export interface AccessCore {
  readonly state: Source<AccessState>;
  patch(change: Partial<Omit<AccessState, 'phase'>>): void;
  /** Takes a step; an illegal one throws. */
  go(to: AccessPhase, change?: Partial<Omit<AccessState, 'phase'>>): void;
  /** Runs work that takes time in `phase`; a second one meanwhile is refused. The work answers with its error or null. */
  during(phase: AccessPhase, work: () => Promise<AppError | null>): Promise<Done>;
}

export function createAccessCore(initial: AccessState, log: Log): AccessCore {
  const state = createPublisher(initial);
  const patch: AccessCore['patch'] = (change) => state.set({ ...state.get(), ...change });
  return {
    state,
    patch,
    go(to, change = {}) {
      const from = state.get().phase;
      const phase = accessStep(from, to);
      log.info('access phase', { from, to });
      state.set({ ...state.get(), ...change, phase, busy: false });
    },
    async during(phase, work) {
      if (state.get().phase !== phase) return wrongPhase(state.get().phase);
      if (state.get().busy) return fail(appError('common/not-ready', { what: 'access' }, 'later'));
      patch({ busy: true });
      try {
        const error = await work();
        return error ? fail(error) : ok({});
      } finally {
        if (state.get().busy) patch({ busy: false });
      }
    },
  };
}

export const wrongPhase = (phase: AccessPhase): Done => fail(appError('access/wrong-phase', { phase }));
