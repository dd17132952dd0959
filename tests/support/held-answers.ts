import type { ElectronApplication } from '@playwright/test';

/**
 * Keeps main's answers from the garbage collector.
 *
 * Playwright asks main's debugger with `awaitPromise`. For a plain value V8 13 makes a promise that is already kept and holds it
 * weakly; its reaction waits in the microtask queue, which Electron's main empties only when Node's loop next calls back. Nothing
 * else holds the promise until then, and a collection in between answers "Resulting promise was garbage collected" although the
 * body has run (7 of 1,500 with a collection each millisecond). So no answer is a plain value: the body is called in an async
 * function, whose promise is held while it is pending and whose reaction runs in the same emptying of the queue that keeps it
 * (0 of 4,500). Nothing is asked twice: most bodies do something.
 */
export function holdAnswers(app: ElectronApplication): ElectronApplication {
  const ask = app.evaluate.bind(app) as (body: unknown, given: unknown) => Promise<unknown>;
  app.evaluate = ((body: unknown, given: unknown) =>
    ask(inAsync(body), given)) as ElectronApplication['evaluate'];
  return app;
}

/** Playwright sends a function as its text: this one's text calls the body. */
function inAsync(body: unknown): unknown {
  const text =
    typeof body === 'function'
      ? `async (electron, given) => (${String(body)})(electron, given)`
      : `async () => (${String(body)})`;
  return Object.assign(() => undefined, { toString: () => text });
}
