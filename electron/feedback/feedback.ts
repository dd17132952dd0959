import type { Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { FeedbackState } from '#shared/feedback/contract.ts';
import type { FeedbackContext, FeedbackEntry } from '#shared/feedback/entry.ts';
import { scrubbed } from '#shared/feedback/scrub.ts';
import { looksSecret } from '#shared/flows/secret.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { feedbackLines, feedbackTable } from './export.ts';
import type { SaveFile, FeedbackRepository } from './ports.ts';

export interface FeedbackDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: FeedbackRepository;
  readonly person: () => FeedbackEntry['by'] | null;
  /** What is going on at this moment; null between calls. */
  readonly context: () => FeedbackContext | null;
  readonly saveFile: SaveFile;
  /** A table as a file that a spreadsheet opens and runs nothing of. */
  readonly csvText: (rows: readonly (readonly string[])[]) => Promise<string>;
}

type Of<C extends 'capture' | 'annotate' | 'settle' | 'export'> = CommandInput<`feedback/${C}`>;
type Done = Result<Record<string, never>>;

export interface Feedback {
  readonly state: Source<FeedbackState>;
  capture(input: Of<'capture'>): Result<CommandOutput<'feedback/capture'>>;
  annotate(input: Of<'annotate'>): Done;
  list(): Result<CommandOutput<'feedback/list'>>;
  settle(input: Of<'settle'>): Done;
  export(input: Of<'export'>): Promise<Result<CommandOutput<'feedback/export'>>>;
}

/** 2026-11-28, as it stands in a file's name. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const maxListed = 500;
const maxUnanswered = 200;
const maxExported = 100_000;

export function createFeedback(deps: FeedbackDeps): Feedback {
  const { clock, repository } = deps;
  const state = createPublisher<FeedbackState>({ open: repository.open(), changedAt: clock.now() });
  const changed = (): void => state.set({ open: repository.open(), changedAt: clock.now() });
  const change = (feedbackId: string, make: (entry: FeedbackEntry) => FeedbackEntry): Done => {
    const entry = repository.entry(feedbackId);
    if (!entry) return fail(appError('feedback/unknown', { feedbackId }));
    repository.replace(make(entry));
    changed();
    return ok({});
  };
  const notSignedIn = () => fail(appError('common/not-allowed', { need: 'signedIn' }));
  return {
    state,
    capture({ kind, query, articleId }) {
      const by = deps.person();
      if (by === null) return notSignedIn();
      const feedbackId = deps.newId();
      repository.add({
        feedbackId,
        kind,
        at: clock.now(),
        by,
        query: scrubbed(query.trim()).slice(0, 200),
        articleId,
        context: deps.context(),
        note: '',
        state: 'open',
        settled: null,
      });
      changed();
      return ok({ feedbackId });
    },
    annotate({ feedbackId, note }) {
      const words = note.trim();
      if (looksSecret(words) || scrubbed(words) !== words.normalize('NFKC'))
        return fail(appError('feedback/looks-secret', {}));
      const who = deps.person()?.personId;
      const entry = repository.entry(feedbackId);
      // Somebody else's entry, or one the editor has settled, is not for adding to.
      if (entry?.by.personId !== who || entry?.state !== 'open')
        return fail(appError('feedback/unknown', { feedbackId }));
      return change(feedbackId, (one) => ({ ...one, note: words }));
    },
    list: () =>
      ok({
        entries: [...repository.entries(maxListed)],
        unanswered: repository
          .unanswered(maxUnanswered)
          .map((one) => ({ ...one, query: scrubbed(one.query).slice(0, 200) })),
      }),
    settle({ feedbackId, state: next }) {
      const by = deps.person();
      if (by === null) return notSignedIn();
      return change(feedbackId, (entry) => ({
        ...entry,
        state: next,
        settled: next === 'open' ? null : { at: clock.now(), by },
      }));
    },
    async export({ format }) {
      const entries = repository.entries(maxExported);
      const text = format === 'csv' ? await deps.csvText(feedbackTable(entries)) : feedbackLines(entries);
      try {
        const file = await deps.saveFile(`guardline-feedback-${dayOf(clock.now())}.${format}`, text);
        return ok({ file, entries: file === null ? 0 : entries.length });
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        deps.log.warn('feedback not exported', { code });
        return fail(appError('feedback/not-written', { reason: code.slice(0, 100) }));
      }
    },
  };
}
