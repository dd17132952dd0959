import type { Log } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import { noEditorState, type RefusedItem, type SyncState } from '#shared/editor/contract.ts';
import { contentManifestSchema, manifestName, type ManifestItem } from '#shared/editor/manifest.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { maxTextLength } from '#shared/editor/version.ts';
import { checkText, titleGuess, titleOf } from '../checking.ts';
import type { EditorDeps } from '../deps.ts';
import { localDay } from '../local-day.ts';
import { hashOf } from '../overlay.ts';
import type { KeptVersion, SyncedItem } from '../ports.ts';
import type { FetchText, SyncTrouble } from './fetch-text.ts';

export interface ContentSyncDeps extends Pick<EditorDeps, 'clock' | 'newId' | 'repository' | 'kinds'> {
  readonly log: Log;
  readonly fetchText: FetchText;
  /** Address of the content service; '' for none. Asked for at each turn. */
  readonly address: () => string;
  readonly minutes: () => number;
  /** Versions were written. */
  readonly changed: () => void;
}

export interface ContentSync {
  readonly state: Source<SyncState>;
  /** Asks now, and from then on as often as the setting says. Resolves when the answer is on disk. */
  run(): Promise<void>;
  dispose(): void;
}

export const contentService: Who = { personId: 'content-service', name: '内容服务' };
const maxManifestBytes = 8_000_000;
const maxTold = 200;

interface Turn {
  readonly published: { readonly version: KeptVersion; readonly steps: readonly KeptStep[] }[];
  readonly withdrawn: { readonly versionId: string; readonly step: KeptStep }[];
  readonly synced: SyncedItem[];
  readonly refused: RefusedItem[];
  trouble: SyncTrouble | null;
}
type KeptStep = Parameters<EditorDeps['repository']['begin']>[1];

/**
 * Keeps the desk's content in line with the bank's content service: a list with a tag (RFC 9110 ETag), each new text checked by the
 * readers of its room before it replaces anything. A broken item is refused alone, a lost line changes nothing: the last good stays.
 */
export function createContentSync(deps: ContentSyncDeps): ContentSync {
  const { clock, repository } = deps;
  const state = createPublisher<SyncState>(noEditorState.sync);
  let running: Promise<void> | null = null;
  let undo: Undo = () => {};
  let disposed = false;
  const patch = (change: Partial<SyncState>): void => state.set({ ...state.get(), ...change });

  const turn = async (): Promise<void> => {
    const address = deps.address();
    if (address === '') return patch({ ...noEditorState.sync });
    patch({ phase: 'running', askedAt: clock.now(), items: repository.synced().length });
    const base = new URL(address.endsWith('/') ? address : `${address}/`);
    const tag = tagFor(repository.etag(), base);
    const got = await deps.fetchText({
      url: new URL(manifestName, base),
      etag: tag,
      maxBytes: maxManifestBytes,
    });
    if (disposed) return;
    if (got.kind === 'same') return patch({ phase: 'idle', heardAt: clock.now(), trouble: null });
    if (got.kind === 'trouble') return patch({ phase: 'idle', trouble: got.trouble });
    const items = itemsOf(got.text);
    if (items === null) return patch({ phase: 'idle', trouble: 'badAnswer' });
    const done = await take(deps, base, items);
    if (disposed) return;
    // A tag is kept only of a list that was taken whole: what could not be fetched is asked for again.
    const etag = done.trouble === null && got.etag !== null ? `${base.href} ${got.etag}` : null;
    repository.keepSync({ ...done, etag });
    if (done.published.length > 0 || done.withdrawn.length > 0) deps.changed();
    deps.log.info('content synced', {
      taken: done.published.length,
      withdrawn: done.withdrawn.length,
      refused: done.refused.length,
    });
    patch({
      phase: 'idle',
      heardAt: done.trouble === null ? clock.now() : state.get().heardAt,
      trouble: done.trouble,
      items: done.synced.length,
      refused: done.refused.slice(0, maxTold),
    });
  };

  const run = (): Promise<void> =>
    (running ??= turn()
      .catch((error: unknown) => {
        deps.log.error('content not synced', { name: error instanceof Error ? error.name : 'unknown' });
        patch({ phase: 'idle', trouble: 'badAnswer' });
      })
      .finally(() => {
        running = null;
        undo();
        if (!disposed) undo = clock.after(deps.minutes() * 60_000, () => void run());
      }));
  return {
    state,
    run,
    dispose() {
      disposed = true;
      undo();
    },
  };
}

/** A tag says something of the address it came from only. */
function tagFor(kept: string | null, base: URL): string | null {
  const start = `${base.href} `;
  return kept?.startsWith(start) ? kept.slice(start.length) : null;
}

function itemsOf(text: string): readonly ManifestItem[] | null {
  try {
    const parsed = contentManifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.items : null;
  } catch {
    return null;
  }
}

async function take(deps: ContentSyncDeps, base: URL, items: readonly ManifestItem[]): Promise<Turn> {
  const before = new Map(deps.repository.synced().map((one) => [`${one.kind} ${one.contentId}`, one]));
  const done: Turn = { published: [], withdrawn: [], synced: [], refused: [], trouble: null };
  const seen = new Set<string>();
  for (const item of items) {
    const key = `${item.kind} ${item.id}`;
    const known = before.get(key);
    if (seen.has(key)) {
      done.refused.push({ file: item.path, line: 0, reason: `${item.id} stands in the list twice` });
      continue;
    }
    seen.add(key);
    if (known && isAsBefore(deps, known, item)) done.synced.push(known);
    else if (done.trouble !== null) keep(done, known);
    else await takeItem(deps, base, item, known, done);
  }
  // What the service no longer has is withdrawn; after trouble nobody knows, and it stays.
  for (const [key, known] of before)
    if (!seen.has(key)) withdraw(deps, done, known, 'no longer at the content service');
  return done;
}

const keep = (done: Turn, known: SyncedItem | undefined): void => {
  if (known) done.synced.push(known);
};

/** Also false when somebody here withdrew it and the service now sends another text. */
function isAsBefore({ repository }: ContentSyncDeps, known: SyncedItem, item: ManifestItem): boolean {
  const version = repository.version(known.versionId);
  return (
    known.sha256 === item.sha256 &&
    (item.from === null || version?.from === item.from) &&
    (version?.to ?? null) === item.to
  );
}

async function takeItem(
  deps: ContentSyncDeps,
  base: URL,
  item: ManifestItem,
  known: SyncedItem | undefined,
  done: Turn,
): Promise<void> {
  const refuse = (line: number, reason: string): void => {
    done.refused.push({ file: item.path, line, reason });
    keep(done, known);
  };
  const got = await deps.fetchText({
    url: new URL(item.path, base),
    etag: null,
    maxBytes: maxTextLength * 4,
  });
  if (got.kind !== 'text') {
    // One text that is not there is that item's fault; a line that is down is everybody's.
    if (got.kind === 'trouble' && (got.trouble === 'answered' || got.trouble === 'tooLarge'))
      return refuse(0, got.trouble === 'answered' ? 'the service has no such text' : 'is too large');
    done.trouble = got.kind === 'trouble' ? got.trouble : 'badAnswer';
    return keep(done, known);
  }
  const { text } = got;
  if (hashOf(text) !== item.sha256) return refuse(0, 'is not the text that the list names (sha256)');
  const { faults, preview } = checkText(deps.kinds, item.kind, item.id, text, null);
  const fault = faults[0];
  if (fault) return refuse(fault.line, fault.reason);
  const now = deps.clock.now();
  const today = localDay(now);
  const from = item.from ?? today;
  const version: KeptVersion = {
    versionId: deps.newId(),
    kind: item.kind,
    contentId: item.id,
    title: titleOf(preview) ?? titleGuess(text, item.id),
    state: 'published',
    origin: 'service',
    revision: 0,
    text,
    hash: hashOf(text),
    authors: [contentService],
    reviewer: null,
    changedAt: now,
    from,
    to: item.to,
    publishedAt: now,
  };
  const step = (act: 'begin' | 'publish'): KeptStep => ({
    at: now,
    act,
    by: contentService,
    note: item.path,
  });
  done.published.push({ version, steps: [step('begin'), step('publish')] });
  done.synced.push({
    kind: item.kind,
    contentId: item.id,
    sha256: item.sha256,
    versionId: version.versionId,
  });
  // One that begins later stands beside the present one until its day.
  if (known && from <= today) withdraw(deps, done, known, 'replaced by the content service');
}

function withdraw(deps: ContentSyncDeps, done: Turn, known: SyncedItem, note: string): void {
  // With one that was to begin later the one before it stood on: none of the service's own is left behind.
  for (const { versionId, kind, contentId, origin } of deps.repository.published())
    if (origin === 'service' && kind === known.kind && contentId === known.contentId)
      done.withdrawn.push({
        versionId,
        step: { at: deps.clock.now(), act: 'withdraw', by: contentService, note },
      });
}
