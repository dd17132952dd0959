import { errorFields, type Log } from '#electron/log/log.ts';
import type { Undo } from '#shared/lib/clock.ts';

/** The events of `process` that say main has a bug. */
export interface FaultSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (fault: unknown) => void): unknown;
  off(event: 'uncaughtException' | 'unhandledRejection', listener: (fault: unknown) => void): unknown;
}

export interface CrashHandlingDeps {
  readonly process: FaultSource;
  readonly log: Log;
  /** True for a fault that means the database file is broken: writing has to stop. */
  readonly isStoreDamage: (fault: unknown) => boolean;
  /** True while a caller is on the line: the program then stays, whatever happened (C16: never dropped). */
  readonly callIsUp: () => boolean;
  /** Tells the person, once at a time; resolves when they have seen it. `reference` is the one in the log. */
  readonly tell: (fault: ToldFault) => Promise<void>;
  /** Ends the program and starts it anew. */
  readonly restart: () => void;
  readonly newReference: () => string;
}

export interface ToldFault {
  readonly kind: 'fault' | 'storeDamage';
  readonly reference: string;
  /** The caller is still there; the program restarts only after the call. */
  readonly callIsUp: boolean;
}

/**
 * Bugs are fatal and reported: logged with a reference, told, then the program restarts. With a caller on the line it does
 * not: it tells and goes on, because a desk in a doubtful state is better than a caller in silence; `callEnded` then
 * makes up for the restart. Install it first of all; its undo takes it away.
 */
export function installCrashHandling(deps: CrashHandlingDeps): { callEnded(): void; dispose: Undo } {
  let telling = false;
  let restartOwed = false;

  function settle(): void {
    if (!restartOwed || telling || deps.callIsUp()) return;
    restartOwed = false;
    deps.restart();
  }
  const onFault = (origin: string) => (fault: unknown) => {
    const reference = deps.newReference();
    const kind = deps.isStoreDamage(fault) ? 'storeDamage' : 'fault';
    const callIsUp = deps.callIsUp();
    deps.log.error('fault in main', { reference, origin, kind, callIsUp, ...errorFields(fault) });
    restartOwed = true;
    if (telling) return;
    telling = true;
    const told = (): void => {
      telling = false;
      settle();
    };
    // The dialog itself may fail; that must neither raise a second fault nor keep the restart from happening.
    deps.tell({ kind, reference, callIsUp }).then(told, told);
  };
  const onException = onFault('exception');
  const onRejection = onFault('rejection');
  deps.process.on('uncaughtException', onException);
  deps.process.on('unhandledRejection', onRejection);
  return {
    callEnded: settle,
    dispose() {
      deps.process.off('uncaughtException', onException);
      deps.process.off('unhandledRejection', onRejection);
    },
  };
}
