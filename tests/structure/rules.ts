import type { Arrow } from './graph.ts';

/** One sentence of "who may import whom". An arrow that `applies` and is not `allowed` is a broken rule. */
export interface Rule {
  readonly id: string;
  /** What the reader of a failure needs to know. */
  readonly because: string;
  readonly applies: (arrow: Arrow) => boolean;
  readonly allowed: (arrow: Arrow) => boolean;
}

const within =
  (...dirs: readonly string[]) =>
  (path: string): boolean =>
    dirs.some((dir) => path === dir || path.startsWith(`${dir}/`));

const isFile = (path: string): boolean => !path.startsWith('npm:') && !path.startsWith('node:');

/** The rooms' wiring: the only files that know all rooms. */
const wires = (path: string): boolean =>
  [
    'electron/main.ts',
    'electron/sandbox-process.ts',
    'electron/index-process.ts',
    'electron/import-process.ts',
  ].includes(path) || within('electron/compose')(path);

/** "electron/call" of "electron/call/ports.ts"; "renderer/features/knowledge" of what is inside a feature. */
function roomOf(path: string): string {
  const depth = path.startsWith('renderer/features/') ? 3 : 2;
  return path.split('/').slice(0, depth).join('/');
}

/** What a room shows to the other rooms. */
function isPort(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return (
    name === 'ports.ts' ||
    name.endsWith('-port.ts') ||
    ['electron/store/db.ts', 'electron/log/log.ts'].includes(path)
  );
}

/** A library with one owner. */
const owned = (library: string, ...owners: readonly string[]): Rule => ({
  id: `${library} belongs to ${owners.join(' and ')}`,
  because: 'a library with one owner can be replaced in one place',
  applies: ({ to }) => to === `npm:${library}`,
  allowed: ({ from }) => within(...owners, 'tests')(from),
});

export const rules: readonly Rule[] = [
  {
    id: 'shared imports nothing but itself and zod',
    because: 'it runs in main, in windows and in tools alike: no Node, no Electron, no DOM, no React',
    applies: ({ from }) => within('shared')(from),
    allowed: ({ to }) => within('shared')(to) || to === 'npm:zod',
  },
  {
    id: 'a room of electron/ knows only the ports of the others',
    because: 'rooms meet in the wiring (electron/main.ts), so that each can be read and tested alone',
    applies: ({ from, to }) =>
      within('electron')(from) && !wires(from) && !within('electron/preload')(from) && within('electron')(to),
    allowed: ({ from, to }) => roomOf(from) === roomOf(to) || isPort(to),
  },
  {
    id: 'a preload knows the channels and nothing else of main',
    because: 'it is bundled into a sandboxed window',
    applies: ({ from, to }) => within('electron/preload')(from) && isFile(to),
    allowed: ({ to }) => within('shared', 'electron/preload')(to) || to === 'electron/ipc/channels.ts',
  },
  {
    id: 'electron/ does not import renderer/',
    because: 'main must run without any window',
    applies: ({ from }) => within('electron')(from),
    allowed: ({ to }) => !within('renderer')(to),
  },
  {
    id: 'renderer/ has no Node and no Electron',
    because: 'windows are sandboxed: they ask main through the contract',
    applies: ({ from }) => within('renderer')(from),
    allowed: ({ to }) => to !== 'npm:electron' && !to.startsWith('node:') && !within('electron')(to),
  },
  {
    id: "a feature does not import another feature's inside",
    because: 'features meet in stores and commands',
    applies: ({ from, to }) => within('renderer/features')(from) && within('renderer/features')(to),
    allowed: ({ from, to }) => roomOf(from) === roomOf(to),
  },
  {
    id: 'a feature builds on ui, stores, commands, i18n and shared',
    because: 'what two features need lives in one of these',
    applies: ({ from, to }) => within('renderer/features')(from) && isFile(to),
    allowed: ({ from, to }) =>
      roomOf(from) === roomOf(to) ||
      within('renderer/ui', 'renderer/stores', 'renderer/commands', 'renderer/i18n', 'shared')(to),
  },
  {
    id: 'the parts of renderer/ui know no feature',
    because: 'a part serves every feature alike',
    applies: ({ from }) => within('renderer/ui')(from),
    allowed: ({ to }) => !within('renderer/features', 'renderer/bridge', 'renderer/app')(to),
  },
  {
    id: 'the bridge is reached through stores and commands',
    because: 'one place knows how a window talks to main',
    applies: ({ to }) => within('renderer/bridge')(to),
    allowed: ({ from }) =>
      within(
        'renderer/bridge',
        'renderer/stores',
        'renderer/commands',
        'renderer/app',
        'renderer/media',
        'tests',
      )(from),
  },
  {
    id: 'the media window is alone',
    because: 'it never reloads with the desk and carries nothing of it',
    applies: ({ from, to }) =>
      within('renderer')(from) &&
      within('renderer')(to) &&
      within('renderer/media')(from) !== within('renderer/media')(to),
    allowed: ({ from, to }) => within('renderer/media')(from) && within('renderer/bridge')(to),
  },
  {
    id: 'nothing imports tests/',
    because: 'no code under test knows that it is tested',
    applies: ({ from }) => !within('tests')(from),
    allowed: ({ to }) => !within('tests')(to),
  },
  {
    id: 'the app does not import scripts/',
    because: 'the tools are not part of the product',
    applies: ({ from }) => within('electron', 'renderer', 'shared')(from),
    allowed: ({ to }) => !within('scripts')(to),
  },
  owned('sip.js', 'electron/sip'),
  owned('electron-store', 'electron/settings'),
  owned('better-sqlite3-multiple-ciphers', 'electron/store'),
  owned('werift', 'electron/training'),
  owned('ws', 'electron/sip', 'electron/training', 'electron/captions/funasr'),
  owned('@node-rs/jieba', 'electron/knowledge'),
  owned('pinyin-pro', 'electron/knowledge', 'electron/editor'),
  owned('mammoth', 'electron/editor'),
  owned('turndown', 'electron/editor'),
  owned('sanitize-html', 'electron/editor'),
  owned('diff', 'renderer/features/editor'),
  owned('@gorules/zen-engine', 'electron/risk'),
  owned('i18next', 'renderer/i18n'),
  owned('react-i18next', 'renderer/i18n'),
];

/** A sentence for each forbidden arrow: file, import, rule, reason. */
export function brokenRules(arrows: readonly Arrow[]): string[] {
  return rules.flatMap((rule) =>
    arrows
      .filter((arrow) => rule.applies(arrow) && !rule.allowed(arrow))
      .map(({ from, to }) => `${from} imports ${to}: ${rule.id} (${rule.because})`),
  );
}
