import type { Article } from '#shared/knowledge/article.ts';
import type { CardToSend } from '#shared/guidance/playbook.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';

type Language = 'zh' | 'en';
const maxText = 1000;

const pick = (text: { readonly zh: string; readonly en?: string | undefined }, language: Language): string =>
  (language === 'en' ? text.en : undefined) || text.zh;
/** No full stop is doubled where a title ends in a mark of its own. */
const headed = (title: string, body: string, language: Language): string =>
  language === 'zh' ? `${title.replace(/[。：]$/, '')}：${body}` : `${title.replace(/[.:]$/, '')}: ${body}`;

/** Card of a playbook: its title and what it says. */
export const cardText = ({ title, body }: CardToSend, language: Language): string =>
  headed(pick(title, language), pick(body, language), language).slice(0, maxText);

/** The answer of an article: it is sayable as it stands. Its steps and checks are for the agent and stay here. */
export function articleText({ title, blocks }: Article, language: Language): string | null {
  const answer = blocks.find((block) => block.type === 'answer');
  if (answer?.type !== 'answer') return null;
  return headed(pick(title, language), pick(answer.text, language), language).slice(0, maxText);
}

/** Whose text it is stands in front, as an SMS carries no name. */
export const signed = (text: string, sender: Bilingual, language: Language): string =>
  (language === 'zh' ? `【${sender.zh}】${text}` : `[${sender.en}] ${text}`).slice(0, maxText);
