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
export const signed = (text: string, sender: Bilingual, language: Language | 'ja' | 'ko'): string =>
  (language === 'zh' ? `【${sender.zh}】${text}` : `[${sender.en}] ${text}`).slice(0, maxText);

type Lines = Readonly<Record<'zh' | 'en' | 'ja' | 'ko', string>>;
const uploadLines: Lines = {
  zh: '请点开这个链接，把手机屏幕的截图传上来，只有和您通话的客服看得到，十五分钟内有效。别截密码和验证码：',
  en: 'Please open this link and leave a screenshot. Only the agent on your call sees it, and it works for fifteen minutes. No passwords or codes, please: ',
  ja: 'このリンクを開いて画面のスクリーンショットをお送りください。通話中の担当者だけが見られます。十五分間有効です。暗証番号や認証コードは写さないでください：',
  ko: '이 링크를 열어 화면 캡처를 올려 주세요. 통화 중인 상담원만 볼 수 있고 15분 동안 유효합니다. 비밀번호와 인증번호는 올리지 마세요: ',
};
const pictureLines: Lines = {
  zh: '您的截图上标好了该点哪里，照着数字一步一步来：',
  en: 'Your screenshot is marked where to press. Follow the numbers, one by one: ',
  ja: 'スクリーンショットに押す場所の印を付けました。番号の順に進めてください：',
  ko: '화면 캡처에 누를 곳을 표시했습니다. 번호 순서대로 진행해 주세요: ',
};

/** The words around the address at which a screenshot is left, or waits with its marks. */
export const pictureText = (kind: 'uploadLink' | 'picture', url: string, language: keyof Lines): string =>
  `${(kind === 'picture' ? pictureLines : uploadLines)[language]}${url}`;
