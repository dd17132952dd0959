import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { ReadList } from './read-list.ts';

const share = z.number().min(0).max(2);

/** What a find in each place is worth and what may move it; `assets/knowledge/ranking.yaml` says what each is. */
export const rankingSchema = z.strictObject({
  title: share.default(1),
  keywordWhole: share.default(0.9),
  keyword: share.default(0.72),
  asked: share.default(0.6),
  phrase: share.default(1.2),
  answer: share.default(0.5),
  body: share.default(0.3),
  readingWhole: share.default(1),
  reading: share.default(0.72),
  keywordReadingWhole: share.default(0.8),
  keywordReading: share.default(0.45),
  titleEnglish: share.default(0.95),
  keywordEnglish: share.default(0.8),
  answerEnglish: share.default(0.45),
  closeness: share.default(0.2),
  titleStart: share.default(0.05),
  isKeyword: share.default(0.1),
  scattered: share.default(0.6),
  context: share.default(0.12),
  opened: share.default(0.18),
  fresh: share.default(0.03),
});
export type Ranking = z.output<typeof rankingSchema>;

export const defaultRanking: Ranking = rankingSchema.parse({});

/** Reads `ranking.yaml`: all of it or, with a fault, none of it (its line and the reason). */
export function readRanking(source: string): ReadList<Ranking> {
  const counter = new LineCounter();
  const document = parseDocument(source.replace(/^\uFEFF/, ''), { lineCounter: counter, schema: 'core' });
  const fault = document.errors[0];
  const refuse = (line: number, reason: string): ReadList<Ranking> => ({
    value: defaultRanking,
    problems: [{ line, reason }],
  });
  if (fault)
    return refuse(counter.linePos(fault.pos[0]).line, fault.message.split('\n')[0] ?? 'cannot be read');
  const parsed = rankingSchema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return { value: parsed.data, problems: [] };
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const node: unknown = key === undefined ? undefined : document.getIn([key], true);
  const line = isNode(node) && node.range ? counter.linePos(node.range[0]).line : 0;
  return refuse(line, `${String(key ?? '')}: ${issue?.message ?? 'not as expected'}`);
}
