import { z } from 'zod';

/** Sends one JSON body to the bank's embedding endpoint; null for any trouble (unreachable, slow, refused, no JSON). */
export type PostEmbedding = (body: unknown) => Promise<unknown>;

/** Turns texts into unit vectors of small integers, one each and in their order; null when the endpoint gave no such thing. */
export type Embed = (texts: readonly string[]) => Promise<readonly Int8Array[] | null>;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(8192) })),
});

/** A number of a card, an account or a person does not leave for the sake of a search. */
const personalNumber = /\d{6,}/g;

/**
 * The client of an endpoint that speaks as OpenAI's `/v1/embeddings` does: `{model, input}` in, `{data: [{index, embedding}]}` out.
 * An answer of another shape or count is no answer.
 */
export function createEmbed(model: string, post: PostEmbedding): Embed {
  return async (texts) => {
    const input = texts.map((text) => text.replace(personalNumber, ''));
    const answer = answerSchema.safeParse(await post({ ...(model === '' ? {} : { model }), input }));
    if (!answer.success || answer.data.data.length !== texts.length) return null;
    const byIndex = new Map(answer.data.data.map(({ index, embedding }) => [index, toUnit(embedding)]));
    const vectors = texts.flatMap((_, at) => byIndex.get(at) ?? []);
    return vectors.length === texts.length ? vectors : null;
  };
}

/** Length 127 in a byte a number: a quarter of the memory, and the order of nearness stays. */
function toUnit(embedding: readonly number[]): Int8Array {
  const length = Math.hypot(...embedding);
  return Int8Array.from(embedding, (value) => (length > 0 ? Math.round((value / length) * 127) : 0));
}
