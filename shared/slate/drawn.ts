import { z } from 'zod';

export const slateModeSchema = z.enum(['full', 'band']);

/** One page as it stands in the picture (`layout.ts`, `draw.ts`). */
export const drawnSlateSchema = z.strictObject({
  mode: slateModeSchema,
  lines: z.array(z.string().max(200)).max(12),
  sizePx: z.number().min(20).max(120),
  linePx: z.number().min(20).max(160),
  page: z.number().int().min(1).max(200),
  pages: z.number().int().min(1).max(200),
});
