import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Brand } from '#renderer/ui/brand.tsx';
import { Skeleton } from '#renderer/ui/states.tsx';
import { ChoosePassphrase } from './choose-passphrase.tsx';
import { DamagedStore } from './damaged-store.tsx';
import { PolicyFault } from './policy-fault.tsx';
import { SignIn } from './sign-in.tsx';
import { Unlock } from './unlock.tsx';

/** Everything before the desk: from program start to a signed-in person. */
export function Gate() {
  const phase = useTopic('access/state', (access) => access?.phase ?? 'starting');
  const policyProblem = useTopic('access/state', (access) => access?.policyProblem ?? null);
  if (policyProblem)
    return (
      <Single>
        <PolicyFault problem={policyProblem} />
      </Single>
    );
  if (phase === 'signIn') return <SignIn />;
  return (
    <Single>
      {phase === 'choosePassphrase' ? <ChoosePassphrase /> : null}
      {phase === 'enterPassphrase' ? <Unlock /> : null}
      {phase === 'storeDamaged' ? <DamagedStore /> : null}
      {phase === 'starting' ? <Starting /> : null}
    </Single>
  );
}

function Single({ children }: { readonly children: ReactNode }) {
  return (
    <main className="gate single">
      <div>
        <Brand />
        {children}
      </div>
    </main>
  );
}

function Starting() {
  const { t } = useI18n();
  return (
    <div className="stack">
      <p className="ink-2">{t('access.starting')}</p>
      <Skeleton lines={3} />
    </div>
  );
}
