import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from './graph.ts';

/**
 * Licences under which a part may ship inside an Apache-2.0 program. MPL-2.0 binds the files it covers, not ours; such
 * a part ships unchanged. Anything that is not named here, above all the GPL family, fails.
 */
const mayShip = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Whether an SPDX expression leaves a choice that may ship: one side of OR, both sides of AND. */
function shippable(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1').trim();
  if (plain.includes(' OR ')) return plain.split(' OR ').some(shippable);
  if (plain.includes(' AND ')) return plain.split(' AND ').every(shippable);
  return mayShip.has(plain);
}

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
  readonly license?: string;
}

/** Names its licence too loosely; its own LICENSE file says which one it is. */
const asItsFileSays: Readonly<Record<string, { readonly licence: string; readonly says: string }>> = {
  // Used by the tests of a dependency of mammoth, never bundled.
  'node_modules/duck': {
    licence: 'BSD-2-Clause',
    says: 'Redistribution and use in source and binary forms, with or without\nmodification, are permitted',
  },
};

/** What `npm ci --omit=dev` would install. */
function shipped(): [name: string, licence: string][] {
  const lock = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path.startsWith('node_modules/') && dev !== true)
    .map(([path, { license }]) => {
      const file = asItsFileSays[path];
      const text = file ? readFileSync(join(repositoryRoot, path, 'LICENSE'), 'utf8') : '';
      const holds = file !== undefined && text.includes(file.says) && !/neither the name/i.test(text);
      return [path, holds ? file.licence : (license ?? 'no licence named')];
    });
}

describe('licences', () => {
  test('of everything that ships may ship', () => {
    const packages = shipped();
    expect(packages.length).toBeGreaterThan(20);
    expect(packages.filter(([, licence]) => !shippable(licence))).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-or-later', false],
    ['AGPL-3.0-only', false],
    ['LGPL-2.1-only', false],
    ['SEE LICENSE IN LICENSE.txt', false],
  ])('%s: %s', (expression, expected) => {
    expect(shippable(expression)).toBe(expected);
  });

  test("the project's own text is there", () => {
    const text = readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8');
    expect(text).toContain('Apache License');
    expect(text).toContain('END OF TERMS AND CONDITIONS');
    expect(readFileSync(join(repositoryRoot, 'NOTICE'), 'utf8')).toContain('Guardline');
  });
});
