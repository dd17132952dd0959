import { z } from 'zod';
import { callErrors } from '#shared/call/errors.ts';
import { seatErrors } from '#shared/seat/errors.ts';
import { trainingErrors } from '#shared/training/errors.ts';
import { careErrors } from '#shared/care/errors.ts';
import { callerErrors } from '#shared/caller/errors.ts';
import { auditErrors } from '#shared/audit/errors.ts';
import { controlErrors } from '#shared/control/errors.ts';
import { caseErrors } from '#shared/cases/errors.ts';
import { coreErrors } from '#shared/core/errors.ts';
import { accessErrors } from '#shared/access/errors.ts';
import { settingsErrors } from '#shared/settings/errors.ts';
import { knowledgeErrors } from '#shared/knowledge/errors.ts';
import { noticeErrors } from '#shared/notices/errors.ts';
import { sharingErrors } from '#shared/sharing/errors.ts';
import { pictureErrors } from '#shared/picture/errors.ts';
import { textErrors } from '#shared/text/errors.ts';
import { diagnosticsErrors } from '#shared/diagnostics/errors.ts';
import { editorErrors } from '#shared/editor/errors.ts';
import { feedbackErrors } from '#shared/feedback/errors.ts';
import { flowErrors } from '#shared/flows/errors.ts';
import { incidentErrors } from '#shared/incident/errors.ts';
import { guidanceErrors } from '#shared/guidance/errors.ts';
import { qualityErrors } from '#shared/quality/errors.ts';
import { reviewErrors } from '#shared/review/errors.ts';
import { recordingErrors } from '#shared/recording/errors.ts';
import { commonErrors } from './common.ts';

/** Every error code of the product with the parameters it carries. The window turns a code into words (`error.<code>`). */
export const errorParams = {
  ...knowledgeErrors,
  ...commonErrors,
  ...callErrors,
  ...seatErrors,
  ...trainingErrors,
  ...coreErrors,
  ...caseErrors,
  ...callerErrors,
  ...careErrors,
  ...controlErrors,
  ...auditErrors,
  ...accessErrors,
  ...settingsErrors,
  ...guidanceErrors,
  ...flowErrors,
  ...qualityErrors,
  ...incidentErrors,
  ...feedbackErrors,
  ...reviewErrors,
  ...sharingErrors,
  ...textErrors,
  ...pictureErrors,
  ...noticeErrors,
  ...diagnosticsErrors,
  ...editorErrors,
  ...recordingErrors,
} as const;

export type ErrorCode = keyof typeof errorParams;
export type Retry = 'no' | 'now' | 'later';

/** A failure that a window can put into words: code, its parameters, and whether trying again makes sense. */
export type AppError = {
  [C in ErrorCode]: {
    readonly code: C;
    readonly params: z.infer<(typeof errorParams)[C]>;
    readonly retry: Retry;
  };
}[ErrorCode];

/** Builds an AppError; the parameters are checked by the compiler. */
export function appError<C extends ErrorCode>(
  code: C,
  params: z.infer<(typeof errorParams)[C]>,
  retry: Retry = 'no',
): AppError {
  return { code, params, retry } as AppError;
}

/** For the wire: any AppError, its parameters checked against its code. */
export const appErrorSchema = z
  .strictObject({
    code: z.enum(Object.keys(errorParams) as [ErrorCode, ...ErrorCode[]]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    retry: z.enum(['no', 'now', 'later']),
  })
  .refine(
    (error) => errorParams[error.code].safeParse(error.params).success,
    'parameters do not fit the code',
  )
  .transform((error) => error as unknown as AppError);
