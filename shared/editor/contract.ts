import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { listFilters } from './list-filters.ts';
import { versionStates } from './phase.ts';
import {
  checkedSchema,
  contentIdSchema,
  contentKindSchema,
  contentTextSchema,
  editorStepSchema,
  hashSchema,
  originSchema,
  versionIdSchema,
  versionSchema,
} from './version.ts';

/** Whoever may sign in as the second person of a floor may edit, and the other one approves. */
const editors = { roles: ['teamLead', 'trainer'] } as const;
const done = z.strictObject({});
const day = z.iso.date().max(10);
const byVersion = { versionId: versionIdSchema };
const note = z.string().max(500);
const reason = z.string().trim().min(1).max(500);

/** One content in the list: what it is, what is in force, and the version that is on the table. */
export const contentRowSchema = z.strictObject({
  kind: contentKindSchema,
  contentId: contentIdSchema,
  title: z.strictObject({ zh: z.string().max(200), en: z.string().max(200) }),
  /** State of the version that is open, else of the newest one; null: the program's own file and nothing else. */
  state: z.enum(versionStates).nullable(),
  /** A published version whose first day has not come. */
  scheduledFrom: day.nullable(),
  changedAt: instantSchema.nullable(),
  by: z.string().max(80),
});
export type ContentRow = z.infer<typeof contentRowSchema>;

export const inForceSchema = z.strictObject({
  text: contentTextSchema,
  hash: hashSchema,
  /** `file`: the program's own. */
  source: z.union([originSchema, z.literal('file')]),
  versionId: versionIdSchema.nullable(),
  since: day.nullable(),
});
export type InForce = z.infer<typeof inForceSchema>;

/** Everything about one content: what is in force, the version looked at with its text as checked, and what was before. */
export const contentSheetSchema = z.strictObject({
  kind: contentKindSchema,
  contentId: contentIdSchema,
  title: z.strictObject({ zh: z.string().max(200), en: z.string().max(200) }),
  inForce: inForceSchema.nullable(),
  version: versionSchema.nullable(),
  /** Of the version, else of what is in force. */
  text: contentTextSchema,
  checked: checkedSchema,
  steps: z.array(editorStepSchema).max(200),
  /** Newest first, the one looked at with them. */
  versions: z.array(versionSchema).max(50),
});
export type ContentSheet = z.infer<typeof contentSheetSchema>;

export const editorCommands = {
  'editor/list': command(
    z.strictObject({
      kind: contentKindSchema.nullable(),
      filter: z.enum(listFilters),
      text: z.string().max(200),
    }),
    /** `more`: there are others; a word narrows it down. */
    z.strictObject({ rows: z.array(contentRowSchema).max(300), more: z.boolean() }),
    editors,
  ),
  /** `versionId` null: the open one, else what is in force. */
  'editor/read': command(
    z.strictObject({
      kind: contentKindSchema,
      contentId: contentIdSchema,
      versionId: versionIdSchema.nullable(),
    }),
    contentSheetSchema,
    editors,
  ),
  /** A draft of what is in force, or of something new. `query`: what was searched in vain. */
  'editor/begin': command(
    z.strictObject({
      kind: contentKindSchema,
      contentId: contentIdSchema.nullable(),
      query: z.string().max(200),
    }),
    z.strictObject({ versionId: versionIdSchema, contentId: contentIdSchema }),
    editors,
  ),
  /** On disk when it is answered. `revision`: the one the text was begun from. */
  'editor/save': command(
    z.strictObject({ ...byVersion, revision: z.int().nonnegative(), text: contentTextSchema }),
    z.strictObject({ revision: z.int().nonnegative(), contentId: contentIdSchema, checked: checkedSchema }),
    editors,
  ),
  'editor/submit': command(z.strictObject({ ...byVersion, note }), done, editors),
  'editor/take-back': command(z.strictObject(byVersion), done, editors),
  /** The second person. `hash`: of the text that was on the screen. */
  'editor/approve': command(z.strictObject({ ...byVersion, hash: hashSchema }), done, editors),
  'editor/give-back': command(z.strictObject({ ...byVersion, reason }), done, editors),
  /** `from` null: today. `to` null: until there is another. */
  'editor/publish': command(
    z.strictObject({ ...byVersion, from: day.nullable(), to: day.nullable() }),
    done,
    editors,
  ),
  /** What was in force before comes back at once. */
  'editor/withdraw': command(z.strictObject({ ...byVersion, reason }), done, editors),
  'editor/discard': command(z.strictObject(byVersion), done, editors),
  /** Asks for a folder. `started` false: the person changed their mind. */
  'editor/import': command(z.strictObject({}), z.strictObject({ started: z.boolean() }), editors),
  'editor/cancel-import': command(z.strictObject({}), done, editors),
  /** Asks for a folder and writes what is in force into it. `folder`: its name; null when the person changed their mind. */
  'editor/export': command(
    z.strictObject({}),
    z.strictObject({ folder: z.string().max(300).nullable(), files: z.int().nonnegative() }),
    editors,
  ),
  /** Asks the bank's content service now. */
  'editor/sync': command(z.strictObject({}), done, editors),
} as const;

/** A file or an item that was not taken, and why. */
export const refusedItemSchema = z.strictObject({
  file: z.string().max(300),
  line: z.int().nonnegative(),
  reason: z.string().max(1000),
});
export type RefusedItem = z.infer<typeof refusedItemSchema>;

export const importStateSchema = z.strictObject({
  phase: z.enum(['running', 'done', 'cancelled']),
  /** Its name without the path. */
  folder: z.string().max(300),
  total: z.int().nonnegative(),
  done: z.int().nonnegative(),
  /** Drafts made, and files that say what is in force already. */
  drafts: z.int().nonnegative(),
  same: z.int().nonnegative(),
  refused: z.array(refusedItemSchema).max(500),
  /** Taken, with something left out or still to be mended. */
  remarks: z.array(refusedItemSchema).max(500),
});
export type ImportState = z.infer<typeof importStateSchema>;

export const syncTroubles = [
  'unreachable',
  'timeout',
  'unauthorized',
  'answered',
  'badAnswer',
  'tooLarge',
  'certificate',
] as const;

export const syncStateSchema = z.strictObject({
  /** `off`: no address is set. */
  phase: z.enum(['off', 'idle', 'running']),
  askedAt: instantSchema.nullable(),
  /** The last time the service answered whole. */
  heardAt: instantSchema.nullable(),
  trouble: z.enum(syncTroubles).nullable(),
  /** Items in force from the service. */
  items: z.int().nonnegative(),
  refused: z.array(refusedItemSchema).max(200),
});
export type SyncState = z.infer<typeof syncStateSchema>;

export const editorStateSchema = z.strictObject({
  /** Moves with every change, so that what is open is read again. */
  changedAt: z.number().nonnegative(),
  /** Versions in review that the person who is signed in may approve. */
  waiting: z.int().nonnegative(),
  import: importStateSchema.nullable(),
  sync: syncStateSchema,
});
export type EditorState = z.infer<typeof editorStateSchema>;

export const noEditorState: EditorState = {
  changedAt: 0,
  waiting: 0,
  import: null,
  sync: { phase: 'off', askedAt: null, heardAt: null, trouble: null, items: 0, refused: [] },
};

export const editorTopics = { 'editor/state': topic(editorStateSchema) } as const;
