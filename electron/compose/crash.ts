import { randomUUID } from 'node:crypto';
import { type App, dialog } from 'electron';
import type { CallManager } from '#electron/call/call-manager.ts';
import { installCrashHandling } from '#electron/diagnostics/crash-handling.ts';
import { isStoreDamage } from '#electron/store/open-store.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { Base } from './base.ts';
import { filled, mainWords } from './words.ts';

/** Bugs in main are logged, told, and answered with a restart – but never under a caller on the line. */
export function composeCrash(app: App, base: Base, calls: CallManager): void {
  const { log, settings } = base;
  const callIsUp = (): boolean => calls.state.get().calls.some(({ state }) => isLive(state));
  const handling = installCrashHandling({
    process,
    log,
    isStoreDamage,
    callIsUp,
    async tell({ kind, reference, callIsUp: inCall }) {
      const { fault } = mainWords(settings.values.get().language, app.getLocale());
      await dialog.showMessageBox({
        type: 'error',
        message: kind === 'storeDamage' ? fault.storage : fault.message,
        detail: filled(inCall ? fault.detailInCall : fault.detail, { reference }),
        buttons: [fault.ok],
      });
    },
    restart() {
      app.relaunch();
      app.exit(1);
    },
    newReference: () => randomUUID().slice(0, 8),
  });
  calls.onEvent(({ kind }) => {
    if (kind === 'ended' && !callIsUp()) handling.callEnded();
  });
}
