import { noCareList, noCareState } from '#shared/care/contract.ts';
import { noCallerState } from '#shared/caller/state.ts';
import { noHolds } from '#shared/control/state.ts';
import type { TopicSnapshot } from '#shared/contract/index.ts';
import { emptyLibrary } from '#shared/guidance/library.ts';
import { noEditorState } from '#shared/editor/contract.ts';
import { noFlows, noFlowsState } from '#shared/flows/state.ts';
import { noCases } from '#shared/cases/state.ts';
import { noCallState } from '#shared/guidance/state.ts';
import { noBranches } from '#shared/branches/none.ts';
import { noDocuments } from '#shared/documents/state.ts';
import { noNotices } from '#shared/notices/contract.ts';
import { noPictures } from '#shared/picture/contract.ts';
import { noSharingLibrary, nothingShared } from '#shared/sharing/contract.ts';
import { noTexts } from '#shared/text/contract.ts';
import { noCaptions } from '#shared/captions/contract.ts';
import { noMeasures } from '#shared/measures/state.ts';
import { noQualityState } from '#shared/quality/state.ts';
import { noIncidents } from '#shared/incident/contract.ts';
import { noCoreDrill } from '#shared/training/core-drill.ts';
import { noRecordings } from '#shared/recording/contract.ts';
import { noRiskState } from '#shared/risk/state.ts';
import { createRelay, type Relay } from './late.ts';

/** Topics of rooms that open with the store, and what they show until then: nothing, and never something untrue. */
export interface Relays {
  readonly 'knowledge/state': Relay<TopicSnapshot<'knowledge/state'>>;
  readonly 'core/health': Relay<TopicSnapshot<'core/health'>>;
  readonly 'caller/state': Relay<TopicSnapshot<'caller/state'>>;
  readonly 'care/state': Relay<TopicSnapshot<'care/state'>>;
  readonly 'care/list': Relay<TopicSnapshot<'care/list'>>;
  readonly 'control/state': Relay<TopicSnapshot<'control/state'>>;
  readonly 'cases/state': Relay<TopicSnapshot<'cases/state'>>;
  readonly 'floor/state': Relay<TopicSnapshot<'floor/state'>>;
  readonly 'training/scenarios': Relay<TopicSnapshot<'training/scenarios'>>;
  readonly 'training/core': Relay<TopicSnapshot<'training/core'>>;
  readonly 'training/run': Relay<TopicSnapshot<'training/run'>>;
  readonly 'guidance/state': Relay<TopicSnapshot<'guidance/state'>>;
  readonly 'incident/state': Relay<TopicSnapshot<'incident/state'>>;
  readonly 'risk/state': Relay<TopicSnapshot<'risk/state'>>;
  readonly 'guidance/library': Relay<TopicSnapshot<'guidance/library'>>;
  readonly 'flows/state': Relay<TopicSnapshot<'flows/state'>>;
  readonly 'flows/library': Relay<TopicSnapshot<'flows/library'>>;
  readonly 'notices/state': Relay<TopicSnapshot<'notices/state'>>;
  readonly 'sharing/state': Relay<TopicSnapshot<'sharing/state'>>;
  readonly 'picture/state': Relay<TopicSnapshot<'picture/state'>>;
  readonly 'sharing/library': Relay<TopicSnapshot<'sharing/library'>>;
  readonly 'text/state': Relay<TopicSnapshot<'text/state'>>;
  readonly 'branches/library': Relay<TopicSnapshot<'branches/library'>>;
  readonly 'documents/library': Relay<TopicSnapshot<'documents/library'>>;
  readonly 'editor/state': Relay<TopicSnapshot<'editor/state'>>;
  readonly 'feedback/state': Relay<TopicSnapshot<'feedback/state'>>;
  readonly 'quality/state': Relay<TopicSnapshot<'quality/state'>>;
  readonly 'measures/state': Relay<TopicSnapshot<'measures/state'>>;
  readonly 'captions/state': Relay<TopicSnapshot<'captions/state'>>;
  readonly 'recording/state': Relay<TopicSnapshot<'recording/state'>>;
}

export function createRelays(now: number): Relays {
  return {
    'knowledge/state': createRelay({ phase: 'starting', articleCount: 0, indexedAt: null, problems: [] }),
    'core/health': createRelay({
      state: 'unknown',
      latencyMs: null,
      lastOkAt: null,
      checkedAt: null,
      problem: null,
      sandbox: false,
    }),
    'caller/state': createRelay(noCallerState),
    'care/state': createRelay(noCareState),
    'care/list': createRelay(noCareList),
    'control/state': createRelay(noHolds),
    'cases/state': createRelay(noCases(now)),
    'floor/state': createRelay({ seats: [], queues: [], feed: { source: 'off', asOf: now } }),
    'training/scenarios': createRelay({ scenarios: [] }),
    'training/core': createRelay(noCoreDrill),
    'training/run': createRelay({ run: null }),
    'guidance/state': createRelay(noCallState),
    'flows/state': createRelay(noFlowsState),
    'flows/library': createRelay(noFlows),
    'incident/state': createRelay(noIncidents),
    'risk/state': createRelay(noRiskState),
    'notices/state': createRelay(noNotices),
    'sharing/state': createRelay(nothingShared),
    'picture/state': createRelay(noPictures),
    'sharing/library': createRelay(noSharingLibrary),
    'text/state': createRelay(noTexts),
    'branches/library': createRelay(noBranches),
    'documents/library': createRelay(noDocuments),
    'editor/state': createRelay(noEditorState),
    'feedback/state': createRelay({ open: 0, changedAt: 0 }),
    'quality/state': createRelay(noQualityState),
    'measures/state': createRelay(noMeasures),
    'captions/state': createRelay(noCaptions),
    'recording/state': createRelay(noRecordings),
    'guidance/library': createRelay(emptyLibrary),
  };
}
