import type { BranchLibrary } from './state.ts';

/** What there is before anything is read. Apart from the schemas: the first screen has none of them. */
export const noBranches: BranchLibrary = {
  branches: [],
  places: [],
  calendar: { holidays: [], worked: [] },
  refused: [],
};
