import flows from 'virtual:flows';
import { captionScenes } from './captions.ts';
import { careScenes } from './care-scenes.ts';
import { controlScenes } from './control-scenes.ts';
import { base, deskScenes, scam, talking } from './desk-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { linesScenes } from './lines-scenes.ts';
import { recordingScenes } from './recordings.ts';
import { soundScenes } from './sound-scenes.ts';
import { videoScenes } from './video-scenes.ts';
import { workspaceScenes } from './workspace-scenes.ts';

/** Every designed state of every workspace by name: `shoot.ts` takes pictures of them. */
export const scenes: Readonly<Record<string, (now: number) => Scene>> = {
  ...linesScenes,
  ...deskScenes,
  ...careScenes,
  ...controlScenes,
  ...videoScenes,
  ...captionScenes(scam),
  ...recordingScenes(talking, workspaceScenes(base)['training'] ?? base),
  flow: (now) => ({
    ...talking(now),
    'flows/library': flows.library,
    'flows/state': flows.begun,
  }),
  'flows-there': (now) => ({ ...talking(now), 'flows/library': flows.library }),
  ...soundScenes(base),
  ...workspaceScenes(base),
};
