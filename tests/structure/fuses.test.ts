import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { developmentFuses, productFuses } from '#scripts/lib/fuses.mjs';
import { repositoryRoot } from './graph.ts';

const packaging = parse(readFileSync(join(repositoryRoot, 'electron-builder.yml'), 'utf8')) as {
  readonly electronFuses: Readonly<Record<string, boolean>>;
};

/** electron-builder writes the first letter small. */
const asPackaged = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

test('the package gets the fuses of the product', () => {
  const wanted = Object.fromEntries(Object.entries(productFuses).map(([name, on]) => [asPackaged(name), on]));
  expect(packaging.electronFuses).toEqual(wanted);
});

test('a development run loosens only what it cannot do without', () => {
  const loosened = Object.entries(developmentFuses)
    .filter(([name, on]) => on !== productFuses[name as keyof typeof productFuses])
    .map(([name]) => name);
  expect(loosened.toSorted()).toEqual([
    'EnableEmbeddedAsarIntegrityValidation',
    'EnableNodeCliInspectArguments',
    'OnlyLoadAppFromAsar',
  ]);
  expect(developmentFuses.RunAsNode).toBe(false);
});
