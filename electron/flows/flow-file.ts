import { LineCounter, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { checkFlow } from '#shared/flows/check-flow.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { policyFiguresSchema, type PolicyFigures } from '#shared/flows/policy.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';

type Path = readonly PropertyKey[];

export type ReadFile<T> =
  | { readonly ok: true; readonly value: T; readonly lineOf: (path: Path) => number | null }
  | { readonly ok: false; readonly refused: readonly RefusedFile[] };

/** More than any honest content file; a runaway one is refused before it is parsed. */
const maxChars = 200_000;
/** Enough to mend a file by; the rest would hide the first. */
const maxFaults = 20;

/** Line of the key at `path` where it stands, else of its nearest owner: what is missing is reported at its owner. */
function lineFinder(doc: Document, counter: LineCounter): (path: Path) => number | null {
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  return (path) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const key = path[depth - 1];
      const owner = depth < 2 ? doc.contents : doc.getIn(path.slice(0, depth - 1), true);
      const pair = isMap(owner)
        ? owner.items.find((one) => isScalar(one.key) && one.key.value === key)
        : undefined;
      if (depth > 0 && isScalar(pair?.key) && pair.key.range) return lineAt(pair.key.range[0]);
      const node = depth === 0 ? doc.contents : doc.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return null;
  };
}

/** Reads a YAML file as data. Never throws. */
function readYaml(file: string, text: string): ReadFile<unknown> {
  const refuse = (line: number | null, reason: string) =>
    ({ ok: false, refused: [{ file, line, reason: reason.slice(0, 1000) }] }) as const;
  if (text.length > maxChars) return refuse(null, `longer than ${maxChars} characters`);
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const syntax = doc.errors[0];
  if (syntax) return refuse(counter.linePos(syntax.pos[0]).line, syntax.message);
  try {
    return { ok: true, value: doc.toJS({ maxAliasCount: 20 }), lineOf: lineFinder(doc, counter) };
  } catch (error) {
    return refuse(null, error instanceof Error ? error.message : 'cannot be read as data');
  }
}

/** One flow file, checked, or every line and reason why it is refused. Never throws. */
export function readFlow(file: string, text: string, policies: PolicyFigures): ReadFile<Flow> {
  const read = readYaml(file, text);
  if (!read.ok) return read;
  const checked = checkFlow(read.value, policies);
  const faults = checked.ok
    ? checked.flow.id === file.replace(/\.yaml$/, '')
      ? []
      : [{ path: ['id'], reason: `id “${checked.flow.id}” is not the file's name` }]
    : checked.faults;
  if (checked.ok && faults.length === 0) return { ...read, value: checked.flow };
  const refused = faults
    .slice(0, maxFaults)
    .map(({ path, reason }) => ({ file, line: read.lineOf(path), reason: reason.slice(0, 1000) }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { ok: false, refused };
}

/** The bank's figures. A file that is wrong is refused whole: a line with a gap in it cannot be said. */
export function readPolicies(file: string, text: string): ReadFile<PolicyFigures> {
  const read = readYaml(file, text);
  if (!read.ok) return read;
  const parsed = policyFiguresSchema.safeParse(read.value);
  if (parsed.success) return { ...read, value: parsed.data };
  const refused = parsed.error.issues.slice(0, maxFaults).map(({ path, message }) => ({
    file,
    line: read.lineOf(path),
    reason: `${path.map(String).join('.')}: ${message}`.slice(0, 1000),
  }));
  return { ok: false, refused };
}
