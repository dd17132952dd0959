import type { accessCommands } from '#shared/access/contract.ts';
import type { HandlersOf } from '#shared/contract/index.ts';
import type { Access } from './ports.ts';

export function createAccessHandlers(access: Access): HandlersOf<typeof accessCommands> {
  return {
    'access/choose-passphrase': ({ passphrase }) => access.choosePassphrase(passphrase),
    'access/unlock': ({ passphrase }) => access.unlock(passphrase),
    'access/sign-in': ({ personId }) => access.signIn(personId),
    'access/sign-out': () => access.signOut(),
    'access/start-fresh': () => access.startFresh(),
    'access/retry': () => access.retry(),
  };
}
