import type { AccessState } from '#shared/access/contract.ts';
import type { Person } from '#shared/access/people.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { createAccessCore, wrongPhase, type AccessCore } from './access-core.ts';
import type { Access, AccessDeps } from './ports.ts';
import { createUnlocking, keyStoreOf } from './unlocking.ts';

/** State machine from start to signed in; its phases and steps are drawn in `phase.ts`. One thing at a time. */
export function createAccess(deps: AccessDeps): Access {
  const core = createAccessCore(startingState(deps), deps.log);
  return { state: core.state, ...createUnlocking(deps, core), ...createSigningIn(deps, core) };
}

type SigningIn = Pick<Access, 'person' | 'signIn' | 'signOut' | 'refreshPeople'>;

/** The part of access after the store is open. */
function createSigningIn({ people, signOutBlockedBy }: AccessDeps, core: AccessCore): SigningIn {
  const person = createPublisher<Person | null>(null);
  const phase = () => core.state.get().phase;
  return {
    person,
    signIn(personId) {
      if (phase() !== 'signIn') return wrongPhase(phase());
      const chosen = people().find((one) => one.id === personId);
      if (!chosen) return fail(appError('access/unknown-person', { personId }));
      person.set(chosen);
      core.go('signedIn', { person: chosen });
      return ok({});
    },
    signOut() {
      if (phase() !== 'signedIn') return wrongPhase(phase());
      const what = signOutBlockedBy();
      if (what !== null) return fail(appError('access/busy', { what }));
      person.set(null);
      core.go('signIn', { person: null, people: [...people()] });
      return ok({});
    },
    refreshPeople() {
      if (phase() === 'signIn' || phase() === 'signedIn') core.patch({ people: [...people()] });
    },
  };
}

function startingState({ keys, policyProblem }: AccessDeps): AccessState {
  return {
    phase: 'starting',
    keyStore: policyProblem ? { kind: 'passphrase', backend: '' } : keyStoreOf(keys),
    damage: null,
    tryAgainAt: null,
    busy: false,
    people: [],
    person: null,
    policyProblem,
  };
}
