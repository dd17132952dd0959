import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import { readContentFolder } from '#electron/content/folder-port.ts';
import type { Log } from '#electron/log/log.ts';
import {
  calendarSchema,
  cityFileSchema,
  placesFileSchema,
  type Branch,
  type CityFile,
} from '#shared/branches/branch.ts';
import { noBranches } from '#shared/branches/none.ts';
import type { BranchLibrary } from '#shared/branches/state.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';

export interface Branches {
  readonly library: Source<BranchLibrary>;
  /** Reads all content anew. A refused file keeps what was read from it before. Never rejects. */
  load(): Promise<BranchLibrary>;
}

/** One city, or the line and the reason why it is refused: an id that is not the file's name, a branch that stands twice. */
export function parseCity(file: string, text: string): Parsed<CityFile> {
  const parsed = parseContent(file, text, cityFileSchema);
  if (!parsed.ok) return parsed;
  const { id, branches } = parsed.value;
  const refuse = (path: readonly PropertyKey[], reason: string): Parsed<CityFile> => ({
    ok: false,
    refused: { file, line: parsed.lineOf(path), reason },
  });
  if (`${id}.yaml` !== file) return refuse(['id'], `id “${id}” is not the file's name`);
  const twice = branches.findIndex((one, at) => branches.findIndex((other) => other.id === one.id) < at);
  const again = branches[twice];
  return again ? refuse(['branches', twice, 'id'], `“${again.id}” stands here twice`) : parsed;
}

const branchesOf = (city: CityFile): readonly Branch[] =>
  city.branches.map((branch) => ({
    ...branch,
    cityId: city.id,
    city: city.city,
    cityReading: city.reading,
    sample: city.sample,
  }));

async function oneFile<S extends z.ZodType>(
  path: string,
  schema: S,
  refused: RefusedFile[],
): Promise<z.output<S> | null> {
  const file = basename(path);
  try {
    const parsed = parseContent(file, await readFile(path, 'utf8'), schema);
    if (parsed.ok) return parsed.value;
    refused.push(parsed.refused);
  } catch {
    refused.push({ file, line: null, reason: 'cannot be read' });
  }
  return null;
}

export function createBranchLibrary({
  folder,
  log,
}: {
  readonly folder: string;
  readonly log: Log;
}): Branches {
  const library = createPublisher<BranchLibrary>(noBranches);
  return {
    library,
    async load() {
      const before = library.get();
      const { values, refused: bad } = await readContentFolder(folder, parseCity);
      const refused = [...bad];
      const places = await oneFile(join(folder, 'around', 'places.yaml'), placesFileSchema, refused);
      const calendar = await oneFile(join(folder, 'around', 'holidays.yaml'), calendarSchema, refused);
      for (const { file, line } of refused) log.warn('branch content refused', { file, line });
      const kept = before.branches.filter(({ cityId }) => bad.some(({ file }) => file === `${cityId}.yaml`));
      library.set({
        branches: [...values.flatMap(branchesOf), ...kept],
        places: places ?? before.places,
        calendar: calendar ?? before.calendar,
        refused: refused.slice(0, 100),
      });
      return library.get();
    },
  };
}
