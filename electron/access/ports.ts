import type { Log } from '#electron/log/log.ts';
import type { KeyKeeper } from '#electron/secrets/ports.ts';
import type { Db } from '#electron/store/db.ts';
import type { AccessState, PolicyProblem } from '#shared/access/contract.ts';
import type { Person } from '#shared/access/people.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';

/** The way from program start to a signed-in person. */
export interface Access {
  readonly state: Source<AccessState>;
  /** Who is signed in; null before and after. */
  readonly person: Source<Person | null>;
  /** Looks at what is on the disk and goes as far as it can without a person. Call once. */
  start(): Promise<void>;
  choosePassphrase(passphrase: string): Promise<Done>;
  unlock(passphrase: string): Promise<Done>;
  signIn(personId: string): Done;
  signOut(): Done;
  /** Only in `storeDamaged`, and only where `damage.keptAs` names where the old files will be. */
  startFresh(): Promise<Done>;
  retry(): Promise<Done>;
  /** The people to choose from have changed (another exchange was configured). */
  refreshPeople(): void;
}

export type Done = Result<Record<string, never>>;

/** Why a store did not open; see `StoreOutcome` in electron/store. */
export type StoreOpening =
  | { readonly kind: 'open'; readonly db: Db }
  | { readonly kind: 'damaged' | 'newer' | 'inaccessible'; readonly detail: string };

/** The database file as access needs it. */
export interface StorePort {
  /** Name without folder. */
  readonly fileName: string;
  exists(): boolean;
  open(key: Uint8Array): StoreOpening;
  /** A free name for keeping files that cannot be used. */
  keptName(why: 'damaged' | 'newer'): string;
  setAside(name: string): void;
}

/** The store is open and unlocked: the moment to build everything that needs it. */
export interface OpenedStore {
  readonly db: Db;
  readonly key: Uint8Array;
}

export interface AccessDeps {
  readonly keys: KeyKeeper;
  readonly store: StorePort;
  readonly clock: Clock;
  readonly log: Log;
  /** The store's key, handed over by a program that died in a call; null at every other start. Used once. */
  readonly handedKey?: () => Uint8Array | null;
  /** A fault of the policy file stops the start before anything on the disk is touched. */
  readonly policyProblem: PolicyProblem | null;
  /** Who may sign in here now. */
  readonly people: () => readonly Person[];
  /** Called once, when the store is open: builds what needs it. The people are shown when it is done. */
  readonly onStoreOpen: (opened: OpenedStore) => void | Promise<void>;
  /** What keeps a person from signing out now (`call`, `wrapUp`), or null. */
  readonly signOutBlockedBy: () => string | null;
}
