import { z } from 'zod';
import type { Knowledge } from '#electron/knowledge/knowledge.ts';

const labelledSchema = z.object({ q: z.string(), expect: z.array(z.string()).min(1) });
export type Labelled = z.infer<typeof labelledSchema>;

export interface Miss {
  readonly q: string;
  readonly expect: readonly string[];
  /** The titles that came instead. */
  readonly got: readonly string[];
  /** Place of the first right title, if there is one below the third. */
  readonly place: number | undefined;
}

export interface EvalResult {
  readonly queries: number;
  readonly top3: number;
  /** Mean reciprocal rank over the first ten. */
  readonly mrr: number;
  readonly misses: readonly Miss[];
  readonly tookMs: readonly number[];
}

/** Reads JSON Lines; throws with the line of the first that is not a labelled query. */
export function readLabelled(text: string): Labelled[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [labelledSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(`line ${at + 1} is not a labelled query: ${line}`, { cause: error });
    }
  });
}

/** The titles found for a query, best first, in both languages. */
export type AskTitles = (query: string) => Promise<readonly { readonly zh: string; readonly en: string }[]>;

/** Runs the queries as an agent would type them, one after another. */
export function scoreKnowledge(knowledge: Knowledge, labelled: readonly Labelled[]): Promise<EvalResult> {
  let sequence = 0;
  return scoreTitles(async (query) => {
    const found = await knowledge.search({ query, limit: 10, sequence: (sequence += 1), language: 'zh' });
    if (!found.ok) throw new Error(`searching failed on ${JSON.stringify(query)}: ${found.error.code}`);
    return found.value.hits.map(({ title }) => ({ zh: title.zh.text, en: title.en.text }));
  }, labelled);
}

/** As `scoreKnowledge`, for anything that finds titles. */
export async function scoreTitles(ask: AskTitles, labelled: readonly Labelled[]): Promise<EvalResult> {
  const misses: Miss[] = [];
  const tookMs: number[] = [];
  let top3 = 0;
  let reciprocal = 0;
  for (const { q, expect } of labelled) {
    const startedAt = performance.now();
    const titles = (await ask(q)).slice(0, 10);
    tookMs.push(performance.now() - startedAt);
    const place = titles.findIndex(({ zh, en }) =>
      expect.some((word) => `${zh}\n${en}`.toLowerCase().includes(word.toLowerCase())),
    );
    if (place >= 0) reciprocal += 1 / (place + 1);
    if (place >= 0 && place < 3) top3 += 1;
    else {
      const got = titles.slice(0, 3).map(({ zh }) => zh);
      misses.push({ q, expect, got, place: place < 0 ? undefined : place + 1 });
    }
  }
  const queries = labelled.length;
  return {
    queries,
    top3: top3 / Math.max(1, queries),
    mrr: reciprocal / Math.max(1, queries),
    misses,
    tookMs,
  };
}
