import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flow } from '#shared/flows/flow.ts';
import type { PolicyFigures } from '#shared/flows/policy.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import { namesWith, noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import { readFlow, readPolicies, type ReadFile } from './flow-file.ts';
import type { ShelvedFlow } from './ports.ts';

export interface FlowFolder {
  readonly policies: PolicyFigures;
  readonly good: readonly ShelvedFlow[];
  readonly refused: readonly RefusedFile[];
  /** Every flow file there is, good or not; null when the folder could not be read. */
  readonly files: readonly string[] | null;
}

export const policyFile = 'policy/figures.yaml';

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';

async function read<T>(
  folder: string,
  file: string,
  parse: (file: string, text: string) => ReadFile<T>,
): Promise<ReadFile<T>> {
  try {
    return parse(file, await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    return { ok: false, refused: [{ file, line: null, reason: reasonOf(error) }] };
  }
}

/** A link to a flow that is not there is said and left out: one broken file must not take its neighbours with it. */
function deadLinks(
  read: readonly (ShelvedFlow & { readonly lineOf: (path: readonly PropertyKey[]) => number | null })[],
): readonly RefusedFile[] {
  const ids = new Set(read.map(({ flow }) => flow.id));
  return read.flatMap(({ file, flow, lineOf }) =>
    deadLinksOf(flow, ids).map(({ path, reason }) => ({ file, line: lineOf(path), reason })),
  );
}

const deadLinksOf = (flow: Flow, ids: ReadonlySet<string>) =>
  flow.steps.flatMap((step, at) =>
    (step.kind === 'end' ? (step.then ?? []) : []).flatMap((flowId, place) =>
      ids.has(flowId)
        ? []
        : [
            {
              path: ['steps', at, 'then', place],
              reason: `step “${step.id}”: leads on to the flow “${flowId}”, which is not there; the link is left out`,
            },
          ],
    ),
  );

/**
 * Reads and checks a folder of flows. A bad file is refused with its lines and reasons; the others stay. `lastPolicies` stand
 * in for a file of figures that is refused. A text of `overlay` stands before the file of its name; one that is refused leaves the
 * file in its place. Never rejects.
 */
export async function readFlowFolder(
  folder: string,
  lastPolicies: PolicyFigures = {},
  overlay: FileOverlay = noOverlay,
): Promise<FlowFolder> {
  const figures = await read(folder, policyFile, readPolicies);
  const policies = figures.ok ? figures.value : lastPolicies;
  const refused: RefusedFile[] = figures.ok ? [] : [...figures.refused];
  let own: readonly string[];
  try {
    own = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  } catch (error) {
    refused.push({ file: 'flows', line: null, reason: reasonOf(error) });
    return { policies, good: [], refused, files: null };
  }
  const flows = [];
  const files = namesWith(own, overlay);
  for (const file of files) {
    const over = overlay.get(file);
    const published = over ? readFlow(file, over.read(), policies) : null;
    if (published?.ok) flows.push({ file, flow: published.value, lineOf: published.lineOf });
    else if (published) refused.push(...published.refused);
    if (published?.ok || !own.includes(file)) continue;
    // One file a turn: parsing all at once would hold up signalling, which shares this loop.
    const one = await read(folder, file, (name, text) => readFlow(name, text, policies));
    if (one.ok) flows.push({ file, flow: one.value, lineOf: one.lineOf });
    else refused.push(...one.refused);
  }
  const good = flows.map(({ file, flow }) => ({ file, flow }));
  return { policies, good, refused: [...refused, ...deadLinks(flows)], files };
}
