import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { contentKinds, pathOf } from '#shared/editor/kinds.ts';
import { manifestName, type ContentManifest, type ManifestItem } from '#shared/editor/manifest.ts';
import type { DraftDeps } from './deps.ts';
import { localDay } from './local-day.ts';
import { hashOf } from './overlay.ts';

export interface Exported {
  /** Name of the folder that was made, without its path. */
  readonly folder: string;
  readonly files: number;
}

/**
 * Writes what is in force today into a new folder below `parent`: every text as it is, to the letter, and a list of them with their
 * days. The folder can be imported again without a loss, and served as it stands by a content service. Rejects when the disk refuses.
 */
export async function exportFolder(deps: DraftDeps, parent: string): Promise<Exported> {
  const folder = await newFolder(parent, `guardline-content-${localDay(deps.clock.now())}`);
  const items: ManifestItem[] = [];
  for (const kind of contentKinds)
    for (const contentId of await idsOf(deps, kind)) {
      const text = await deps.inForceText(kind, contentId);
      if (text === null) continue;
      const path = pathOf(kind, contentId);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { encoding: 'utf8', mode: 0o600 });
      const standing = deps.overlay.inForce(kind, contentId);
      items.push({
        kind,
        id: contentId,
        path,
        sha256: hashOf(text),
        from: standing?.from ?? null,
        to: standing?.to ?? null,
      });
    }
  const manifest: ContentManifest = { format: 'guardline-content-1', items };
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return { folder: basename(folder), files: items.length };
}

/** Of the program's own and of those published without a file behind them. */
async function idsOf(deps: DraftDeps, kind: (typeof contentKinds)[number]): Promise<readonly string[]> {
  const own = await deps.kinds[kind].own.ids();
  const published = [...deps.overlay.overlay.get()[kind].keys()].map((file) =>
    file.replace(/\.(md|yaml)$/, ''),
  );
  return [...new Set([...own, ...published])].toSorted();
}

/** Never into a folder that holds something already. */
async function newFolder(parent: string, name: string): Promise<string> {
  for (let place = 1; ; place += 1) {
    const folder = join(parent, place === 1 ? name : `${name}-${place}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || place > 99) throw error;
    }
  }
}
