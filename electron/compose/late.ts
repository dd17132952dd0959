import { appError } from '#shared/errors/app-error.ts';
import { fail, type Result } from '#shared/errors/result.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';

/** A source that can be had before its room exists: it shows `initial` until it is connected to the real one. */
export interface Relay<T> extends Source<T> {
  connect(real: Source<T>): Undo;
}

export function createRelay<T>(initial: T): Relay<T> {
  const publisher = createPublisher(initial);
  return {
    get: publisher.get,
    subscribe: publisher.subscribe,
    connect(real) {
      publisher.set(real.get());
      return real.subscribe(publisher.set);
    },
  };
}

type Handler = (input: never) => unknown;

/**
 * Handlers of rooms that open with the store. Before that every command is answered 'not ready', so that nothing
 * hangs and nothing is undefined. `names` lets the contract's registration stay complete from the first moment.
 */
export function lateHandlers<H extends { readonly [name: string]: Handler }>(
  names: readonly (keyof H & string)[],
): { readonly handlers: H; open(real: H): void } {
  let real: H | undefined;
  const late =
    (name: keyof H & string) =>
    (input: never): unknown => {
      if (real === undefined)
        return fail(appError('common/not-ready', { what: 'store' }, 'later')) as Result<never>;
      return (real[name] as Handler)(input);
    };
  return {
    handlers: Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as H,
    open: (opened) => void (real = opened),
  };
}

export const namesOf = <T extends object>(commands: T): (keyof T & string)[] =>
  Object.keys(commands) as (keyof T & string)[];
