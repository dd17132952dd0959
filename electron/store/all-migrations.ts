import type { Migration } from './db.ts';
import { auditMigrations } from './migrations/audit.ts';
import { callMigrations } from './migrations/call.ts';
import { careMigrations } from './migrations/care.ts';
import { callerMigrations } from './migrations/caller.ts';
import { caseMigrations } from './migrations/cases.ts';
import { controlMigrations } from './migrations/control.ts';
import { editorMigrations } from './migrations/editor.ts';
import { feedbackMigrations } from './migrations/feedback.ts';
import { flowMigrations } from './migrations/flows.ts';
import { guidanceMigrations } from './migrations/guidance.ts';
import { incidentMigrations } from './migrations/incident.ts';
import { keptCallMigrations } from './migrations/kept-calls.ts';
import { knowledgeMigrations } from './migrations/knowledge.ts';
import { measuresMigrations } from './migrations/measures.ts';
import { noticeMigrations } from './migrations/notices.ts';
import { pictureMigrations } from './migrations/picture.ts';
import { qualityMigrations } from './migrations/quality.ts';
import { recordingMigrations } from './migrations/recording.ts';
import { soundCheckMigrations } from './migrations/sound-check.ts';
import { sharingMigrations } from './migrations/sharing.ts';
import { textMigrations } from './migrations/text.ts';
import { trainingMigrations } from './migrations/training.ts';

/** Every room's steps. Within a room the order is that of its list; add a room at the end. */
export const allMigrations: readonly Migration[] = [
  ...callMigrations,
  ...guidanceMigrations,
  ...knowledgeMigrations,
  ...controlMigrations,
  ...callerMigrations,
  ...trainingMigrations,
  ...flowMigrations,
  ...qualityMigrations,
  ...incidentMigrations,
  ...feedbackMigrations,
  ...auditMigrations,
  ...sharingMigrations,
  ...noticeMigrations,
  ...keptCallMigrations,
  ...caseMigrations,
  ...textMigrations,
  ...editorMigrations,
  ...pictureMigrations,
  ...measuresMigrations,
  ...careMigrations,
  ...recordingMigrations,
  ...soundCheckMigrations,
];
