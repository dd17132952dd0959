import type { HandlersOf } from '#shared/contract/index.ts';
import type { diagnosticsCommands } from '#shared/diagnostics/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';

export interface DiagnosticsDeps {
  /** Calls on the desk now, live or just ended. */
  readonly calls: () => readonly string[];
  /** Masked; of these calls, or of everything for null. */
  readonly trace: (callIds: readonly string[] | null) => { readonly text: string; readonly messages: number };
  /** Asks the person where to; null when they thought better of it. Rejects when the disk refuses. */
  readonly save: (suggested: string, text: string) => Promise<string | null>;
  readonly now: () => number;
  /** One line a fact, for whoever reads the file: versions, system. */
  readonly about: () => readonly string[];
}

export function createDiagnosticsHandlers(deps: DiagnosticsDeps): HandlersOf<typeof diagnosticsCommands> {
  return {
    async 'diagnostics/save-trace'() {
      const calls = deps.calls();
      const { text, messages } = deps.trace(calls.length === 0 ? null : calls);
      const head = [
        ...deps.about(),
        `Messages: ${messages}. Numbers, names, credentials and texts are masked.`,
      ];
      try {
        const day = new Date(deps.now()).toISOString().slice(0, 10);
        const fileName = await deps.save(`sip-trace-${day}.txt`, `${head.join('\n')}\n\n${text}`);
        return ok({ fileName, messages });
      } catch (error) {
        const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
        return fail(appError('diagnostics/not-saved', { detail }, 'later'));
      }
    },
  };
}
