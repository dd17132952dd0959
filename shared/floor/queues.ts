/** The queues of the embedded exchange. The words are `queue.<id>`; a real exchange's queue names come by configuration. */
export const queueIds = [
  'queue-general',
  'queue-elderly',
  'queue-cards',
  'queue-foreign',
  'queue-hearing',
  'queue-risk',
] as const;
export type QueueId = (typeof queueIds)[number];

export const isQueueId = (id: string): id is QueueId => (queueIds as readonly string[]).includes(id);
