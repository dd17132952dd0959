/** `open`: somebody's work (draft, in review, approved) · `review`: to be looked at · `published`: beside or before the program's own. */
export const listFilters = ['all', 'open', 'review', 'published'] as const;
export type ListFilter = (typeof listFilters)[number];
