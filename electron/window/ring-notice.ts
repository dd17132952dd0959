import { Notification } from 'electron';

export interface RingNoticeTexts {
  readonly title: string;
  readonly body: string;
  readonly answer: string;
  readonly decline: string;
}

export interface RingNotice {
  show(texts: RingNoticeTexts): void;
  close(): void;
}

/**
 * The system's own notification of a ringing call. Where the system shows buttons they answer and decline; a click on
 * the notice itself brings the desk forward.
 */
export function createRingNotice(act: {
  answer: () => void;
  decline: () => void;
  open: () => void;
}): RingNotice {
  let shown: Notification | undefined;
  return {
    show(texts) {
      if (!Notification.isSupported()) return;
      shown?.close();
      const notice = new Notification({
        title: texts.title,
        body: texts.body,
        silent: true,
        urgency: 'critical',
        timeoutType: 'never',
        actions: [
          { type: 'button', text: texts.answer },
          { type: 'button', text: texts.decline },
        ],
      });
      notice.on('action', (_event, index) => (index === 0 ? act.answer() : act.decline()));
      notice.on('click', act.open);
      notice.show();
      shown = notice;
    },
    close() {
      shown?.close();
      shown = undefined;
    },
  };
}
