import { createMeasures, type MeasuresRoom } from '#electron/measures/measures.ts';
import type { MeasuresRepository } from '#electron/measures/ports.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import type { SoundCheckRoom } from '#electron/media/sound-check.ts';
import type { Db } from '#electron/store/db.ts';
import { createMeasuresRepository } from '#electron/store/measures-repository.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { Base } from './base.ts';
import { type CaptionParts, composeCaptions } from './captions.ts';
import type { Relays } from './relays.ts';
import { composeSoundCheck } from './sound-check.ts';
import type { Telephone } from './telephone.ts';

/** The ears of the desk: the audio measures, the captions and the trying of the devices. What is kept of them, and what is asked, come with the store. */
export function composeMeasures(deps: {
  readonly base: Base;
  readonly telephone: Telephone;
  readonly link: MediaLink;
  readonly relays: Relays;
}): MeasuresRoom & {
  readonly captions: CaptionParts;
  readonly soundCheck: SoundCheckRoom;
  open(db: Db, guidance: Source<GuidanceState>): void;
} {
  const { telephone, link, relays } = deps;
  const { clock, log } = deps.base;
  const { values } = deps.base.settings;
  let repository: MeasuresRepository | null = null;
  const measures = createMeasures({
    clock,
    log,
    media: telephone.media,
    calls: telephone.calls.state,
    current: telephone.calls.current,
    isOn: () => values.get()['audio.measures'],
    calmPace: () => values.get()['care.calmPace'],
    repository: () => repository,
  });
  values.subscribe(measures.renew);
  relays['measures/state'].connect(measures.state);
  const soundCheck = composeSoundCheck({ clock, log, telephone, values });
  const captions = composeCaptions({
    ...{ clock, log, telephone, link, values },
    recording: relays['recording/state'],
  });
  relays['captions/state'].connect(captions.state);
  return {
    ...measures,
    soundCheck,
    captions,
    dispose() {
      captions.dispose();
      soundCheck.dispose();
      measures.dispose();
    },
    open(db, guidance) {
      soundCheck.open(db);
      repository = createMeasuresRepository(db);
      followAsked(guidance, measures);
    },
  };
}

/** 'Asked' starts the clock of the answer on the line, whoever pressed it and wherever. */
function followAsked(guidance: Source<GuidanceState>, measures: MeasuresRoom): void {
  let lastAt = 0;
  guidance.subscribe(({ callId, asked }) => {
    const last = asked.at(-1);
    if (callId === null || last === undefined || last.askedAt <= lastAt) return;
    lastAt = last.askedAt;
    if (last.latencyMs === null) measures.questionAsked(callId);
  });
}
