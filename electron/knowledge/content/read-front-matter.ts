import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ContentError } from './content-error.ts';

/** A Markdown file cut in two: the checked front matter and the body with the number of its first line. */
export interface FrontMattered<T> {
  readonly front: T;
  readonly body: readonly string[];
  /** 1-based line of `body[0]` in the file. */
  readonly bodyLine: number;
}

/** Reads the YAML between the two `---` lines and checks it. Throws ContentError with the line of the first fault. */
export function readFrontMatter<S extends z.ZodType>(source: string, schema: S): FrontMattered<z.output<S>> {
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0]?.trim() !== '---')
    throw new ContentError(1, 'the file must begin with --- and the front matter');
  const end = lines.findIndex((line, at) => at > 0 && line.trim() === '---');
  if (end < 0) throw new ContentError(1, 'the front matter is not closed by ---');
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), { lineCounter: counter, schema: 'core' });
  // Line 1 of the YAML is line 2 of the file.
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1;
  const fault = document.errors[0];
  if (fault) throw new ContentError(lineAt(fault.pos[0]), firstLine(fault.message));
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path ?? [];
    const where = path.length > 0 ? `${path.join('.')}: ` : '';
    throw new ContentError(lineOf(document, path, lineAt), `${where}${issue?.message ?? 'not as expected'}`);
  }
  return { front: parsed.data, body: lines.slice(end + 1), bodyLine: end + 2 };
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** The line of the deepest part of the path that is there; the opening line for a key that is missing altogether. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lineAt: (offset: number) => number,
): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
  }
  return 1;
}
