import type { z } from 'zod';
import { checkWords } from './check-words.ts';
import { isFactId } from './fact.ts';
import type { FlowFault } from './fault.ts';
import { flowSchema, type CheckStep, type Flow } from './flow.ts';
import { endable, reachable, waysOf, wayRound } from './graph.ts';
import type { PolicyFigures } from './policy.ts';

export type CheckedFlow =
  { readonly ok: true; readonly flow: Flow } | { readonly ok: false; readonly faults: readonly FlowFault[] };

/**
 * Holds one flow to what a caller on the line needs of it: every step can be come to and leads to an end, every `check` looks
 * at a fact the panel has, every line stands in both languages, every gap can be filled. Pure; `input` is the file as data.
 * All faults at once, those of form first: a flow whose form is wrong has no tree to look at.
 */
export function checkFlow(input: unknown, policies: PolicyFigures): CheckedFlow {
  const parsed = flowSchema.safeParse(input);
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.map((issue) => faultOfForm(issue, input)) };
  const faults = [
    ...faultsOfOffer(parsed.data),
    ...faultsOfTree(parsed.data),
    ...faultsOfSteps(parsed.data),
    ...checkWords(parsed.data, policies),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, flow: parsed.data };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

/** Which ways on a step of each kind cannot be without. */
const waysOn: ReadonlySet<PropertyKey> = new Set(['next', 'otherwise', 'answers', 'branches']);
const languages: Readonly<Record<string, string>> = { zh: 'Chinese', en: 'English' };

/** The schema's own words, but for what an author of flows gets wrong most: a way on or a language that is not there. */
function faultOfForm(issue: z.core.$ZodIssue, input: unknown): FlowFault {
  const { path } = issue;
  const last = path.at(-1);
  const value = valueAt(input, path);
  const isMissing = value === undefined || value === null || value === '';
  const step = path[0] === 'steps' ? valueAt(input, [...path.slice(0, 2), 'id']) : undefined;
  const where = typeof step === 'string' ? `step “${step}”: ` : '';
  if (isMissing && last !== undefined && waysOn.has(last))
    return { path, reason: `${where}a dead end: there is no “${String(last)}”` };
  const language = isMissing ? languages[String(last)] : undefined;
  if (language !== undefined)
    return { path, reason: `${where}the ${language} of “${String(path.at(-2))}” is missing` };
  const at = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
  return { path, reason: `${where}${at}${issue.message}` };
}

const faultsOfOffer = ({ offer }: Flow): readonly FlowFault[] =>
  offer.flatMap((id, at) =>
    isFactId(id) ? [] : [{ path: ['offer', at], reason: `offer: “${id}” is no fact of the panel` }],
  );

/** Targets, reachability and ways out. */
function faultsOfTree({ steps }: Flow): readonly FlowFault[] {
  const ids = new Set(steps.map((step) => step.id));
  const twice = steps.flatMap((step, at) =>
    steps.findIndex((other) => other.id === step.id) < at
      ? [{ path: ['steps', at, 'id'], reason: `the step “${step.id}” stands here twice` }]
      : [],
  );
  const missing = steps.flatMap((step, at) =>
    waysOf(step)
      .filter(({ to }) => !ids.has(to))
      .map(({ to, path }) => ({
        path: ['steps', at, ...path],
        reason: `step “${step.id}” leads to “${to}”, which is not there`,
      })),
  );
  // A tree with holes would be reported twice over: what hangs behind a hole cannot be come to.
  if (twice.length > 0 || missing.length > 0) return [...twice, ...missing];
  return [...faultsOfReach(steps), ...faultsOfLoops(steps)];
}

function faultsOfReach(steps: Flow['steps']): readonly FlowFault[] {
  const come = reachable(steps, steps[0]?.id ?? '');
  return steps.flatMap((step, at) =>
    come.has(step.id)
      ? []
      : [{ path: ['steps', at, 'id'], reason: `step “${step.id}” cannot be come to from “${steps[0]?.id}”` }],
  );
}

function faultsOfLoops(steps: Flow['steps']): readonly FlowFault[] {
  const out = endable(steps);
  const told = new Set<string>();
  return steps.flatMap((step, at) => {
    if (told.has(step.id)) return [];
    const spinning = step.kind === 'check' ? wayRound(steps, step.id, (one) => one.kind === 'check') : null;
    const round = spinning ?? (out.has(step.id) ? null : wayRound(steps, step.id, () => true));
    if (round === null) return [];
    for (const id of round) told.add(id);
    const way = round.join(' → ');
    const reason = spinning
      ? `checks that lead back to themselves, with no step between: ${way}`
      : `a loop without a way out: ${way}`;
    return [{ path: ['steps', at, 'id'], reason }];
  });
}

const listOf = (facts: string | readonly string[]): readonly string[] =>
  typeof facts === 'string' ? [facts] : facts;

/** Facts, branches that can never be taken, commands without what they need. */
function faultsOfSteps({ steps }: Flow): readonly FlowFault[] {
  return steps.flatMap((step, at): readonly FlowFault[] => {
    const fault = (path: readonly PropertyKey[], reason: string): FlowFault => ({
      path: ['steps', at, ...path],
      reason: `step “${step.id}”: ${reason}`,
    });
    if (step.kind === 'check') return faultsOfBranches(step, fault);
    if (step.kind === 'fill') {
      if (step.into === 'card' && step.none === undefined)
        return [fault(['into'], 'a dead end: there is no “none” for a caller without such a card')];
      if (step.into !== 'card' && (step.none !== undefined || step.kinds !== undefined))
        return [fault(['into'], '“none” and “kinds” belong to “into: card” alone')];
    }
    if (step.kind !== 'do') return [];
    const sends = step.command === 'call.sendText';
    return [
      ...(step.until !== undefined && !isFactId(step.until)
        ? [fault(['until'], `“${step.until}” is no fact of the panel`)]
        : []),
      ...(sends !== (step.message !== undefined)
        ? [fault([sends ? 'command' : 'message'], '“call.sendText” and “message” go together')]
        : []),
    ];
  });
}

function faultsOfBranches(
  { branches }: CheckStep,
  fault: (path: readonly PropertyKey[], reason: string) => FlowFault,
): readonly FlowFault[] {
  const unknown = branches.flatMap((branch, at) =>
    listOf(branch.if)
      .filter((id) => !isFactId(id))
      .map((id) => fault(['branches', at, 'if'], `“${id}” is no fact of the panel`)),
  );
  const shadowed = branches.flatMap((branch, at) => {
    const facts = new Set(listOf(branch.if));
    const earlier = branches.findIndex(
      (one, index) => index < at && listOf(one.if).every((id) => facts.has(id)),
    );
    return earlier < 0
      ? []
      : [fault(['branches', at], `can never be taken: branch ${earlier + 1} always comes first`)];
  });
  return [...unknown, ...shadowed];
}
