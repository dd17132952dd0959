import { errorFields } from '#electron/log/log.ts';
import type { KeyKeeper } from '#electron/secrets/ports.ts';
import type { AccessState, Damage } from '#shared/access/contract.ts';
import { passphraseMinLength, passphraseWeakness } from '#shared/access/passphrase.ts';
import { appError, type AppError } from '#shared/errors/app-error.ts';
import type { AccessCore } from './access-core.ts';
import type { Access, AccessDeps } from './ports.ts';
import { createTryWait } from './try-wait.ts';
import { keepAside, lookAround, withKey, withStore, type UnlockStep } from './unlock-steps.ts';

type Unlocking = Pick<Access, 'start' | 'choosePassphrase' | 'unlock' | 'startFresh' | 'retry'>;

/** The part of access up to the open store. */
export function createUnlocking(deps: AccessDeps, core: AccessCore): Unlocking {
  const { keys, log } = deps;
  const wait = createTryWait(deps.clock);
  let openKey: Uint8Array | null = null;

  async function arrive(step: UnlockStep): Promise<null> {
    const keyStore = keyStoreOf(keys);
    if (step.to === 'storeDamaged') {
      const { reason, file } = step.damage;
      log.error('store not usable', { reason, fileName: file, detail: step.detail });
      core.go('storeDamaged', { damage: step.damage, keyStore });
    } else if (step.to === 'open') {
      openKey = step.opened.key;
      await deps.onStoreOpen(step.opened);
      core.go('signIn', { damage: null, tryAgainAt: null, keyStore, people: [...deps.people()] });
    } else core.go(step.to, { damage: null, keyStore });
    return null;
  }

  function wrongPassphrase(): AppError {
    const waitMs = wait.wrong();
    core.patch({ tryAgainAt: waitMs > 0 ? deps.clock.now() + waitMs : null });
    if (waitMs > 0) deps.clock.after(waitMs, () => core.patch({ tryAgainAt: null }));
    log.warn('wrong passphrase', { waitMs });
    return appError('access/wrong-passphrase', { waitMs }, waitMs > 0 ? 'later' : 'now');
  }

  return {
    async start() {
      const { policyProblem } = deps;
      if (policyProblem) {
        const { file, line, column, reason, key } = policyProblem;
        return log.error('policy file stops the start', { file, line, column, reason, settingName: key });
      }
      core.patch({ busy: true });
      const handed = deps.handedKey?.() ?? null;
      await arrive(handed !== null && keys.fits(handed) ? withStore(deps, handed) : lookAround(deps));
    },
    choosePassphrase: (passphrase) =>
      core.during('choosePassphrase', async () => {
        const reason = passphraseWeakness(passphrase);
        if (reason) return appError('access/weak-passphrase', { reason, min: passphraseMinLength });
        return arrive(withKey(deps, await keys.createWithPassphrase(passphrase)));
      }),
    unlock: (passphrase) =>
      core.during('enterPassphrase', async () => {
        const leftMs = wait.leftMs();
        if (leftMs > 0) return appError('access/wait', { waitMs: leftMs }, 'later');
        const opened = await keys.openWithPassphrase(passphrase);
        if (opened.kind === 'wrong') return wrongPassphrase();
        wait.right();
        if (opened.kind === 'open') openKey = opened.key;
        return arrive(withKey(deps, opened));
      }),
    startFresh: () =>
      core.during('storeDamaged', async () => {
        const { damage } = core.state.get();
        const refused = keep(deps, damage);
        // With the key still in hand no passphrase is asked a second time.
        const keyIsGood = damage?.reason === 'damaged' || damage?.reason === 'newer';
        return refused ?? arrive(openKey && keyIsGood ? withStore(deps, openKey) : lookAround(deps));
      }),
    retry: () =>
      core.during('storeDamaged', () => arrive(openKey ? withStore(deps, openKey) : lookAround(deps))),
  };
}

/** Keeps the files that `damage` names; null when done. */
function keep(deps: AccessDeps, damage: Damage | null): AppError | null {
  if (!damage?.keptAs) return appError('access/wrong-phase', { phase: 'storeDamaged' });
  try {
    keepAside(deps, damage);
    deps.log.warn('unusable files kept, starting fresh', { reason: damage.reason, fileName: damage.keptAs });
    return null;
  } catch (error) {
    deps.log.error('unusable files not kept', errorFields(error));
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    return appError('access/not-kept', { detail }, 'later');
  }
}

/** Who guards the key that is there; before there is one, who would. */
export function keyStoreOf(keys: KeyKeeper): AccessState['keyStore'] {
  const found = keys.look();
  if (found.kind === 'os') return found;
  return found.kind === 'passphrase' ? { kind: 'passphrase', backend: '' } : keys.offer();
}
