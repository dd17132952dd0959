import { describe, expect, test } from 'vitest';
import { type Arrow, arrowsOf, findCircles, readGraph, resolveSpecifier } from './graph.ts';
import { brokenRules, rules } from './rules.ts';

const graph = readGraph(['electron', 'renderer', 'shared']);

describe('the house as it stands', () => {
  test('was read', () => {
    expect(graph.length).toBeGreaterThan(100);
  });

  test('has no forbidden arrow', () => {
    const broken = brokenRules(graph);
    expect(broken, broken.join('\n')).toEqual([]);
  });

  test('has no circle', () => {
    const circles = findCircles(graph).map((circle) => circle.join(' → '));
    expect(circles, circles.join('\n')).toEqual([]);
  });
});

const arrow = (from: string, to: string): Arrow => ({ from, to, typeOnly: false });

/** For each rule an arrow that breaks it and one, as near as possible, that does not. */
const samples: Readonly<Record<string, { readonly bad: Arrow; readonly good: Arrow }>> = {
  'shared imports nothing but itself and zod': {
    bad: arrow('shared/call/types.ts', 'node:fs'),
    good: arrow('shared/call/types.ts', 'npm:zod'),
  },
  'a room of electron/ knows only the ports of the others': {
    bad: arrow('electron/call/call-manager.ts', 'electron/sip/line.ts'),
    good: arrow('electron/call/call-manager.ts', 'electron/sip/ports.ts'),
  },
  'a preload knows the channels and nothing else of main': {
    bad: arrow('electron/preload/desk.ts', 'electron/log/log.ts'),
    good: arrow('electron/preload/desk.ts', 'electron/ipc/channels.ts'),
  },
  'electron/ does not import renderer/': {
    bad: arrow('electron/main.ts', 'renderer/app/app.tsx'),
    good: arrow('electron/main.ts', 'electron/sip/line.ts'),
  },
  'renderer/ has no Node and no Electron': {
    bad: arrow('renderer/app/app.tsx', 'npm:electron'),
    good: arrow('renderer/app/app.tsx', 'npm:react'),
  },
  "a feature does not import another feature's inside": {
    bad: arrow('renderer/features/knowledge/search.tsx', 'renderer/features/prompts/list.tsx'),
    good: arrow('renderer/features/knowledge/search.tsx', 'renderer/features/knowledge/list.tsx'),
  },
  'a feature builds on ui, stores, commands, i18n and shared': {
    bad: arrow('renderer/features/knowledge/search.tsx', 'renderer/app/layout.tsx'),
    good: arrow('renderer/features/knowledge/search.tsx', 'renderer/stores/desk.ts'),
  },
  'the parts of renderer/ui know no feature': {
    bad: arrow('renderer/ui/button.tsx', 'renderer/features/call-bar/bar.tsx'),
    good: arrow('renderer/ui/button.tsx', 'renderer/ui/icon.tsx'),
  },
  'the bridge is reached through stores and commands': {
    bad: arrow('renderer/features/call-bar/bar.tsx', 'renderer/bridge/bridge.ts'),
    good: arrow('renderer/stores/desk.ts', 'renderer/bridge/bridge.ts'),
  },
  'the media window is alone': {
    bad: arrow('renderer/media/media.ts', 'renderer/stores/desk.ts'),
    good: arrow('renderer/media/media.ts', 'renderer/bridge/media-bridge.ts'),
  },
  'nothing imports tests/': {
    bad: arrow('electron/main.ts', 'tests/support/clock.ts'),
    good: arrow('tests/unit/a.test.ts', 'tests/support/clock.ts'),
  },
  'the app does not import scripts/': {
    bad: arrow('shared/lib/clock.ts', 'scripts/lib/say.mjs'),
    good: arrow('tests/unit/a.test.ts', 'scripts/lib/say.mjs'),
  },
};

describe('the rules themselves', () => {
  test.each(rules.filter((rule) => !rule.id.includes(' belongs to ')).map((rule) => [rule.id] as const))(
    '"%s" refuses what it should and nothing near it',
    (id) => {
      const sample = samples[id];
      expect(sample, 'every rule has a sample').toBeDefined();
      if (!sample) return;
      expect(brokenRules([sample.bad]).filter((sentence) => sentence.includes(id))).toHaveLength(1);
      expect(brokenRules([sample.good]).filter((sentence) => sentence.includes(id))).toEqual([]);
    },
  );

  test.each(rules.filter((rule) => rule.id.includes(' belongs to ')).map((rule) => [rule] as const))(
    '$id',
    (rule) => {
      const library = rule.id.split(' belongs to ')[0] ?? '';
      const owner = rule.id.split(' belongs to ')[1]?.split(' and ')[0] ?? '';
      const sentence = brokenRules([arrow('electron/floor/feed.ts', `npm:${library}`)]);
      expect(sentence).toContain(
        `electron/floor/feed.ts imports npm:${library}: ${rule.id} (${rule.because})`,
      );
      expect(brokenRules([arrow(`${owner}/inside.ts`, `npm:${library}`)]).join()).not.toContain(rule.id);
    },
  );

  test('circles are found, also through a third file, and once', () => {
    const arrows = [
      arrow('a', 'b'),
      arrow('b', 'c'),
      arrow('c', 'a'),
      arrow('c', 'd'),
      arrow('d', 'npm:zod'),
    ];
    expect(findCircles(arrows)).toEqual([['a', 'b', 'c']]);
    expect(findCircles(arrows.slice(0, 2))).toEqual([]);
  });
});

describe('reading a file', () => {
  test('finds every kind of import', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '#shared/b/types.ts';",
      "import './c.css';",
      "export { d } from '../d.ts';",
      "export * from 'zod';",
      "const e = await import('sip.js/lib/core/index.js');",
      "import fs from 'node:fs';",
      "import { x } from '@scope/pack/deep';",
    ].join('\n');
    expect(arrowsOf('electron/room/file.ts', text).map((found) => [found.to, found.typeOnly])).toEqual(
      expect.arrayContaining([
        ['electron/room/a.ts', false],
        ['shared/b/types.ts', true],
        ['electron/room/c.css', false],
        ['electron/d.ts', false],
        ['npm:zod', false],
        ['npm:sip.js', false],
        ['node:fs', false],
        ['npm:@scope/pack', false],
      ]),
    );
  });

  test('resolves as package.json "imports" does', () => {
    expect(resolveSpecifier('renderer/app/app.tsx', '#renderer/ui/button.tsx')).toBe(
      'renderer/ui/button.tsx',
    );
    expect(resolveSpecifier('renderer/app/app.tsx', '../ui/sound.svg?url')).toBe('renderer/ui/sound.svg');
  });
});
