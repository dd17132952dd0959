import type { UtilityProcess } from 'electron';
import type { SandboxChild } from './ports.ts';

/** Dresses Electron's utility process as a `SandboxChild`. */
export const utilityChild = (child: UtilityProcess): SandboxChild => ({
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  post: (message) => child.postMessage(message),
  onMessage(listener) {
    child.on('message', listener);
    return () => void child.off('message', listener);
  },
  onClose(listener) {
    child.on('exit', listener);
    return () => void child.off('exit', listener);
  },
  kill: () => void child.kill(),
});
