import type { StepView } from '#shared/flows/state.ts';
import { stepOpen } from '#renderer/commands/flow-commands.ts';
import { stepCommand } from '#renderer/commands/flow-step.ts';
import { primary } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { flowUp, stepWords } from '#renderer/stores/select/flows.ts';
import { lineVariant } from '#renderer/stores/select/guidance.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';
import { FlowAnswers } from './flow-answers.tsx';
import { FlowEnd } from './flow-end.tsx';
import { FlowField } from './flow-field.tsx';
import { useFactWords } from './use-fact-words.ts';

/** The step one stands at. What is said is the largest text on the screen; what is done is for the agent and smaller. */
export function FlowStep() {
  const step = useDeskState((state) => flowUp(state)?.step ?? null);
  if (!step) return null;
  return (
    <div className={step.kind === 'do' ? 'ask flow-do' : 'ask'} data-step={step.id} data-kind={step.kind}>
      <div aria-live="polite">
        <Label step={step} />
        {step.kind === 'do' ? <Instruction step={step} /> : <Words step={step} />}
      </div>
      {step.kind === 'fill' && step.cards === null ? <FlowField step={step} /> : null}
      <Remarks step={step} />
      {step.kind === 'end' ? <FlowEnd step={step} /> : null}
      <Actions step={step} />
      <FlowAnswers step={step} />
    </div>
  );
}

function Label({ step }: { readonly step: StepView }) {
  const { t, format, maybe } = useI18n();
  const variant = useDeskState(lineVariant);
  const caller = useDeskState(callerLanguage);
  const askedAt = useDeskState((state) => flowUp(state)?.askedAt ?? null);
  const special = step.kind !== 'do' && variant !== 'text' && step[variant] !== null;
  const language = maybe(`care.language.${caller}`) ?? t('care.language.other');
  return (
    <div className="label">
      {t(`flows.kind.${step.kind}`)}
      {special ? ` · ${t(`flows.variant.${variant}`)}` : null}
      <span className="aside">
        {askedAt !== null ? t('flows.askedAt', { time: format.timeExact(askedAt) }) : null}
        {askedAt === null && step.kind !== 'do' && caller !== 'zh' ? t('flows.sayIn', { language }) : null}
      </span>
    </div>
  );
}

function Words({ step }: { readonly step: Exclude<StepView, { kind: 'do' }> }) {
  const { language } = useI18n();
  const caller = useDeskState(callerLanguage);
  const words = useDeskState((state) => stepWords(state, step));
  return <SpokenWords spoken={spokenTo(words, caller, language)} />;
}

/** What the agent does. Its state is said in words: a control that is not confirmed is not done. */
function Instruction({ step }: { readonly step: Extract<StepView, { kind: 'do' }> }) {
  const { t, pick } = useI18n();
  const factWords = useFactWords();
  const fact = step.until === null ? null : factWords(step.until);
  return (
    <>
      <p className="words">{pick(step.text)}</p>
      {step.message ? <blockquote className="flow-message">{pick(step.message)}</blockquote> : null}
      {fact === null ? null : (
        <p className={step.done ? 'flow-fact good' : 'flow-fact ink-2'} role="status">
          <Icon name={step.done ? 'check' : 'asked'} size="s" />
          {t(step.done ? 'flows.fulfilled' : 'flows.unfulfilled', { fact })}
        </p>
      )}
    </>
  );
}

/** What not to say, why, and which figures are the bank's to confirm. */
function Remarks({ step }: { readonly step: StepView }) {
  const { t, pick } = useI18n();
  return (
    <>
      {step.dont ? (
        <p className="flow-remark">
          <Icon name="x" size="s" />
          {pick(step.dont)}
        </p>
      ) : null}
      {step.note ? (
        <p className="flow-remark">
          <Icon name="info" size="s" />
          {pick(step.note)}
        </p>
      ) : null}
      {step.policies.map(({ id, label, value, sample }) => (
        <p className={sample ? 'flow-remark near' : 'flow-remark'} key={id} data-policy={id}>
          <Icon name="doc" size="s" />
          {t(sample ? 'flows.policy.sample' : 'flows.policy.rule', {
            label: pick(label),
            value: pick(value),
          })}
        </p>
      ))}
    </>
  );
}

/** One filled button: the step's own command while it waits for its fact, otherwise the way on. */
function Actions({ step }: { readonly step: StepView }) {
  const command = useDeskState(stepCommand);
  const open = stepOpen(step);
  const asked = useDeskState((state) => flowUp(state)?.askedAt !== null);
  const waits = (step.kind === 'ask' || (step.kind === 'fill' && step.cards !== null)) && asked;
  return (
    <div className="row wrap flow-actions">
      {open && command ? <CommandButton command={command} kind="primary" withIcon /> : null}
      {open || waits ? null : <CommandButton command={primary} kind="primary" />}
      {!open && command ? <CommandButton command={command} withIcon kind="big" /> : null}
    </div>
  );
}
