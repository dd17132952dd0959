import { codeOf, problemOfCode } from '#electron/core/tls-problem.ts';
import { type CaptionProblem, captionProblemSchema } from '#shared/captions/contract.ts';

/** What stands between the desk and a recogniser, from the error of a connection; null: the network is not it. */
export function networkProblem(error: unknown): CaptionProblem | null {
  const known = captionProblemSchema.safeParse(problemOfCode(codeOf(error)));
  return known.success ? known.data : null;
}
