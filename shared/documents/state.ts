import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { documentSchema } from './document.ts';

/** Every kind of document in its order, for the window to pick from without asking. */
export const documentLibrarySchema = z.strictObject({
  documents: z.array(documentSchema).max(60),
  refused: z.array(refusedFileSchema).max(60),
});
export type DocumentLibrary = z.infer<typeof documentLibrarySchema>;
export const noDocuments: DocumentLibrary = { documents: [], refused: [] };

export const documentTopics = { 'documents/library': topic(documentLibrarySchema) } as const;
