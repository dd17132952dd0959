import type { DeskBridge } from '#shared/contract/index.ts';
import { appError } from './failure.ts';

declare global {
  interface Window {
    /** Exposed by the preload script of the desk window, and by nothing else. */
    readonly guardline?: DeskBridge;
  }
}

/** The only reader of `window.guardline`. Throws when the window was opened without its preload script: a bug. */
export function windowBridge(): DeskBridge {
  const raw = window.guardline;
  if (!raw) throw new Error('window.guardline is missing: the preload script did not run');
  return createBridge(raw);
}

/**
 * The bridge as the desk uses it: `send` always answers with a Result, also when main could not be reached at all,
 * so that no caller needs a catch of its own. `ask` may reject; the mirrors try again.
 */
export function createBridge(raw: DeskBridge): DeskBridge {
  return {
    async send(name, input) {
      try {
        return await raw.send(name, input);
      } catch (cause) {
        return { ok: false, error: appError(name, cause) };
      }
    },
    ask: (topic) => raw.ask(topic),
    subscribe: (topic, listener) => raw.subscribe(topic, listener),
  };
}
