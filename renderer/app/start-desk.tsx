import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createWords } from '#renderer/i18n/words.ts';
import { createDesk } from '#renderer/stores/desk.ts';
import { DeskProvider } from '#renderer/stores/use-desk.tsx';
import { App } from './app.tsx';
import { focusPlace } from './focus.ts';
import { listenForKeys } from './keys.ts';

export interface StartDeps {
  readonly bridge: DeskBridge;
  readonly root: HTMLElement;
}

/** Longest wait for the first answers of main: after it the first screen is drawn with what is known. */
const firstAnswerMs = 300;

const after = (delayMs: number, fn: () => void): Undo => {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
};

/** Builds the window: mirrors first, then the first paint in the right language and theme, then what is large. */
export function startDesk({ bridge, root }: StartDeps): Undo {
  const desk = createDesk({ bridge, focus: focusPlace, after });
  const words = createWords();
  const stopKeys = listenForKeys(desk);
  const reactRoot = createRoot(root);
  // At once: nobody has typed anything yet that could be held up.
  const draw = (): void =>
    flushSync(() =>
      reactRoot.render(
        <DeskProvider desk={desk}>
          <App words={words} />
        </DeskProvider>,
      ),
    );
  const patience = new Promise<void>((resolve) => void after(firstAnswerMs, resolve));
  void Promise.race([Promise.all([desk.mirrors.ask('first'), desk.mirrors.ask('desk')]), patience]).then(
    () => {
      draw();
      afterPaint(() => void bridge.send('window/drawn', {}));
      requestIdle(() => void desk.mirrors.ask('later'));
    },
  );
  return () => {
    stopKeys();
    reactRoot.unmount();
    desk.dispose();
  };
}

/** The first task after the frame in which the page stands. */
const afterPaint = (fn: () => void): void => void requestAnimationFrame(() => setTimeout(fn, 0));

const requestIdle = (fn: () => void): void => void requestIdleCallback(fn, { timeout: 500 });
