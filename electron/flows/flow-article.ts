import type { Article, ArticleText } from '#shared/knowledge/article.ts';
import type { Flow, FlowStep } from '#shared/flows/flow.ts';
import type { PolicyFigures } from '#shared/flows/policy.ts';
import { articleIdOfFlow } from '#shared/flows/article-id.ts';
import { fillWords, policiesIn, type FlowValues } from '#shared/flows/values.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';

/** An article and where it comes from, as the knowledge base takes articles that are no Markdown. */
export interface FlowArticle {
  readonly article: Article;
  readonly file: string;
}

const maxItems = 14;
const maxKeywords = 60;

const linesOf = (
  flow: Flow,
  kinds: readonly FlowStep['kind'][],
  values: FlowValues,
): readonly ArticleText[] =>
  flow.steps
    .flatMap((step) =>
      step.kind !== 'check' && kinds.includes(step.kind) ? [fillWords<Bilingual>(step.text, values)] : [],
    )
    .map(({ zh, en }) => ({ zh, en }))
    .slice(0, maxItems);

/**
 * How a flow reads as an article: found by the same words, outlined when no call is up to lead through. Of its care flags only
 * those that make it likely come along: else every elderly caller would bring up every flow that has words for the elderly.
 */
export function articleOfFlow(flow: Flow, policies: PolicyFigures): FlowArticle {
  const values: FlowValues = new Map(
    Object.entries(policies).map(([id, { value }]) => [`policy.${id}`, value] as const),
  );
  const steps = linesOf(flow, ['ask', 'do', 'fill'], values);
  const say = linesOf(flow, ['say'], values);
  const usesSample = policiesIn(flow).some((id) => policies[id]?.sample ?? true);
  return {
    file: `flows/${flow.id}.yaml`,
    article: {
      articleId: articleIdOfFlow(flow.id),
      kind: 'flow',
      title: flow.name,
      keywords: flow.keywords.slice(0, maxKeywords),
      tags: ['流程'],
      playbooks: [...flow.playbooks],
      careFlags: flow.careFlags.filter((flag) => flow.offer.includes(`flag.${flag}`)),
      reviewedAt: flow.effectiveFrom,
      validFrom: flow.effectiveFrom,
      sample: flow.sample || usesSample,
      blocks: [
        { type: 'answer', text: flow.when },
        // A flow that only speaks has its lines as its steps.
        { type: 'steps', items: [...(steps.length > 0 ? steps : say)] },
        ...(say.length > 0 && steps.length > 0 ? [{ type: 'say' as const, items: [...say] }] : []),
      ],
    },
  };
}
