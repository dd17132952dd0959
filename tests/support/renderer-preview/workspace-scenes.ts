import { casesScenes } from './cases-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { editorScenes } from './editor-scenes.ts';
import { floorScenes } from './floor-scenes.ts';
import { incidentScenes } from './incident-scenes.ts';
import { reviewScenes } from './review.ts';
import { settingsScenes } from './settings-scenes.ts';
import { trainingScenes } from './training-scenes.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;

/** Every designed state of floor, training and settings; `base` is a desk at rest. */
export const workspaceScenes = (base: (now: number) => Scene): Scenes => ({
  ...casesScenes(base),
  ...floorScenes(base),
  ...incidentScenes(base),
  ...editorScenes(base),
  ...reviewScenes(base),
  ...trainingScenes(base),
  ...settingsScenes(base),
});
