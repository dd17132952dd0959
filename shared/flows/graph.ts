import type { Flow, FlowStep } from './flow.ts';

/** A way from a step to another, and where the file says so. */
export interface Way {
  readonly to: string;
  /** Inside the step: `['answers', 1, 'next']`. */
  readonly path: readonly PropertyKey[];
}

/** Every way out of a step, in the order of the file. An end has none. */
export function waysOf(step: FlowStep): readonly Way[] {
  switch (step.kind) {
    case 'say':
    case 'do':
      return [{ to: step.next, path: ['next'] }];
    case 'ask':
      return step.answers.map((answer, at) => ({ to: answer.next, path: ['answers', at, 'next'] }));
    case 'check':
      return [
        ...step.branches.map((branch, at) => ({ to: branch.next, path: ['branches', at, 'next'] })),
        { to: step.otherwise, path: ['otherwise'] },
      ];
    case 'fill':
      return [
        { to: step.next, path: ['next'] },
        ...(step.none === undefined ? [] : [{ to: step.none, path: ['none'] }]),
      ];
    case 'end':
      return [];
  }
}

/** Steps that can be come to from `from`, itself among them. Ways that lead nowhere are left out. */
function spread(from: Iterable<string>, on: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(from);
  const open = [...seen];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const to of on(id)) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  return seen;
}

const byId = (steps: Flow['steps']): ReadonlyMap<string, FlowStep> =>
  new Map(steps.map((step) => [step.id, step]));

export function reachable(steps: Flow['steps'], from: string): ReadonlySet<string> {
  const all = byId(steps);
  return spread([from], (id) => {
    const step = all.get(id);
    return step ? waysOf(step).map(({ to }) => to) : [];
  });
}

/** Steps from which some end can be come to. */
export function endable(steps: Flow['steps']): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const step of steps)
    for (const { to } of waysOf(step)) before.set(to, [...(before.get(to) ?? []), step.id]);
  const ends = steps.filter((step) => step.kind === 'end').map((step) => step.id);
  return spread(ends, (id) => before.get(id) ?? []);
}

/** The shortest way round from a step back to itself over the steps that `may` be used, as `a → b → a`; null when there is none. */
export function wayRound(
  steps: Flow['steps'],
  from: string,
  may: (step: FlowStep) => boolean,
): readonly string[] | null {
  const all = byId(steps);
  const cameFrom = new Map<string, string>();
  const open = [from];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const step = all.get(id);
    if (!step || !may(step)) continue;
    for (const { to } of waysOf(step)) {
      if (to === from) return [...trace(cameFrom, from, id), from];
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, id);
      open.push(to);
    }
  }
  return null;
}

function trace(cameFrom: ReadonlyMap<string, string>, from: string, to: string): readonly string[] {
  const way = [to];
  for (let at = to; at !== from;) {
    at = cameFrom.get(at) ?? from;
    way.unshift(at);
  }
  return way;
}
