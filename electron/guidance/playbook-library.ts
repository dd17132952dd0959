import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Log } from '#electron/log/log.ts';
import { careCardSchema } from '#shared/care/care-card.ts';
import type { CareCard } from '#shared/care/care-card.ts';
import { careFlagIds } from '#shared/care/care-flag.ts';
import type { Cue } from '#shared/guidance/cue.ts';
import type { EverydayPattern } from '#shared/guidance/everyday.ts';
import { emptyLibrary } from '#shared/guidance/library.ts';
import type { GuidanceLibrary, RefusedFile } from '#shared/guidance/library.ts';
import { knownPlaybookIds } from '#shared/guidance/playbook.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import { verificationSetSchema } from '#shared/guidance/verification.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { parseContent } from '#electron/content/content-port.ts';
import type { Parsed } from '#electron/content/content-port.ts';
import { namesWith, noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import { parseEveryday } from './everyday-file.ts';
import { parsePlaybook } from './playbook-file.ts';
import { parseVocabulary } from './vocabulary-file.ts';

export interface PlaybookLibraryDeps {
  /** `assets/playbooks`: one `<playbook-id>.yaml` each, and `vocabulary/cues.yaml`, `everyday/patterns.yaml`, `verification/purpose.yaml`. */
  readonly playbooksFolder: string;
  /** `assets/care-cards`: one `<flag>.yaml` each. */
  readonly careCardsFolder: string;
  readonly log: Log;
  /** Published versions of playbooks that stand before the files. */
  readonly overlay?: () => FileOverlay;
}

export interface PlaybookLibrary {
  /** Empty until the first `load` is through. */
  readonly library: Source<GuidanceLibrary>;
  /** Reads all content and publishes it. Bad files are refused one by one with line and reason; the rest is kept. Never rejects. */
  load(): Promise<GuidanceLibrary>;
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? `cannot be read (${String(error.code)})` : 'cannot be read';

async function readText(path: string): Promise<string | RefusedFile> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return { file: basename(path), line: null, reason: reason(error) };
  }
}

/** The YAML files of a folder, by name. A folder that cannot be read is reported as one refused file. */
async function yamlFiles(folder: string, refused: RefusedFile[]): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  } catch (error) {
    refused.push({ file: basename(folder), line: null, reason: reason(error) });
    return [];
  }
}

async function taken<T>(
  folder: string,
  refused: RefusedFile[],
  parse: (file: string, text: string) => Parsed<T>,
  overlay: FileOverlay = noOverlay,
): Promise<readonly T[]> {
  const values: T[] = [];
  const own = await yamlFiles(folder, refused);
  for (const file of namesWith(own, overlay)) {
    const over = overlay.get(file);
    const published = over ? parse(file, over.read()) : null;
    if (published?.ok) values.push(published.value);
    else if (published) refused.push(published.refused);
    // A published text that is refused leaves the file in its place.
    if (published?.ok || !own.includes(file)) continue;
    // One file a turn: parsing all at once would hold up signalling, which shares this loop.
    const text = await readText(join(folder, file));
    const parsed = typeof text === 'string' ? parse(file, text) : ({ ok: false, refused: text } as const);
    if (parsed.ok) values.push(parsed.value);
    else refused.push(parsed.refused);
  }
  return values;
}

/** The product's own order first, what a bank adds after it by id. */
function inOrder<T extends { readonly id: string }>(items: readonly T[], order: readonly string[]): T[] {
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...items].sort((a, b) => place(a.id) - place(b.id) || (a.id < b.id ? -1 : 1));
}

/** The list in one file; empty when the file is refused. */
async function listOf<T>(
  path: string,
  refused: RefusedFile[],
  parse: (file: string, text: string) => Parsed<readonly T[]>,
): Promise<readonly T[]> {
  const text = await readText(path);
  const parsed =
    typeof text === 'string' ? parse(basename(path), text) : ({ ok: false, refused: text } as const);
  if (parsed.ok) return parsed.value;
  refused.push(parsed.refused);
  return [];
}

/** What stands in one file; null when it is refused. */
async function oneOf<T>(
  path: string,
  refused: RefusedFile[],
  parse: (file: string, text: string) => Parsed<T>,
): Promise<T | null> {
  const text = await readText(path);
  const parsed =
    typeof text === 'string' ? parse(basename(path), text) : ({ ok: false, refused: text } as const);
  if (parsed.ok) return parsed.value;
  refused.push(parsed.refused);
  return null;
}

function parseCareCard(file: string, text: string): Parsed<CareCard> {
  const parsed = parseContent(file, text, careCardSchema);
  if (!parsed.ok || `${parsed.value.id}.yaml` === file) return parsed;
  const refused = {
    file,
    line: parsed.lineOf(['id']),
    reason: `id “${parsed.value.id}” is not the file's name`,
  };
  return { ok: false, refused };
}

/** Reads playbooks, the cue vocabulary, the everyday matters and the care cards: content, so a bank can change it without a new program. */
export function createPlaybookLibrary(deps: PlaybookLibraryDeps): PlaybookLibrary {
  const library = createPublisher(emptyLibrary);
  return {
    library,
    async load() {
      const refused: RefusedFile[] = [];
      const cues = await listOf<Cue>(
        join(deps.playbooksFolder, 'vocabulary', 'cues.yaml'),
        refused,
        parseVocabulary,
      );
      const vocabulary = new Map(cues.map((cue) => [cue.id, cue]));
      const everyday = await listOf<EverydayPattern>(
        join(deps.playbooksFolder, 'everyday', 'patterns.yaml'),
        refused,
        (file, text) => parseEveryday(file, text, vocabulary),
      );
      const playbooks: readonly Playbook[] = await taken(
        deps.playbooksFolder,
        refused,
        (file, text) => parsePlaybook(file, text, vocabulary),
        deps.overlay?.(),
      );
      const verification = await oneOf(
        join(deps.playbooksFolder, 'verification', 'purpose.yaml'),
        refused,
        (file, text) => parseContent(file, text, verificationSetSchema),
      );
      const careCards = await taken(deps.careCardsFolder, refused, parseCareCard);
      for (const { file, line } of refused) deps.log.warn('guidance content refused', { file, line });
      library.set({
        playbooks: inOrder(playbooks, knownPlaybookIds),
        verification,
        cues: [...cues],
        everyday: [...everyday],
        careCards: inOrder(careCards, careFlagIds),
        refused,
      });
      return library.get();
    },
  };
}
