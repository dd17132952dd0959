import type { FlowFault } from './fault.ts';
import type { Flow } from './flow.ts';
import type { PolicyFigures } from './policy.ts';
import { gapsOf, hasStrayBraces, panelValueIds } from './text.ts';

/** Every string of the flow with the path to it. */
function stringsOf(
  value: unknown,
  path: readonly PropertyKey[] = [],
): readonly [readonly PropertyKey[], string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, at) => stringsOf(one, [...path, at]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => stringsOf(one, [...path, key]));
}

const panelValues: ReadonlySet<string> = new Set(panelValueIds);
const han = /\p{Script=Han}/u;

/** Values that steps of this flow write down. */
const saidNames = ({ steps }: Flow): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) => (step.kind === 'fill' && step.into !== 'card' ? [`said.${step.into}`] : [])),
  );

/**
 * The words of a flow: each language in its own script, every gap a value that exists, and a word to say while it is not known.
 * A policy figure is always known and needs none.
 */
export function checkWords(flow: Flow, policies: PolicyFigures): readonly FlowFault[] {
  const said = saidNames(flow);
  return stringsOf(flow).flatMap(([path, text]) => {
    const language = path.at(-1);
    const faults: FlowFault[] = [];
    const fault = (reason: string): void =>
      void faults.push({ path, reason: `${path.map(String).join('.')}: ${reason}` });
    if (language === 'en' && han.test(text)) fault('the English has Chinese in it');
    if (hasStrayBraces(text)) fault('a gap is written {{value|fallback}}');
    for (const { id, fallback } of gapsOf(text)) {
      const policy = /^policy\.(.+)$/.exec(id)?.[1];
      if (policy !== undefined) {
        if (!Object.hasOwn(policies, policy)) fault(`“${id}” is no figure of policy/figures.yaml`);
      } else if (id.startsWith('said.') && !said.has(id)) fault(`no step writes down “${id}”`);
      else if (!id.startsWith('said.') && !panelValues.has(id)) fault(`“${id}” is no value of the panel`);
      else if (fallback === null) fault(`“${id}” needs words for when it is not known: {{${id}|…}}`);
    }
    return faults;
  });
}
