import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { errorFields } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import type { ImportState, RefusedItem } from '#shared/editor/contract.ts';
import { contentManifestSchema, manifestName, type ManifestItem } from '#shared/editor/manifest.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { checkText } from './checking.ts';
import type { DraftDeps } from './deps.ts';
import { keepDraft } from './drafts.ts';
import { localDay } from './local-day.ts';
import type { Converter, ConvertedFile } from './ports.ts';

export interface ImporterDeps extends DraftDeps {
  readonly openConverter: () => Converter;
  /** True while a call rings: the import stands back. */
  readonly isBusy: () => boolean;
  readonly changed: () => void;
}

export interface Importer {
  readonly state: Source<ImportState | null>;
  /** Begins and answers at once; false while one runs. */
  start(folder: string, by: Who): boolean;
  /** What was taken stays; nothing more is. */
  cancel(): void;
  dispose(): void;
}

/** More is no folder of articles. */
const maxFiles = 5_000;
const maxDepth = 6;
/** A document of more bytes has pictures or films in it and hardly more words. */
const maxBytes = 20_000_000;
const busyMs = 100;
const maxTold = 500;
const endings: ReadonlySet<string> = new Set(['.md', '.markdown', '.html', '.htm', '.docx', '.yaml', '.yml']);

/** Reads a folder file by file into drafts. Reading happens in a process of its own; here a file is one short turn. */
export function createImporter(deps: ImporterDeps): Importer {
  const state = createPublisher<ImportState | null>(null);
  let converter: Converter | null = null;
  let stopped = false;
  const isRunning = (): boolean => state.get()?.phase === 'running';
  const patch = (change: Partial<ImportState>): void => {
    const now = state.get();
    if (now !== null) state.set({ ...now, ...change });
  };
  const tell = (of: 'refused' | 'remarks', item: RefusedItem): void => {
    const now = state.get();
    if (now !== null && now[of].length < maxTold)
      patch({
        [of]: [...now[of], { ...item, file: item.file.slice(0, 300), reason: item.reason.slice(0, 1000) }],
      });
  };

  const take = async (folder: string, file: string, by: Who, dates: Dates): Promise<void> => {
    const refuse = (reason: string): void => tell('refused', { file, line: 0, reason });
    const ending = extname(file).toLowerCase();
    if (!endings.has(ending)) return refuse(`${ending || 'a file without an ending'} is not read`);
    const path = join(folder, file);
    if ((await stat(path)).size > maxBytes) return refuse(`larger than ${maxBytes / 1_000_000} MB`);
    const bytes = await readFile(path);
    const read: ConvertedFile = await (converter ??= deps.openConverter()).convert(
      basename(file),
      bytes,
      localDay(deps.clock.now()),
    );
    if (stopped) return;
    if (!read.ok) return refuse(read.reason);
    const { kind, contentId, text, remarks } = read.converted;
    const inForce = await deps.inForceText(kind, contentId);
    if (inForce === text) return patch({ same: (state.get()?.same ?? 0) + 1 });
    if (deps.repository.open(kind, contentId)) return refuse(`${contentId} is being edited already`);
    const item = dates.get(file);
    const today = localDay(deps.clock.now());
    keepDraft(deps, by, {
      kind,
      contentId,
      text,
      origin: 'import',
      note: file,
      inForce,
      from: laterThan(today, item?.from ?? null),
      to: laterThan(today, item?.to ?? null),
    });
    patch({ drafts: (state.get()?.drafts ?? 0) + 1 });
    for (const reason of remarks) tell('remarks', { file, line: 0, reason });
    const { faults } = checkText(deps.kinds, kind, contentId, text, inForce);
    for (const { line, reason } of faults.slice(0, 3)) tell('remarks', { file, line, reason });
  };

  const run = async (folder: string, by: Who): Promise<void> => {
    const files = await filesOf(folder);
    const dates = await datesOf(folder);
    patch({ total: files.length });
    for (const file of files) {
      while (deps.isBusy() && !stopped)
        await new Promise<void>((resolve) => void deps.clock.after(busyMs, resolve));
      if (stopped) break;
      await take(folder, file, by, dates).catch((error: unknown) => {
        deps.log.warn('file not imported', errorFields(error));
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        tell('refused', { file, line: 0, reason: `cannot be read (${code})` });
      });
      patch({ done: (state.get()?.done ?? 0) + 1 });
    }
  };

  return {
    state,
    start(folder, by) {
      if (isRunning()) return false;
      stopped = false;
      state.set({
        phase: 'running',
        folder: basename(folder).slice(0, 300),
        total: 0,
        done: 0,
        drafts: 0,
        same: 0,
        refused: [],
        remarks: [],
      });
      void run(folder, by)
        .catch((error: unknown) => {
          const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
          tell('refused', { file: basename(folder), line: 0, reason: `cannot be read (${code})` });
        })
        .finally(() => {
          converter?.dispose();
          converter = null;
          patch({ phase: stopped ? 'cancelled' : 'done' });
          deps.changed();
        });
      return true;
    },
    cancel() {
      stopped = true;
      converter?.dispose();
    },
    dispose() {
      stopped = true;
      converter?.dispose();
    },
  };
}

/** A proposed day that is over proposes nothing. */
const laterThan = (today: string, day: string | null): string | null =>
  day !== null && day >= today ? day : null;

/** Files that can be read and those that cannot, below the folder, in order. What begins with a dot is not looked at. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (at: string, depth: number): Promise<void> => {
    for (const entry of (await readdir(at, { withFileTypes: true })).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (found.length >= maxFiles || entry.name.startsWith('.') || entry.name.startsWith('~$')) continue;
      const path = join(at, entry.name);
      if (entry.isDirectory() && depth < maxDepth) await walk(path, depth + 1);
      else if (entry.isFile() && entry.name !== manifestName)
        found.push(relative(folder, path).split(sep).join('/'));
    }
  };
  await walk(folder, 0);
  return found.filter((file) => !isFurniture(file));
}
/** What a system or a repository puts beside the texts. */
const isFurniture = (file: string): boolean => /(^|\/)(README\.md|Thumbs\.db|desktop\.ini)$/i.test(file);

type Dates = ReadonlyMap<string, Pick<ManifestItem, 'from' | 'to'>>;

/** What an export of ours says beside its files. */
async function datesOf(folder: string): Promise<Dates> {
  try {
    const manifest = contentManifestSchema.parse(
      JSON.parse(await readFile(join(folder, manifestName), 'utf8')),
    );
    return new Map(manifest.items.map((item) => [item.path, item]));
  } catch {
    return new Map();
  }
}
