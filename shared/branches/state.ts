import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { branchSchema, calendarSchema, placeSchema } from './branch.ts';

/** All branches, so that the window searches without asking again. */
export const branchLibrarySchema = z.strictObject({
  branches: z.array(branchSchema).max(10_000),
  places: z.array(placeSchema).max(500),
  calendar: calendarSchema,
  refused: z.array(refusedFileSchema).max(100),
});
export type BranchLibrary = z.infer<typeof branchLibrarySchema>;

export const branchTopics = { 'branches/library': topic(branchLibrarySchema) } as const;
