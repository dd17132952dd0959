import { readFile } from 'node:fs/promises';
import { cellWords } from '#electron/risk/cell-words.ts';
import type { CellWords } from '#electron/risk/cell-words.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import type { RuleEngine } from '#electron/risk/engine.ts';
import type { TableFiles, TableTexts } from '#electron/risk/ports.ts';
import { emptyLibrary } from '#shared/guidance/library.ts';

/** The tables that ship. */
export async function shippedTexts(): Promise<TableTexts> {
  const read = (file: string): Promise<string> => readFile(`assets/decision-tables/${file}`, 'utf8');
  return { model: await read('risk-tier.json'), tests: await read('risk-tier.tests.json') };
}

/** The engine itself: every test of this room runs on it. */
export async function engine(): Promise<RuleEngine> {
  const loaded = await loadZenEngine();
  if (!loaded) throw new Error('the rule engine has no program for this machine');
  return loaded;
}

export const words = (): CellWords => cellWords(emptyLibrary);

/** Files in memory: the wire of these tests; the real ones have a test of their own. */
export function memoryFiles(texts: TableTexts): TableFiles & { texts: TableTexts; kept: TableTexts | null } {
  const files = {
    texts,
    kept: null as TableTexts | null,
    read: async () => ({ ok: true, texts: files.texts }) as const,
    readKept: async () => files.kept,
    keep: async (next: TableTexts) => void (files.kept = next),
    stamp: async () => JSON.stringify(files.texts),
  };
  return files;
}

/** Replaces the first `from` in the model; says so when there is nothing to replace. */
export function changed(texts: TableTexts, from: string, to: string): TableTexts {
  if (!texts.model.includes(from)) throw new Error(`nothing to change: ${from}`);
  return { ...texts, model: texts.model.replace(from, () => to) };
}
