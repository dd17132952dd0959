import type { Connection } from './connection.ts';

export interface Binding {
  readonly user: string;
  /** The contact URI as the peer gave it; with RFC 7118 peers an unroutable `….invalid`, so the connection is what counts. */
  readonly contact: string;
  readonly connection: Connection;
  readonly expiresAt: number;
}

/** Where each user can be reached (RFC 3261 §10). A binding dies with its connection: a WebSocket cannot be dialled. */
export interface Registrar {
  bind(binding: Binding): void;
  unbind(user: string, contact: string | null): void;
  /** The user's newest living binding. */
  find(user: string): Binding | null;
  all(user: string): readonly Binding[];
  users(): readonly string[];
}

export interface RegistrarDeps {
  now(): number;
  /** Told when a user becomes reachable or stops being so, not at every refresh. */
  onChange(user: string, reachable: boolean): void;
  /** Told at every refresh, with the end of the binding's life; null when the user itself took it back. */
  onBound(user: string, until: number | null): void;
}

export function createRegistrar(deps: RegistrarDeps): Registrar & {
  dropConnection(connection: Connection): void;
  sweep(): void;
} {
  const bindings = new Map<string, Binding[]>();
  const living = (user: string): Binding[] =>
    (bindings.get(user) ?? []).filter((b) => b.connection.open && b.expiresAt > deps.now());
  /** `lost`: bindings whose connection has just closed were alive until now. */
  const change = (user: string, next: Binding[], was: boolean): void => {
    if (next.length > 0) bindings.set(user, next);
    else bindings.delete(user);
    const is = living(user).length > 0;
    if (was !== is) deps.onChange(user, is);
  };
  return {
    bind(binding) {
      const was = living(binding.user).length > 0;
      const others = living(binding.user).filter((b) => b.contact !== binding.contact);
      change(binding.user, [...others, binding], was);
      deps.onBound(binding.user, binding.expiresAt);
    },
    unbind(user, contact) {
      const was = living(user).length > 0;
      deps.onBound(user, null);
      change(user, contact === null ? [] : living(user).filter((b) => b.contact !== contact), was);
    },
    find: (user) => living(user).at(-1) ?? null,
    all: living,
    users: () => [...bindings.keys()].filter((user) => living(user).length > 0),
    dropConnection(connection) {
      for (const [user, list] of bindings) {
        if (!list.some((b) => b.connection === connection)) continue;
        change(
          user,
          list.filter((b) => b.connection !== connection),
          true,
        );
      }
    },
    sweep() {
      for (const [user, list] of bindings) {
        const left = list.filter((b) => b.connection.open && b.expiresAt > deps.now());
        if (left.length !== list.length) change(user, left, true);
      }
    },
  };
}
