/** Raise when the way an entry is built changes: every article is then indexed anew. */
export const entryFormat = 4;
