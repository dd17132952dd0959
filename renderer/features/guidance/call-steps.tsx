import type { Key } from '#renderer/i18n/key.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** The steps of this call, made for this caller. What the desk can see done is marked done: greeted, verified. */
export function CallSteps() {
  const { t } = useI18n();
  const elderly = useDeskState((state) => hasFlag(state, 'elderly'));
  const talking = useDeskState((state) => callersTalk(state) !== null);
  const verified = useTopic('caller/state', (caller) => caller?.caller?.verified.state === 'verified');
  const simplified = useTopic('caller/state', (caller) => caller?.caller?.verified.simplified ?? false);
  const steps: { readonly key: Key; readonly done: boolean }[] = [
    { key: 'guidance.steps.greet', done: talking },
    { key: simplified ? 'guidance.steps.verifySimple' : 'guidance.steps.verify', done: verified },
    { key: 'guidance.steps.purpose', done: false },
    { key: elderly ? 'guidance.steps.act' : 'guidance.steps.actPlain', done: false },
    { key: 'guidance.steps.close', done: false },
  ];
  const now = steps.findIndex((step) => !step.done);
  return (
    <Section title={t('guidance.steps.title')}>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={step.key} className={step.done ? 'done' : index === now ? 'now' : undefined}>
            <span className="number">{step.done ? <Icon name="check" size="s" /> : index + 1}</span>
            <span className="fill">{t(step.key)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
