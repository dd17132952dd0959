import type { KeyKeeper, OpenedKey } from '#electron/secrets/ports.ts';
import type { Damage, DamageReason } from '#shared/access/contract.ts';
import type { OpenedStore, StorePort } from './ports.ts';

export interface UnlockDeps {
  readonly keys: KeyKeeper;
  readonly store: StorePort;
}

/** Where an attempt to get at the store has led. */
export type UnlockStep =
  | { readonly to: 'choosePassphrase' | 'enterPassphrase' }
  | { readonly to: 'storeDamaged'; readonly damage: Damage; readonly detail: string }
  | { readonly to: 'open'; readonly opened: OpenedStore };

/** Goes as far as the disk and the system's key store allow without a person. */
export function lookAround(deps: UnlockDeps): UnlockStep {
  const { keys, store } = deps;
  const found = keys.look();
  switch (found.kind) {
    case 'none':
      // A store without its key cannot be opened by anybody; making a new key would not help, only hide it.
      if (store.exists()) return storeTrouble(deps, 'keyMissing', '');
      return keys.offer().kind === 'os' ? withKey(deps, keys.createWithSystem()) : { to: 'choosePassphrase' };
    case 'os':
      return withKey(deps, keys.openWithSystem());
    case 'passphrase':
      return { to: 'enterPassphrase' };
    case 'damaged':
      return keyTrouble(deps, 'keyDamaged', '');
    case 'inaccessible':
      return keyTrouble(deps, 'inaccessible', found.detail);
  }
}

/** Opens the store with a key just opened or made, or says why not. A wrong passphrase is the caller's business. */
export function withKey(deps: UnlockDeps, opened: OpenedKey): UnlockStep {
  switch (opened.kind) {
    case 'open':
      return withStore(deps, opened.key);
    case 'refused':
      return keyTrouble(deps, 'keyRefused', '');
    case 'gone':
      return keyTrouble(deps, 'keyStoreGone', '');
    case 'damaged':
      return keyTrouble(deps, 'keyDamaged', '');
    case 'inaccessible':
      return keyTrouble(deps, 'inaccessible', opened.detail);
    case 'wrong':
      throw new Error('a wrong passphrase does not get as far as the store');
  }
}

/** Keeps the unusable files under the names that `damage` announced. Throws when the disk refuses. */
export function keepAside({ keys, store }: UnlockDeps, damage: Damage): void {
  const { keptAs } = damage;
  if (keptAs === null) throw new Error('nothing to keep aside');
  const ofKey = keptAs.endsWith(keyEnd);
  if (store.exists()) store.setAside(ofKey ? keptAs.replace(keyEnd, '.db') : keptAs);
  if (ofKey) keys.setAside(keptAs);
}

export function withStore(deps: UnlockDeps, key: Uint8Array): UnlockStep {
  const outcome = deps.store.open(key);
  return outcome.kind === 'open'
    ? { to: 'open', opened: { db: outcome.db, key } }
    : storeTrouble(deps, outcome.kind, outcome.detail);
}

const keyEnd = '.key.json';

function storeTrouble({ store }: UnlockDeps, reason: DamageReason, detail: string): UnlockStep {
  const keptAs = reason === 'inaccessible' ? null : store.keptName(reason === 'newer' ? 'newer' : 'damaged');
  return { to: 'storeDamaged', damage: { reason, file: store.fileName, keptAs }, detail };
}

function keyTrouble({ keys, store }: UnlockDeps, reason: DamageReason, detail: string): UnlockStep {
  const keptAs = reason === 'inaccessible' ? null : store.keptName('damaged').replace(/\.db$/, keyEnd);
  return { to: 'storeDamaged', damage: { reason, file: keys.fileName, keptAs }, detail };
}
