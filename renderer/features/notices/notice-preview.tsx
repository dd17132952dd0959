import type { Notice } from '#shared/notices/notice.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';

/** A notice or a greeting that is being written, as it will be read. */
export function NoticePreview({ notice }: { readonly notice: Notice }) {
  const { t, pick } = useI18n();
  const body = notice.kind === 'notice' ? notice.body : [notice.say];
  return (
    <article className="card padded article">
      <h3>{pick(notice.title)}</h3>
      <p className="xs ink-3">
        {t('editor.noticeDays', { from: notice.from, to: notice.to })}
        {notice.kind === 'notice' && notice.mustConfirm ? ` · ${t('editor.mustConfirm')}` : ''}
      </p>
      {body.map((text) => (
        <p key={text.zh}>{pick(text)}</p>
      ))}
    </article>
  );
}
