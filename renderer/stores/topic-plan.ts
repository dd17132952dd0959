import type { TopicName } from '#shared/contract/index.ts';

/** `first`: needed for the first paint · `desk`: needed once somebody is signed in · `later`: large or rarely looked at. */
export type TopicTurn = 'first' | 'desk' | 'later';

/** When each topic is asked for. Typed by the contract: a topic that is not planned does not compile. */
export const topicPlan: Readonly<Record<TopicName, TopicTurn>> = {
  'access/state': 'first',
  'settings/state': 'first',
  'call/state': 'desk',
  'line/state': 'desk',
  'seat/state': 'desk',
  'seat/directory': 'later',
  'slate/state': 'desk',
  'caller/state': 'desk',
  'care/state': 'desk',
  'care/list': 'desk',
  'control/state': 'desk',
  'cases/state': 'desk',
  'core/health': 'desk',
  'guidance/state': 'desk',
  'risk/state': 'desk',
  'guidance/library': 'later',
  'flows/state': 'desk',
  'quality/state': 'desk',
  'feedback/state': 'later',
  'editor/state': 'later',
  'sharing/state': 'desk',
  'text/state': 'desk',
  'picture/state': 'desk',
  'sharing/library': 'later',
  'notices/state': 'desk',
  'branches/library': 'later',
  'documents/library': 'later',
  'flows/library': 'later',
  'knowledge/state': 'later',
  'media/state': 'desk',
  'media/sound-check': 'desk',
  'measures/state': 'desk',
  'recording/state': 'desk',
  'captions/state': 'desk',
  'incident/state': 'later',
  'floor/state': 'later',
  'training/scenarios': 'later',
  'training/core': 'desk',
  'training/run': 'later',
};

export const topicNames = Object.keys(topicPlan) as readonly TopicName[];
