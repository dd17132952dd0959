// The stages of the test run: what each runs, which folders of tests/ it owns, what it needs.

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {'check' | 'vitest' | 'playwright'} kind
 * @property {readonly string[]} command  for a check: program in node_modules and its arguments; else paths or config
 * @property {readonly string[]} owns  folders whose test files this stage must run
 * @property {boolean} [app]  drives the real app: needs the bundle, a display, sound devices
 * @property {boolean} [one]  counts as one check however many tests it has
 */

/** @type {readonly Stage[]} */
export const stages = [
  {
    name: 'format',
    kind: 'check',
    command: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    owns: [],
  },
  {
    name: 'lint',
    kind: 'check',
    command: ['oxlint/bin/oxlint', '--deny-warnings', '--format=unix'],
    owns: [],
  },
  {
    name: 'types',
    kind: 'check',
    command: ['typescript/bin/tsc', '--noEmit', '--pretty', 'false', '-p', 'tsconfig.json'],
    owns: [],
  },
  { name: 'structure', kind: 'vitest', command: ['tests/structure'], owns: ['tests/structure'], one: true },
  {
    name: 'unit',
    kind: 'vitest',
    command: ['tests/unit', 'tests/contract'],
    owns: ['tests/unit', 'tests/contract'],
  },
  {
    name: 'desk',
    kind: 'playwright',
    command: ['tests/desk/playwright.config.ts'],
    owns: ['tests/desk'],
    app: true,
  },
  {
    name: 'interop',
    kind: 'playwright',
    command: ['tests/interop/playwright.config.ts'],
    owns: ['tests/interop'],
    app: true,
  },
  {
    name: 'faults',
    kind: 'playwright',
    command: ['tests/faults/playwright.config.ts'],
    owns: ['tests/faults'],
    app: true,
  },
];

/**
 * @param {readonly string[]} names  none: all of them
 * @returns {{ chosen: readonly Stage[] } | { unknown: string }}
 */
export function chooseStages(names) {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown !== undefined) return { unknown };
  return { chosen: names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name)) };
}
