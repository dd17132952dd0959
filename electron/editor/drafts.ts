import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { Who } from '#shared/core/text.ts';
import { versionAfter } from '#shared/editor/in-force.ts';
import { idIn, type ContentKind } from '#shared/editor/kinds.ts';
import type { Origin } from '#shared/editor/version.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { scrubbed } from '#shared/feedback/scrub.ts';
import { checkText, titleGuess, titleOf, versionIn } from './checking.ts';
import { nobody, type DraftDeps } from './deps.ts';
import { localDay } from './local-day.ts';
import { hashOf } from './overlay.ts';
import type { KeptVersion } from './ports.ts';

/** The text one begins from: a YAML content gets the next number, an article today's day of review. */
export function begunFrom(kind: ContentKind, text: string, day: string): string {
  if (kind === 'article') return text.replace(/^reviewedAt:.*$/m, `reviewedAt: ${day}`);
  const version = versionIn(text);
  return version === null ? text : text.replace(/^version:.*$/m, `version: '${versionAfter(version)}'`);
}

/** A new draft with its first step, on disk. */
export function keepDraft(
  deps: DraftDeps,
  by: Who,
  draft: {
    readonly kind: ContentKind;
    readonly contentId: string;
    readonly text: string;
    readonly origin: Origin;
    readonly note: string;
    readonly from?: string | null;
    readonly to?: string | null;
    readonly inForce: string | null;
  },
): KeptVersion {
  const { kind, contentId, text, origin } = draft;
  const at = deps.clock.now();
  const { preview } = checkText(deps.kinds, kind, contentId, text, draft.inForce);
  const version: KeptVersion = {
    versionId: deps.newId(),
    kind,
    contentId,
    title: titleOf(preview) ?? titleGuess(text, contentId),
    state: 'draft',
    origin,
    revision: 0,
    text,
    hash: hashOf(text),
    authors: [by],
    reviewer: null,
    changedAt: at,
    from: draft.from ?? null,
    to: draft.to ?? null,
    publishedAt: null,
  };
  deps.repository.begin(version, { at, act: 'begin', by, note: draft.note.slice(0, 500) });
  return version;
}

/** The first of `base`, `base-2`, `base-3` … that nothing is called yet. */
export async function freeId(deps: DraftDeps, kind: ContentKind, base: string): Promise<string> {
  for (let place = 1; ; place += 1) {
    const id = place === 1 ? base : `${base}-${place}`;
    const isTaken =
      deps.repository.versions(kind, id, 1).length > 0 || (await deps.inForceText(kind, id)) !== null;
    if (!isTaken) return id;
  }
}

export async function beginDraft(
  deps: DraftDeps,
  { kind, contentId, query }: CommandInput<'editor/begin'>,
): Promise<Result<CommandOutput<'editor/begin'>>> {
  const by = deps.person();
  if (by === null) return nobody();
  const today = localDay(deps.clock.now());
  const words = scrubbed(query.trim()).slice(0, 60);
  const id = contentId ?? (await freeId(deps, kind, `new-${kind}-${today.replaceAll('-', '')}`));
  if (deps.repository.open(kind, id)) return fail(appError('editor/already-open', { contentId: id }));
  const inForce = contentId === null ? null : await deps.inForceText(kind, id);
  // Withdrawn, and nothing of the program's own behind it: one goes on from what it was.
  const before =
    inForce ??
    deps.repository.versions(kind, id, 1).map(({ versionId }) => deps.repository.text(versionId))[0];
  if (contentId !== null && before === undefined) return fail(appError('editor/unknown', { what: id }));
  const text =
    before === undefined ? deps.kinds[kind].template(id, words, today) : begunFrom(kind, before, today);
  const { versionId } = keepDraft(deps, by, {
    kind,
    contentId: id,
    text,
    origin: 'desk',
    note: words,
    inForce,
  });
  return ok({ versionId, contentId: id });
}

export async function saveDraft(
  deps: DraftDeps,
  { versionId, revision, text }: CommandInput<'editor/save'>,
): Promise<Result<CommandOutput<'editor/save'>>> {
  const by = deps.person();
  if (by === null) return nobody();
  const version = deps.repository.version(versionId);
  if (!version) return fail(appError('editor/unknown', { what: versionId }));
  const contentId = await idOf(deps, version, text);
  const inForce = await deps.inForceText(version.kind, contentId);
  const checked = checkText(deps.kinds, version.kind, contentId, text, inForce);
  // Asked after the last wait: what is written next is what was looked at.
  const now = deps.repository.version(versionId);
  if (now?.state !== 'draft') return fail(appError('editor/wrong-state', { state: now?.state ?? '' }));
  if (now.revision !== revision) return fail(appError('editor/moved-on', { revision: now.revision }));
  if (text === now.text) return ok({ revision, contentId, checked });
  deps.repository.save({
    ...now,
    contentId,
    text,
    hash: hashOf(text),
    title: titleOf(checked.preview) ?? titleGuess(text, contentId),
    revision: revision + 1,
    authors: now.authors.some(({ personId }) => personId === by.personId)
      ? now.authors
      : [...now.authors, by],
    changedAt: deps.clock.now(),
  });
  return ok({ revision: revision + 1, contentId, checked });
}

/** Something new is called what its text says, as long as nothing else is; what is known by a name keeps it. */
async function idOf(deps: DraftDeps, version: KeptVersion, text: string): Promise<string> {
  const { kind, contentId } = version;
  const said = idIn(text);
  if (said === null || said === contentId || said.length > 100) return contentId;
  const isKnown =
    deps.repository.versions(kind, contentId, 2).length > 1 ||
    (await deps.inForceText(kind, contentId)) !== null;
  if (isKnown) return contentId;
  const isTaken =
    deps.repository.versions(kind, said, 1).length > 0 || (await deps.inForceText(kind, said)) !== null;
  return isTaken ? contentId : said;
}
