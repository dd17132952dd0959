import type { TopicSnapshot } from '#shared/contract/index.ts';
import type { Mirrors } from './mirrors.ts';
import type { View } from './view.ts';

/** Everything a command or a selector may look at, as of one moment. null: not heard of yet. */
export interface DeskState {
  readonly access: TopicSnapshot<'access/state'> | null;
  readonly settings: TopicSnapshot<'settings/state'> | null;
  readonly calls: TopicSnapshot<'call/state'> | null;
  readonly line: TopicSnapshot<'line/state'> | null;
  readonly seat: TopicSnapshot<'seat/state'> | null;
  readonly caller: TopicSnapshot<'caller/state'> | null;
  readonly seatDirectory: TopicSnapshot<'seat/directory'> | null;
  readonly care: TopicSnapshot<'care/state'> | null;
  readonly careList: TopicSnapshot<'care/list'> | null;
  readonly control: TopicSnapshot<'control/state'> | null;
  readonly cases: TopicSnapshot<'cases/state'> | null;
  readonly risk: TopicSnapshot<'risk/state'> | null;
  readonly core: TopicSnapshot<'core/health'> | null;
  readonly guidance: TopicSnapshot<'guidance/state'> | null;
  readonly library: TopicSnapshot<'guidance/library'> | null;
  readonly flows: TopicSnapshot<'flows/state'> | null;
  readonly flowLibrary: TopicSnapshot<'flows/library'> | null;
  readonly notices: TopicSnapshot<'notices/state'> | null;
  readonly sharing: TopicSnapshot<'sharing/state'> | null;
  readonly pictures: TopicSnapshot<'picture/state'> | null;
  readonly sharingLibrary: TopicSnapshot<'sharing/library'> | null;
  readonly text: TopicSnapshot<'text/state'> | null;
  readonly branches: TopicSnapshot<'branches/library'> | null;
  readonly quality: TopicSnapshot<'quality/state'> | null;
  readonly media: TopicSnapshot<'media/state'> | null;
  readonly soundCheck: TopicSnapshot<'media/sound-check'> | null;
  readonly measures: TopicSnapshot<'measures/state'> | null;
  readonly recording: TopicSnapshot<'recording/state'> | null;
  readonly captions: TopicSnapshot<'captions/state'> | null;
  readonly scenarios: TopicSnapshot<'training/scenarios'> | null;
  readonly training: TopicSnapshot<'training/run'> | null;
  readonly coreDrill: TopicSnapshot<'training/core'> | null;
  readonly incidents: TopicSnapshot<'incident/state'> | null;
  readonly editor: TopicSnapshot<'editor/state'> | null;
  readonly slate: TopicSnapshot<'slate/state'> | null;
  readonly specialists: TopicSnapshot<'seat/directory'> | null;
  readonly view: View;
}

export function collectState(mirrors: Mirrors, view: View): DeskState {
  return {
    access: mirrors.snapshot('access/state'),
    settings: mirrors.snapshot('settings/state'),
    calls: mirrors.snapshot('call/state'),
    line: mirrors.snapshot('line/state'),
    seat: mirrors.snapshot('seat/state'),
    caller: mirrors.snapshot('caller/state'),
    seatDirectory: mirrors.snapshot('seat/directory'),
    care: mirrors.snapshot('care/state'),
    careList: mirrors.snapshot('care/list'),
    control: mirrors.snapshot('control/state'),
    cases: mirrors.snapshot('cases/state'),
    risk: mirrors.snapshot('risk/state'),
    editor: mirrors.snapshot('editor/state'),
    core: mirrors.snapshot('core/health'),
    guidance: mirrors.snapshot('guidance/state'),
    library: mirrors.snapshot('guidance/library'),
    flows: mirrors.snapshot('flows/state'),
    flowLibrary: mirrors.snapshot('flows/library'),
    notices: mirrors.snapshot('notices/state'),
    sharing: mirrors.snapshot('sharing/state'),
    pictures: mirrors.snapshot('picture/state'),
    sharingLibrary: mirrors.snapshot('sharing/library'),
    text: mirrors.snapshot('text/state'),
    branches: mirrors.snapshot('branches/library'),
    quality: mirrors.snapshot('quality/state'),
    media: mirrors.snapshot('media/state'),
    soundCheck: mirrors.snapshot('media/sound-check'),
    measures: mirrors.snapshot('measures/state'),
    recording: mirrors.snapshot('recording/state'),
    captions: mirrors.snapshot('captions/state'),
    scenarios: mirrors.snapshot('training/scenarios'),
    training: mirrors.snapshot('training/run'),
    coreDrill: mirrors.snapshot('training/core'),
    incidents: mirrors.snapshot('incident/state'),
    slate: mirrors.snapshot('slate/state'),
    specialists: mirrors.snapshot('seat/directory'),
    view,
  };
}
