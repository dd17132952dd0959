import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

export const root = join(import.meta.dirname, '../../../..');

/** Every file under a folder with one of the endings. */
export function filesIn(folder: string, endings: readonly string[]): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(root, folder, name));
}

/** What a source says: its plain strings, and its templates with the gaps as `*`. */
export interface Said {
  readonly strings: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

export function saidIn(files: readonly string[]): Said {
  const strings = new Set<string>();
  const templates = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const known = node as Node;
    if (known.type === 'Literal' && typeof known.value === 'string') strings.add(known.value);
    if (known.type === 'TemplateLiteral')
      templates.add((known.quasis ?? []).map((quasi) => quasi.value.cooked ?? '').join('*'));
    Object.values(node).forEach(visit);
  };
  for (const file of files) visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return { strings, templates };
}
