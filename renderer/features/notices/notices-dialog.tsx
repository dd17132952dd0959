import { useState, type KeyboardEvent } from 'react';
import type { ShownNotice } from '#shared/notices/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

/** One notice after the other: Enter confirms and goes on, arrows turn over. */
export function NoticesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  // In the order they had when the dialog opened: nothing moves away under the eye when one is confirmed.
  const [ids] = useState(() => desk.state().notices?.notices.map(({ noticeId }) => noticeId) ?? []);
  const [place, setPlace] = useState(0);
  const [sending, setSending] = useState(false);
  const notices = useTopic('notices/state', (state) => state?.notices ?? null) ?? [];
  const notice = notices.find(({ noticeId }) => noticeId === ids[place]);
  if (!notice) return null;
  const waits = notice.mustConfirm && notice.confirmedAt === null;
  const turn = (by: number): void => setPlace((now) => Math.max(0, Math.min(ids.length - 1, now + by)));
  const forward = async (): Promise<void> => {
    // A second press while the first is on its way must not turn over a page that nobody has read.
    if (sending) return;
    if (waits) {
      const { noticeId, version } = notice;
      setSending(true);
      const done = await desk.send('notices/confirm', { noticeId, version });
      setSending(false);
      if (done === null) return;
    }
    if (place === ids.length - 1) onClose();
    else turn(1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    turn(event.key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <div role="presentation" className="notice-keys" onKeyDown={onKeyDown}>
      <Dialog
        title={t('notices.title', { place: place + 1, count: ids.length })}
        onClose={onClose}
        foot={
          <>
            <Button kind="primary" keys="Enter" ref={focusOnMount} onClick={() => void forward()}>
              {t(waits ? 'notices.confirm' : place === ids.length - 1 ? 'notices.close' : 'notices.next')}
            </Button>
            <span className="fill" />
            <Button kind="quiet" disabled={place === 0} onClick={() => turn(-1)}>
              {t('notices.back')}
            </Button>
            <Button kind="quiet" keys="Escape" onClick={onClose}>
              {t('notices.later')}
            </Button>
          </>
        }
      >
        <Words notice={notice} />
      </Dialog>
    </div>
  );
}

function Words({ notice }: { readonly notice: ShownNotice }) {
  const { t, pick, format } = useI18n();
  return (
    <article className="stack" data-notice={notice.noticeId}>
      <h3 className="notice-title">{pick(notice.title)}</h3>
      {notice.body.map((line) => (
        <p key={line.zh} className="notice-line selectable">
          {pick(line)}
        </p>
      ))}
      <p className="xs ink-2">
        {t('notices.dates', { from: notice.from.slice(5), to: notice.to.slice(5), version: notice.version })}
        {notice.sample ? ` · ${t('notices.sample')}` : null}
      </p>
      {notice.confirmedAt === null ? null : (
        <p className="row good xs">
          <Icon name="check" size="s" />
          {t('notices.confirmed', { time: format.time(notice.confirmedAt) })}
        </p>
      )}
    </article>
  );
}
