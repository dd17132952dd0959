import type { ReviewChecked, ReviewSheet } from '#shared/review/sheet.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** What else was kept with the call: the quality check, the controls, the texts, the note. */
export function Kept({ sheet }: { readonly sheet: ReviewSheet }) {
  const { t } = useI18n();
  const { quality, note } = sheet;
  const missing = quality?.filter(({ done }) => done === null).length ?? 0;
  return (
    <div className="stack">
      <Section
        title={t('review.quality')}
        aside={quality === null ? null : t('review.qualityAside', { missing, all: quality.length })}
      >
        {quality === null ? <p className="ink-2">{t('review.noQuality')}</p> : <Checked all={quality} />}
      </Section>
      <Section title={t('review.controls')}>
        <Controls sheet={sheet} />
      </Section>
      <Section title={t('review.texts')}>
        <Texts sheet={sheet} />
      </Section>
      <Section title={t('review.note')}>
        {note === '' ? (
          <p className="ink-2">{t('review.noNote')}</p>
        ) : (
          <p className="well selectable review-text">{note}</p>
        )}
      </Section>
    </div>
  );
}

function Checked({ all }: { readonly all: readonly ReviewChecked[] }) {
  const { t, pick, format } = useI18n();
  return (
    <ul className="card">
      {all.map(({ itemId, label, done, sheetId, version }) => (
        <li key={itemId} className="list-line" data-item={itemId} data-done={done !== null}>
          <Icon name={done === null ? 'warn' : 'check'} size="s" />
          <span className="fill" title={version === null ? sheetId : `${sheetId} ${version}`}>
            {label ? pick(label) : itemId}
          </span>
          <span className="xs ink-2 nowrap">
            {done === null
              ? t('review.missing')
              : `${format.clock(done.callOffsetMs)} · ${t(`review.doneBy.${done.by}`)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Controls({ sheet }: { readonly sheet: ReviewSheet }) {
  const { t, format } = useI18n();
  if (sheet.controls.length === 0) return <p className="ink-2">{t('review.noControls')}</p>;
  return (
    <ul className="card">
      {sheet.controls.map((one) => (
        <li key={one.requestId} className="list-line" data-control={one.control}>
          <span className="figure-clock ink-3">
            {format.clock(Math.max(0, one.askedAt - sheet.answeredAt))}
          </span>
          <span className="fill">
            {t(`control.id.${one.control}`)}
            {one.action === 'undo' ? ` · ${t('review.undone')}` : null}
            <span className="under">{one.target}</span>
          </span>
          <span className="review-answer">
            <b>{t(`review.state.${one.state}`)}</b>
            {one.receipt === null ? null : <span className="xs ink-2 selectable">{one.receipt}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Texts({ sheet }: { readonly sheet: ReviewSheet }) {
  const { t, format } = useI18n();
  if (sheet.texts.length === 0) return <p className="ink-2">{t('review.noTexts')}</p>;
  return (
    <ol className="card">
      {sheet.texts.map(({ at, from, text, state }) => (
        <li key={`${at}${from}`} className="list-line">
          <span className="figure-clock ink-3">{format.clock(Math.max(0, at - sheet.answeredAt))}</span>
          <span className="fill review-text">
            <span className="xs ink-2">
              {t(`review.from.${from}`)}
              {state === 'failed' ? ` · ${t('review.notDelivered')}` : null}
            </span>
            <span className="selectable">{text}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
