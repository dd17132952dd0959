import '#renderer/styles/parts/review.css';
import { ReviewView } from '#renderer/features/review/review-view.tsx';
import { enLate, zhLate } from '#renderer/i18n/late-resources.ts';
import { useMoreWords } from '#renderer/i18n/use-i18n.tsx';

const words = { 'zh-CN': zhLate, 'en-US': enLate };

/** 复核 with the words and the sheet that only it needs. */
export function ReviewScreen() {
  useMoreWords(words);
  return <ReviewView />;
}
