import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { CallSteps } from './call-steps.tsx';
import { FactsWarning } from './facts-warning.tsx';
import { Greeting } from './greeting.tsx';

/** While it rings: the first words and the steps, ready before the answer. */
export function Opening({ greeting }: { readonly greeting?: ReactNode }) {
  const { t } = useI18n();
  return (
    <>
      <div className="ask">
        <div className="label">{t('guidance.opening')}</div>
        <Greeting />
      </div>
      {greeting}
      <FactsWarning />
      <CallSteps />
    </>
  );
}
