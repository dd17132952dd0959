import type { PolicyProblem } from '#shared/access/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { ErrorNote } from '#renderer/ui/states.tsx';

/** A bad policy file stops the start: file, line and reason. Nothing is silently ignored. */
export function PolicyFault({ problem }: { readonly problem: PolicyProblem }) {
  const { t, maybe } = useI18n();
  // For a bad value the detail is a reason code of the settings; for bad syntax it is the parser's own words.
  const detail =
    maybe(`settings.problem.${problem.detail}`, { limit: problem.limit ?? '' }) ?? problem.detail;
  return (
    <div className="gate-form">
      <ErrorNote isPage title={t('access.policy.title')}>
        <p className="selectable">{problem.file}</p>
        {problem.line > 0 ? (
          <p>{t('access.policy.where', { line: problem.line, column: problem.column })}</p>
        ) : null}
        {problem.key ? <p className="selectable">{t('access.policy.key', { key: problem.key })}</p> : null}
        <p>
          {t(`access.policy.reason.${problem.reason}`)} {detail}
        </p>
      </ErrorNote>
      <p className="ink-2">{t('access.policy.mend')}</p>
    </div>
  );
}
