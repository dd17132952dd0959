import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { ContentRow, InForce } from '#shared/editor/contract.ts';
import type { ListFilter } from '#shared/editor/list-filters.ts';
import { contentKinds } from '#shared/editor/kinds.ts';
import { versionStates, type VersionState } from '#shared/editor/phase.ts';
import type { Version } from '#shared/editor/version.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { checkText, titleGuess, titleOf } from './checking.ts';
import type { DraftDeps, EditorDeps } from './deps.ts';
import { hashOf } from './overlay.ts';

const maxRows = 300;
const maxVersions = 50;

const statesOf: Readonly<Record<ListFilter, readonly VersionState[]>> = {
  all: versionStates,
  open: ['draft', 'inReview', 'approved'],
  review: ['inReview'],
  published: ['published'],
};

/** What is on the table first, the newest change on top; then the program's own. */
export async function listContent(
  { repository, kinds, overlay }: EditorDeps,
  { kind, filter, text }: CommandInput<'editor/list'>,
): Promise<Result<CommandOutput<'editor/list'>>> {
  const words = text.trim();
  const versions = repository.list({ kind, states: statesOf[filter], text: words, limit: maxRows + 1 });
  const rows = versions.map((version) => rowOf(version, overlay));
  if (filter === 'all') {
    const listed = new Set(rows.map((row) => `${row.kind} ${row.contentId}`));
    for (const one of kind === null ? contentKinds : [kind])
      for (const { contentId, title } of await kinds[one].own.find(words, maxRows + 1 - rows.length))
        if (!listed.has(`${one} ${contentId}`))
          rows.push({
            kind: one,
            contentId,
            title,
            state: null,
            scheduledFrom: null,
            changedAt: null,
            by: '',
          });
  }
  return ok({ rows: rows.slice(0, maxRows), more: rows.length > maxRows });
}

const rowOf = (version: Version, overlay: EditorDeps['overlay']): ContentRow => ({
  kind: version.kind,
  contentId: version.contentId,
  title: version.title,
  state: version.state,
  scheduledFrom: overlay.scheduled(version.kind, version.contentId)?.from ?? null,
  changedAt: version.changedAt,
  by: version.authors.at(-1)?.name ?? '',
});

export async function readContent(
  deps: DraftDeps,
  { kind, contentId, versionId }: CommandInput<'editor/read'>,
): Promise<Result<CommandOutput<'editor/read'>>> {
  const { repository } = deps;
  const inForce = await inForceOf(deps, kind, contentId);
  const standing = inForce?.versionId ?? null;
  // What somebody works on, else the version that is in force.
  const found =
    versionId === null
      ? (repository.open(kind, contentId) ?? (standing === null ? undefined : repository.version(standing)))
      : repository.version(versionId);
  const versions = repository.versions(kind, contentId, maxVersions);
  const last = versions[0];
  // Nothing in force and nothing open: what was there last is still to be read.
  const version = found ?? (inForce === null && last ? repository.version(last.versionId) : undefined);
  if (version ? version.kind !== kind || version.contentId !== contentId : inForce === null)
    return fail(appError('editor/unknown', { what: contentId }));
  const text = version?.text ?? inForce?.text ?? '';
  const checked = checkText(
    deps.kinds,
    kind,
    contentId,
    text,
    version && version.state !== 'published' && version.state !== 'withdrawn'
      ? (inForce?.text ?? null)
      : null,
  );
  const { text: _text, ...shown } = version ?? { text: '' };
  return ok({
    kind,
    contentId,
    title: titleOf(checked.preview) ?? titleGuess(text, contentId),
    inForce,
    version: version ? (shown as Version) : null,
    text,
    checked,
    steps: version ? [...repository.steps(version.versionId)].slice(-200) : [],
    versions: [...versions],
  });
}

async function inForceOf(
  { repository, overlay, kinds }: DraftDeps,
  kind: CommandInput<'editor/read'>['kind'],
  contentId: string,
): Promise<InForce | null> {
  const standing = overlay.inForce(kind, contentId);
  if (standing)
    return {
      text: repository.text(standing.versionId),
      hash: standing.hash,
      source: standing.origin,
      versionId: standing.versionId,
      since: standing.from,
    };
  const text = await kinds[kind].own.text(contentId);
  return text === null ? null : { text, hash: hashOf(text), source: 'file', versionId: null, since: null };
}
