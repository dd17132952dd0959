import type { SettingGroup } from '#renderer/features/settings/groups.ts';
import type { Overlay } from '#renderer/stores/view.ts';

/** How a scene gets to what opens over it: by the keys an agent would press. */
interface Way {
  readonly scene: string;
  /** As Playwright writes them; `Tab to <selector>`: as many as it takes. */
  readonly keys: readonly string[];
}

/** Scenes of a workspace that is not the first of its person, and the keys that lead there. */
const workspaceKeys: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^cases-/, ['Control+2']],
  [/^incident-/, ['Control+4']],
  [/^content/, ['Control+5']],
  [/^feedback$/, ['Control+5', 'Alt+Shift+t']],
  [/^review$/, ['Control+7']],
  [/^settings/, ['Control+,']],
  [/^sound-/, ['Control+F10']],
  [/^recordings$/, ['Control+Shift+h']],
];

export const keysTo = (scene: string): readonly string[] =>
  workspaceKeys.find(([name]) => name.test(scene))?.[1] ?? [];

/** Everything that can be open over a workspace, each once. A new one does not compile until its way is here. */
export const overlayWays: Readonly<Record<Overlay['kind'], Way>> = {
  palette: { scene: 'scam', keys: ['Control+p'] },
  dialPad: { scene: 'ready', keys: ['F3'] },
  transfer: { scene: 'lines-talking', keys: ['F7'] },
  addParty: { scene: 'lines-talking', keys: ['F8'] },
  playbooks: { scene: 'scam', keys: ['Alt+b'] },
  flows: { scene: 'flows-there', keys: ['Alt+f'] },
  flags: { scene: 'flags-set', keys: ['Alt+t'] },
  verify: { scene: 'quiet', keys: ['Alt+v'] },
  speaker: { scene: 'quiet', keys: ['Alt+c'] },
  reveal: { scene: 'quiet', keys: ['Alt+e'] },
  feedback: { scene: 'quiet', keys: ['Alt+j'] },
  branches: { scene: 'quiet', keys: ['Alt+o'] },
  documents: { scene: 'foreign', keys: ['Alt+Shift+e'] },
  push: { scene: 'hearing', keys: ['Alt+Shift+p'] },
  picture: { scene: 'hearing', keys: ['Alt+Shift+i'] },
  notices: { scene: 'ready', keys: ['Alt+p'] },
  sound: { scene: 'ready', keys: ['Control+F10'] },
  caseOutcome: { scene: 'case-call', keys: ['Alt+x'] },
  control: { scene: 'quiet', keys: ['Alt+Shift+k'] },
  followUp: { scene: 'crisis', keys: ['Alt+Shift+v'] },
  help: { scene: 'floor-help', keys: ['Control+F9'] },
  releases: { scene: 'floor-releases', keys: ['Alt+Shift+h'] },
  recordings: { scene: 'recordings', keys: ['Control+Shift+h'] },
  seatMenu: { scene: 'ready', keys: ['F10'] },
};

/** Every group of the settings below the first, in its order: so many arrows down. */
const groupsBelow: Readonly<Record<Exclude<SettingGroup, 'look'>, number>> = {
  exchange: 1,
  core: 2,
  audio: 3,
  video: 4,
  recording: 5,
  captions: 6,
  seat: 7,
  care: 8,
};
const settingWays: Readonly<Record<string, Way>> = Object.fromEntries(
  Object.entries(groupsBelow).map(([group, down]) => [
    `settings: ${group}`,
    {
      scene: 'settings',
      keys: ['Control+,', 'Control+j', ...Array.from({ length: down }, () => 'ArrowDown')],
    },
  ]),
);

/** What is not an overlay and comes by keys all the same. */
export const otherWays: Readonly<Record<string, Way>> = {
  article: { scene: 'quiet', keys: ['Control+l', 'Enter'] },
  found: { scene: 'quiet', keys: ['Control+l', 'k'] },
  'found nothing': { scene: 'quiet', keys: ['Control+l', 'z', 'z', 'z', 'z'] },
  phrases: { scene: 'hearing', keys: ['F6', 'F6'] },
  'quality list': { scene: 'scam', keys: ['Alt+Shift+y'] },
  'call opened': {
    scene: 'review',
    keys: ['Control+7', 'Control+j', 'Tab to .list-row', 'ArrowDown', 'Control+Enter'],
  },
  ...settingWays,
};
