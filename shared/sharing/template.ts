import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';

/** What a template may leave open; filled from the call, always masked. */
export const gaps = ['caller', 'card', 'receipt', 'seat'] as const;
export type Gap = (typeof gaps)[number];
export type GapValues = Readonly<Partial<Record<Gap, string>>>;

const id = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/);
const words = (max: number) => z.string().trim().min(4).max(max);

/** A message to the caller's phone, in every language callers are first met in. `{caller}` and `{link:ID}` are gaps. */
export const templateSchema = z.strictObject({
  id,
  label: bilingual(12, 40),
  text: z.strictObject({ zh: words(300), en: words(600), ja: words(300), ko: words(400) }),
});
export type Template = z.infer<typeof templateSchema>;

export const bankLinkSchema = z.strictObject({ id, label: bilingual(12, 40), url: z.string().max(200) });
export type BankLink = z.infer<typeof bankLinkSchema>;

export const messagesFileSchema = z.strictObject({
  templates: z.array(templateSchema).max(60),
  links: z.array(bankLinkSchema).max(60),
});
export type MessagesFile = z.infer<typeof messagesFileSchema>;

const gapPattern = /\{(\w+)(?::(\w+))?\}/g;

/** Every gap of a text: `caller`, `link:app`. */
export const gapsOf = (text: string): string[] =>
  [...text.matchAll(gapPattern)].map(([, name = '', of]) => (of === undefined ? name : `${name}:${of}`));

/** What is wrong with a file beyond its shape: an unknown gap, languages that differ in their gaps, an id twice. */
export function problemOfMessages({
  templates,
  links,
}: MessagesFile): { readonly path: PropertyKey[]; readonly reason: string } | null {
  const known = new Set<string>([...gaps, ...links.map(({ id: one }) => `link:${one}`)]);
  for (const [at, { text }] of templates.entries()) {
    const wanted = gapsOf(text.zh).toSorted().join(' ');
    for (const [language, line] of Object.entries(text)) {
      const path = ['templates', at, 'text', language];
      const stray = gapsOf(line).find((gap) => !known.has(gap));
      if (stray !== undefined) return { path, reason: `nothing fills {${stray}}` };
      if (gapsOf(line).toSorted().join(' ') !== wanted)
        return { path, reason: 'other gaps than the Chinese' };
      if (/https?:\/\//.test(line)) return { path, reason: 'an address stands here: use {link:ID}' };
    }
  }
  for (const [kind, all] of [
    ['templates', templates],
    ['links', links],
  ] as const) {
    const twice = all.findIndex((one, at) => all.findIndex((other) => other.id === one.id) < at);
    if (twice >= 0) return { path: [kind, twice, 'id'], reason: `“${all[twice]?.id}” stands here twice` };
  }
  return null;
}

/** The words with their gaps filled, or the gap that nothing fills yet. */
export function fillGaps(
  text: string,
  values: GapValues,
  links: readonly BankLink[],
): { readonly text: string } | { readonly gap: string } {
  let open: string | null = null;
  const filled = text.replaceAll(gapPattern, (_, name: string, of: string | undefined) => {
    const value = of === undefined ? values[name as Gap] : links.find((link) => link.id === of)?.url;
    if (value === undefined || value === '') open ??= of === undefined ? name : `${name}:${of}`;
    return value ?? '';
  });
  return open === null ? { text: filled } : { gap: open };
}
