import type { Clock, Undo } from '#shared/lib/clock.ts';
import { errorFields, type Log } from '#electron/log/log.ts';
import type { KnowledgeRepository } from '../ports.ts';
import type { Embed } from './embeddings.ts';

/** Articles nearest in meaning to a query, best first. */
export type Nearest = readonly string[];

/** Search by meaning beside the search by words: never waited for, and silent when the endpoint is. */
export interface Meaning {
  /** What is known by now; undefined while the endpoint has not answered for this query (it is asked then). */
  nearest(query: string): Nearest | undefined;
  /** Asks for the vectors of articles that have none; resolves when all have one or the endpoint fails. */
  index(): Promise<void>;
  /** Articles have changed: their vectors are read again. */
  forget(): void;
  dispose(): void;
}

/** A query is asked about once nobody has typed for so long. */
export const askAfterMs = 200;
const keptQueries = 200;
const batchSize = 16;
const nearestLimit = 20;
/** Vectors compared before others get their turn: a ring must not wait. */
const sliceSize = 2000;
/** Nearer than this (cosine) is like; further is chance. */
const likeness = 0.35;

export function createMeaning(deps: {
  readonly embed: Embed;
  readonly repository: Pick<KnowledgeRepository, 'withoutVector' | 'keepVectors' | 'vectors'>;
  readonly clock: Clock;
  readonly log: Log;
}): Meaning {
  const { embed, repository, clock, log } = deps;
  const answers = new Map<string, Nearest>();
  let vectors: readonly (readonly [articleId: string, vector: Int8Array])[] | undefined;
  let waiting: { readonly query: string; readonly undo: Undo } | undefined;
  let disposed = false;

  const ask = async (query: string): Promise<void> => {
    const vector = (await embed([query]))?.[0];
    if (disposed || vector === undefined) return;
    vectors ??= repository.vectors();
    const nearest = await rank(vector, vectors);
    answers.set(query, nearest);
    const oldest = answers.size > keptQueries ? answers.keys().next().value : undefined;
    if (oldest !== undefined) answers.delete(oldest);
  };
  return {
    nearest(query) {
      const known = answers.get(query);
      if (known || waiting?.query === query) return known;
      waiting?.undo();
      const undo = clock.after(askAfterMs, () => {
        waiting = undefined;
        ask(query).catch((error: unknown) => log.warn('meaning not asked', errorFields(error)));
      });
      waiting = { query, undo };
      return undefined;
    },
    async index() {
      for (;;) {
        const articles = repository.withoutVector(batchSize);
        if (articles.length === 0 || disposed) return;
        const made = await embed(articles.map(({ text }) => text));
        if (made === null) return log.warn('no vectors from the embedding endpoint', {});
        if (disposed) return;
        repository.keepVectors(
          articles.flatMap(({ articleId, contentHash }, at) => {
            const vector = made[at];
            return vector ? [{ articleId, contentHash, vector }] : [];
          }),
        );
        vectors = undefined;
      }
    },
    forget() {
      vectors = undefined;
      answers.clear();
    },
    dispose() {
      disposed = true;
      waiting?.undo();
    },
  };
}

async function rank(query: Int8Array, vectors: readonly (readonly [string, Int8Array])[]): Promise<Nearest> {
  const near: { readonly articleId: string; readonly cosine: number }[] = [];
  for (const [at, [articleId, vector]] of vectors.entries()) {
    if (at > 0 && at % sliceSize === 0) await new Promise((resolve) => setImmediate(resolve));
    const cosine = vector.length === query.length ? dot(query, vector) / (127 * 127) : 0;
    if (cosine >= likeness) near.push({ articleId, cosine });
  }
  return near
    .toSorted((a, b) => b.cosine - a.cosine)
    .slice(0, nearestLimit)
    .map(({ articleId }) => articleId);
}

function dot(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Rank constant of reciprocal rank fusion (Cormack et al. 2009). */
const fusionRank = 60;

/** Joins two ranked lists by reciprocal rank: 1 / (60 + rank), summed. Equal sums: the order of the first list. */
export function fuse(words: readonly string[], meaning: Nearest): string[] {
  const sums = new Map<string, number>();
  for (const list of [words, meaning])
    list.forEach((id, at) => sums.set(id, (sums.get(id) ?? 0) + 1 / (fusionRank + at + 1)));
  return [...sums].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
}
