import '#renderer/styles/parts/documents.css';
import { DocumentsDialog } from '#renderer/features/documents/documents-dialog.tsx';
import { enLate, zhLate } from '#renderer/i18n/late-resources.ts';
import { useMoreWords } from '#renderer/i18n/use-i18n.tsx';

const words = { 'zh-CN': zhLate, 'en-US': enLate };

/** Kinds of documents with the words and the sheet that only they need. */
export function DocumentsOverlay({ onClose }: { readonly onClose: () => void }) {
  useMoreWords(words);
  return <DocumentsDialog onClose={onClose} />;
}
