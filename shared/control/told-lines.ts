/** What is read to the caller about a hold, so that nobody takes it for more than it is. */
export const toldLines = ['stops', 'mayPass', 'credits', 'undo'] as const;
export type ToldLine = (typeof toldLines)[number];

/** Languages in which the lines are kept ready. */
export const toldLanguages = ['zh', 'en', 'ja', 'ko'] as const;
export type ToldLanguage = (typeof toldLanguages)[number];
