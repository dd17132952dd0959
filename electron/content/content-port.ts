import { LineCounter, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import type { RefusedFile } from '#shared/guidance/library.ts';

export type ContentPath = readonly PropertyKey[];
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly lineOf: (path: ContentPath) => number | null }
  | { readonly ok: false; readonly refused: RefusedFile };

/** More than any honest content file; a runaway one is refused before it is parsed. */
const maxChars = 200_000;

/** Line of the node at `path`, or of its nearest ancestor that is there: a missing field is reported at its owner. */
function lineFinder(doc: Document, counter: LineCounter): (path: ContentPath) => number | null {
  return (path) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? doc.contents : doc.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return null;
  };
}

/** An unknown key is an error of the key, not of the map around it. */
function lineOfKey(doc: Document, counter: LineCounter, path: ContentPath, key: string): number | null {
  const owner = path.length === 0 ? doc.contents : doc.getIn(path, true);
  if (!isMap(owner)) return null;
  const pair = owner.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) && pair.key.range ? counter.linePos(pair.key.range[0]).line : null;
}

const spelled = (path: ContentPath): string => (path.length === 0 ? '' : `${path.map(String).join('.')}: `);

/**
 * Reads one YAML content file against its schema. Never throws: a file that is not right is refused with its line and the first
 * reason, in the words of the parser or the schema, so that its author can mend it.
 */
export function parseContent<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): Parsed<z.output<S>> {
  const refuse = (line: number | null, reason: string): { ok: false; refused: RefusedFile } => ({
    ok: false,
    refused: { file, line, reason: reason.slice(0, 1000) },
  });
  if (text.length > maxChars) return refuse(null, `longer than ${maxChars} characters`);
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const syntax = doc.errors[0];
  if (syntax) return refuse(counter.linePos(syntax.pos[0]).line, syntax.message);
  const parsed = schema.safeParse(doc.toJS());
  if (parsed.success) return { ok: true, value: parsed.data, lineOf: lineFinder(doc, counter) };
  const issue = parsed.error.issues[0];
  if (!issue) return refuse(null, 'does not fit the schema');
  const stray = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const line =
    (stray !== undefined ? lineOfKey(doc, counter, issue.path, stray) : null) ??
    lineFinder(doc, counter)(issue.path);
  return refuse(line, `${spelled(issue.path)}${issue.message}`);
}
