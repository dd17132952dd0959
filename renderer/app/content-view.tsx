import { FeedbackView } from '#renderer/features/feedback/feedback-view.tsx';

/** 内容: what the desk says, for those who answer for it. */
export function ContentView() {
  return <FeedbackView />;
}
