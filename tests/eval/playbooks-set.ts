import { z } from 'zod';

export const evalTiers = ['none', 'low', 'medium', 'high', 'critical'] as const;
const ids = z.array(z.string().max(100)).max(200).default([]);

/** One call sketch of an evaluation set. What a set says beside these is its own affair and is not looked at. */
const sketchSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  caller: z
    .object({ age: z.number().nullable().default(null), flags: ids })
    .default({ age: null, flags: [] }),
  amount: z.number().nullable().default(null),
  account: ids,
  heard: ids,
  label: z.string().max(100),
  tier: z.enum(evalTiers),
});
export type Sketch = z.infer<typeof sketchSchema>;

export interface ReadSet {
  readonly sketches: readonly Sketch[];
  /** Lines that are no sketch, with the reason; they are said, never dropped in silence. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

function sketchOf(text: string): Sketch | string {
  try {
    const parsed = sketchSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`;
  } catch {
    return 'not JSON';
  }
}

/** Reads JSON Lines; empty lines count for nothing. */
export function readSet(text: string): ReadSet {
  const sketches: Sketch[] = [];
  const refused: { line: number; reason: string }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const sketch = sketchOf(line);
    if (typeof sketch === 'string') refused.push({ line: index + 1, reason: sketch });
    else sketches.push(sketch);
  }
  return { sketches, refused };
}
