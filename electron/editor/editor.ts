import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { stateAfter, type EditorAct } from '#shared/editor/phase.ts';
import type { ContentKind } from '#shared/editor/kinds.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { checkText } from './checking.ts';
import { nobody, type EditorDeps } from './deps.ts';
import { beginDraft, saveDraft } from './drafts.ts';
import { localDay } from './local-day.ts';
import type { KeptVersion, StepChange } from './ports.ts';
import { listContent, readContent } from './reading.ts';

type In<C extends string> = CommandInput<`editor/${C}` & keyof Commands>;
type Out<C extends string> = CommandOutput<`editor/${C}` & keyof Commands>;
type Commands = import('#shared/contract/index.ts').Commands;
export type Done = Result<Record<string, never>>;

/** Drafts, review by a second person, publication with days of effect. Everything is on disk before it is answered. */
export interface Editor {
  /** Called after every change of any version. */
  onChange(listener: () => void): Undo;
  list(input: In<'list'>): Promise<Result<Out<'list'>>>;
  read(input: In<'read'>): Promise<Result<Out<'read'>>>;
  begin(input: In<'begin'>): Promise<Result<Out<'begin'>>>;
  save(input: In<'save'>): Promise<Result<Out<'save'>>>;
  submit(input: In<'submit'>): Promise<Done>;
  takeBack(input: In<'take-back'>): Done;
  approve(input: In<'approve'>): Promise<Done>;
  giveBack(input: In<'give-back'>): Done;
  publish(input: In<'publish'>): Promise<Done>;
  withdraw(input: In<'withdraw'>): Done;
  discard(input: In<'discard'>): Done;
  /** What is in force of a content, by a published version or by the program's own file. */
  inForceText(kind: ContentKind, contentId: string): Promise<string | null>;
  /** For rooms beside it (import, sync) that have written versions. */
  changed(): void;
}

const isAuthor = (version: KeptVersion, who: Who): boolean =>
  version.authors.some(({ personId }) => personId === who.personId);

export function createEditor(deps: EditorDeps): Editor {
  const { repository, clock, overlay } = deps;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    overlay.refresh();
    for (const listener of [...listeners]) listener();
  };
  const inForceText = async (kind: ContentKind, contentId: string): Promise<string | null> => {
    const standing = overlay.inForce(kind, contentId);
    return standing ? repository.text(standing.versionId) : deps.kinds[kind].own.text(contentId);
  };
  /** Takes one step, if the state allows it: written with its audit entry, then told. */
  const step = (
    version: KeptVersion,
    act: EditorAct,
    by: Who,
    note: string,
    change: StepChange = {},
  ): Done => {
    const state = stateAfter(version.state, act);
    if (state === null) return fail(appError('editor/wrong-state', { state: version.state }));
    repository.step(version.versionId, state, { at: clock.now(), act, by, note }, change);
    deps.log.info('content step', { act, kind: version.kind });
    changed();
    return ok({});
  };
  const withVersion = <T>(
    versionId: string,
    act: EditorAct,
    run: (version: KeptVersion, by: Who) => T,
  ): T | ReturnType<typeof fail> => {
    const by = deps.person();
    if (by === null) return nobody();
    const version = repository.version(versionId);
    if (!version) return fail(appError('editor/unknown', { what: versionId }));
    if (stateAfter(version.state, act) === null)
      return fail(appError('editor/wrong-state', { state: version.state }));
    return run(version, by);
  };
  /** The first fault of a text that is to go further; a text with one goes nowhere. */
  const faultOf = async (version: KeptVersion): Promise<ReturnType<typeof fail> | null> => {
    const { kind, contentId, text } = version;
    const { faults } = checkText(deps.kinds, kind, contentId, text, await inForceText(kind, contentId));
    const first = faults[0];
    return first
      ? fail(
          appError('editor/broken', {
            line: first.line,
            reason: first.reason.slice(0, 500),
            more: faults.length - 1,
          }),
        )
      : null;
  };

  return {
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    changed,
    inForceText,
    list: (input) => listContent(deps, input),
    read: (input) => readContent({ ...deps, inForceText }, input),
    async begin(input) {
      const begun = await beginDraft({ ...deps, inForceText }, input);
      if (begun.ok) changed();
      return begun;
    },
    async save(input) {
      const saved = await saveDraft({ ...deps, inForceText }, input);
      if (saved.ok) changed();
      return saved;
    },
    submit: async ({ versionId, note }) =>
      withVersion(
        versionId,
        'submit',
        async (version, by) => (await faultOf(version)) ?? step(version, 'submit', by, note),
      ),
    takeBack: ({ versionId }) =>
      withVersion(versionId, 'takeBack', (version, by) => step(version, 'takeBack', by, '')),
    approve: async ({ versionId, hash }) =>
      withVersion(versionId, 'approve', async (version, by) => {
        if (isAuthor(version, by)) return fail(appError('editor/same-person', { name: by.name }));
        if (version.hash !== hash) return fail(appError('editor/other-text', {}));
        return (await faultOf(version)) ?? step(version, 'approve', by, '', { reviewer: by });
      }),
    giveBack: ({ versionId, reason }) =>
      withVersion(versionId, 'giveBack', (version, by) =>
        step(version, 'giveBack', by, reason, { reviewer: null }),
      ),
    publish: async ({ versionId, from, to }) =>
      withVersion(versionId, 'publish', async (version, by) => {
        const today = localDay(clock.now());
        const first = from ?? today;
        if (first < today || (to !== null && to < first))
          return fail(appError('editor/bad-days', { from: first, to: to ?? '' }));
        return (
          (await faultOf(version)) ??
          step(version, 'publish', by, '', { from: first, to, publishedAt: clock.now() })
        );
      }),
    withdraw: ({ versionId, reason }) =>
      withVersion(versionId, 'withdraw', (version, by) => step(version, 'withdraw', by, reason)),
    discard: ({ versionId }) =>
      withVersion(versionId, 'discard', (version, by) => step(version, 'discard', by, '')),
  };
}
