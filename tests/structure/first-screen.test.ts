import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Arrow, readGraph, repositoryRoot } from './graph.ts';

const graph = readGraph(['electron', 'renderer', 'shared']).filter(({ typeOnly }) => !typeOnly);

/** An import that is read when its line is reached, not with the file. */
function isLater({ from, to }: Arrow): boolean {
  const text = readFileSync(join(repositoryRoot, from), 'utf8');
  const name = (to.startsWith('npm:') ? to.slice(4) : (to.split('/').at(-1) ?? '')).replaceAll('.', '\\.');
  const written = `['"][^'"]*${name}[^'"]*['"]`;
  return (
    new RegExp(`import\\(\\s*${written}`).test(text) &&
    !new RegExp(`(import|export) (?!type )[^;]*? from ${written}`).test(text)
  );
}

/** What is read when `entry` is: files and packages, each with the file that first asked for it. */
function readWith(entry: string, follow: (arrow: Arrow) => boolean): ReadonlyMap<string, string> {
  const found = new Map([[entry, '']]);
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop())
    for (const arrow of graph) {
      if (arrow.from !== file || found.has(arrow.to) || !follow(arrow)) continue;
      found.set(arrow.to, file);
      if (!arrow.to.includes(':')) waiting.push(arrow.to);
    }
  return found;
}

const atOnce = (arrow: Arrow): boolean => !isLater(arrow);
const everything = (): boolean => true;
const packages = (found: ReadonlyMap<string, string>): string[] =>
  [...found.keys()].filter((name) => name.startsWith('npm:')).toSorted();
const asked = (found: ReadonlyMap<string, string>, names: readonly string[]): string[] =>
  names.filter((name) => found.has(name)).map((name) => `${name}, by ${found.get(name) ?? ''}`);

describe('what a person waits for at the start', () => {
  test('main opens the window with Electron and its own few files alone', () => {
    const found = readWith('electron/main.ts', atOnce);
    expect(packages(found)).toEqual(['npm:electron']);
    const files = [...found.keys()].filter((name) => !name.includes(':'));
    expect(files.length, files.join('\n')).toBeLessThan(25);
  });

  test('the first screen has React, its words and its stores, and no schemas', () => {
    const found = readWith('renderer/app/main.tsx', atOnce);
    expect(asked(found, ['npm:zod'])).toEqual([]);
    expect(packages(found)).toEqual(['npm:i18next', 'npm:react', 'npm:react-dom', 'npm:zustand']);
  });

  test.each(['floor', 'training', 'settings', 'editor', 'feedback/feedback-view'])(
    'the %s workspace is read when it is opened',
    (feature) => {
      const found = [...readWith('renderer/app/main.tsx', atOnce).keys()];
      expect(found.filter((name) => name.startsWith(`renderer/features/${feature}/`))).toEqual([]);
    },
  );
});

describe('what main never holds', () => {
  const main = readWith('electron/main.ts', everything);

  test('was followed through every import', () => {
    expect(main.has('electron/knowledge/knowledge.ts')).toBe(true);
    expect(main.has('npm:sip.js')).toBe(true);
  });

  test('the dictionary, the pinyin tables and the WebRTC of simulated callers', () => {
    expect(
      asked(main, ['npm:pinyin-pro', 'npm:werift', 'electron/knowledge/index/entry-builder.ts']),
    ).toEqual([]);
    // Documents are read in a process of their own: a ring does not wait for one.
    expect(asked(main, ['npm:mammoth', 'npm:turndown', 'npm:sanitize-html'])).toEqual([]);
    expect(readWith('electron/import-process.ts', everything).has('npm:mammoth')).toBe(true);
    const index = readWith('electron/index-process.ts', everything);
    expect(index.has('npm:pinyin-pro')).toBe(true);
  });

  test('nothing native before somebody needs it', () => {
    const found = readWith('electron/compose/shell.ts', atOnce);
    expect(asked(found, ['npm:@node-rs/jieba', 'npm:@gorules/zen-engine'])).toEqual([]);
  });
});
