/**
 * 关怀标签: who needs care. Ids as in the domain, most demanding for the seat first: the order in which a panel shows them.
 * Words are content (`assets/care-cards`) and locales, never here.
 */
export const careFlagIds = [
  'crisis',
  'hearingImpaired',
  'foreignLanguage',
  'elderly',
  'visuallyImpaired',
  'distress',
  'thirdParty',
  'minor',
  'hardship',
  'disasterArea',
  'serving',
  'priority',
] as const;

export type CareFlag = (typeof careFlagIds)[number];
