import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import type { PolicyFigures } from '#shared/flows/policy.ts';
import { fillWords, type FlowValues } from '#shared/flows/values.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useFactWords } from './use-fact-words.ts';

/** A flow on one page, step by step in the words of the call, with what leads where. The bank's figures are filled in. */
export function FlowOutline({ flow, figures }: { readonly flow: Flow; readonly figures: PolicyFigures }) {
  const { pick, t } = useI18n();
  const values: FlowValues = new Map(
    Object.entries(figures).map(([id, { value }]) => [`policy.${id}`, value] as const),
  );
  return (
    <article className="card padded flow-outline">
      <div className="row">
        <h3 className="fill">{pick(flow.name)}</h3>
        <span className="xs ink-3 nowrap">{t('flows.version', { version: flow.version })}</span>
      </div>
      <p className="ink-2">{pick(flow.when)}</p>
      <ol>
        {flow.steps.map((step) => (
          <Step key={step.id} step={step} values={values} />
        ))}
      </ol>
    </article>
  );
}

function Step({ step, values }: { readonly step: FlowStep; readonly values: FlowValues }) {
  const { t, pick } = useI18n();
  const factWords = useFactWords();
  const words = (text: Parameters<typeof pick>[0] & { readonly en: string }): string =>
    pick(fillWords(text, values));
  const ways: readonly (readonly [string, string])[] =
    step.kind === 'ask'
      ? step.answers.map(({ label, next }) => [words(label), next])
      : step.kind === 'check'
        ? [
            ...step.branches.map(
              ({ if: facts, next }) =>
                [
                  (typeof facts === 'string' ? [facts] : facts).map(factWords).join(t('common.and')),
                  next,
                ] as const,
            ),
            ['', step.otherwise],
          ]
        : step.kind === 'end'
          ? []
          : [['', step.next]];
  return (
    <li data-step={step.id}>
      <span className="label">
        {step.id} · {t(`flows.kind.${step.kind}`)}
      </span>
      {step.kind === 'check' ? null : <span className="flow-outline-words">{words(step.text)}</span>}
      {step.kind !== 'check' && step.dont ? <span className="xs ink-2">× {words(step.dont)}</span> : null}
      {step.kind === 'end' ? <span className="xs ink-2">{words(step.outcome)}</span> : null}
      {ways.map(([label, next]) => (
        <span className="xs ink-2" key={`${label} ${next}`}>
          {label} → {next}
        </span>
      ))}
    </li>
  );
}
