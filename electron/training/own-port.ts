import type { ProcessPort } from './ports.ts';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The pipe to whoever started this process: Electron's `process.parentPort`, or Node's IPC channel when forked by a test. */
export function ownPort(): ProcessPort {
  const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
  return parent ? electronPort(parent) : nodePort();
}

/** Electron ends a utility process itself when main goes; there is no event for it here. */
const electronPort = (parent: ParentPort): ProcessPort => ({
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  post: (message) => parent.postMessage(message),
  onMessage(listener) {
    let on = true;
    parent.on('message', ({ data }) => {
      if (on) listener(data);
    });
    return () => void (on = false);
  },
  onClose: () => () => {},
});

const nodePort = (): ProcessPort => ({
  post: (message) => void process.send?.(message),
  onMessage(listener) {
    process.on('message', listener);
    return () => void process.off('message', listener);
  },
  onClose(listener) {
    process.on('disconnect', listener);
    return () => void process.off('disconnect', listener);
  },
});
