import '#renderer/styles/parts/recordings.css';
import { RecordingsPanel } from '#renderer/features/training/recordings/recordings-panel.tsx';
import { enLate, zhLate } from '#renderer/i18n/late-resources.ts';
import { useMoreWords } from '#renderer/i18n/use-i18n.tsx';

const words = { 'zh-CN': zhLate, 'en-US': enLate };

/** 录音回放 with the words and the sheet that only it needs. */
export function RecordingsScreen({ onClose }: { readonly onClose: () => void }) {
  useMoreWords(words);
  return <RecordingsPanel onClose={onClose} />;
}
