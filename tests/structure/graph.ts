import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One arrow of the import graph: paths from the repository's root, "npm:name" for a package, "node:name" for Node's. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Erased by the compiler: it can still be a forbidden dependency, never a circle at run time. */
  readonly typeOnly: boolean;
}

export const repositoryRoot = join(import.meta.dirname, '../..');

const sourceFile = /\.(ts|tsx|mts|cts)$/;

/** Files below `dir`, as paths from the repository's root, sorted. */
export function filesBelow(dir: string, name: RegExp = sourceFile): string[] {
  return readdirSync(join(repositoryRoot, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .toSorted();
}

interface Request {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function requestsOf(path: string, text: string): Request[] {
  const { module, errors } = parseSync(path, text);
  const first = errors[0];
  if (first) throw new Error(`${path} does not parse: ${first.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  );
  const later = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^(['"`])(.*)\1$/s.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[2] === undefined ? [] : [{ specifier: literal[2], typeOnly: false }];
  });
  return [...imported, ...passedOn, ...later];
}

/** Where a specifier leads: `#room/…` and relative ones to a path from the root, others to the package's name. */
export function resolveSpecifier(from: string, specifier: string): string {
  const bare = specifier.replace(/[?#].*$/, (rest, at: number) => (at === 0 ? rest : ''));
  if (bare.startsWith('#')) return bare.slice(1);
  if (bare.startsWith('.')) return join(dirname(from), bare).replaceAll('\\', '/');
  if (bare.startsWith('node:')) return bare;
  const parts = bare.split('/').slice(0, bare.startsWith('@') ? 2 : 1);
  return `npm:${parts.join('/')}`;
}

/** The arrows that leave one file. */
export function arrowsOf(path: string, text: string): Arrow[] {
  return requestsOf(path, text).map(({ specifier, typeOnly }) => ({
    from: path,
    to: resolveSpecifier(path, specifier),
    typeOnly,
  }));
}

/** The import graph of the given folders, read from disk. */
export function readGraph(dirs: readonly string[]): Arrow[] {
  return dirs
    .flatMap((dir) => filesBelow(dir))
    .flatMap((path) => arrowsOf(path, readFileSync(join(repositoryRoot, path), 'utf8')));
}

/**
 * Every circle once, each as the list of its files. Arrows that the compiler erases count as well: a circle of types
 * still means that neither file can be read without the other.
 */
export function findCircles(arrows: readonly Arrow[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  const circles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const at = trail.indexOf(file);
    if (at >= 0) circles.push(trail.slice(at));
    if (at >= 0 || done.has(file)) return;
    trail.push(file);
    for (const target of next.get(file) ?? []) if (next.has(target)) visit(target);
    trail.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return circles;
}
