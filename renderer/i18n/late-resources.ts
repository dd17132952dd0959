import enDocuments from '../../assets/locales/en-US/documents.json';
import enEditor from '../../assets/locales/en-US/editor.json';
import enRecordings from '../../assets/locales/en-US/recordings.json';
import enReview from '../../assets/locales/en-US/review.json';
import zhDocuments from '../../assets/locales/zh-CN/documents.json';
import zhEditor from '../../assets/locales/zh-CN/editor.json';
import zhRecordings from '../../assets/locales/zh-CN/recordings.json';
import zhReview from '../../assets/locales/zh-CN/review.json';
import type { Shape } from './resources.ts';

/** Words that only a part of its own needs: they come with it, not with the first screen. See `useMoreWords`. */
export const zhLate = {
  documents: zhDocuments,
  editor: zhEditor,
  recordings: zhRecordings,
  review: zhReview,
};
export const enLate: Shape<typeof zhLate> = {
  documents: enDocuments,
  editor: enEditor,
  recordings: enRecordings,
  review: enReview,
};
