import type { ImportState, RefusedItem, SyncState } from '#shared/editor/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** How an import goes and what it could not read; what came of asking the content service. Nothing where there is nothing to say. */
export function Transfers() {
  const state = useTopic('editor/state', (all) => all);
  return (
    <>
      {state?.import ? <Import now={state.import} /> : null}
      {state && state.sync.phase !== 'off' ? <Sync now={state.sync} /> : null}
    </>
  );
}

function Import({ now }: { readonly now: ImportState }) {
  const { t } = useI18n();
  const { phase, folder, done, total } = now;
  return (
    <Section title={t(`editor.transfer.${phase}`, { folder })}>
      <div className="row transfer-progress">
        <progress className="progress fill" value={done} max={Math.max(1, total)} aria-label={folder} />
        <span className="xs nowrap">{t('editor.transfer.count', { done, total })}</span>
      </div>
      <p className="xs ink-2" role="status">
        {t('editor.transfer.result', {
          drafts: now.drafts,
          same: now.same,
          refused: now.refused.length,
        })}
      </p>
      <Items title={t('editor.transfer.refused')} items={now.refused} />
      <Items title={t('editor.transfer.remarks')} items={now.remarks} />
    </Section>
  );
}

function Sync({ now }: { readonly now: SyncState }) {
  const { t, format } = useI18n();
  const time = now.heardAt === null ? '—' : format.time(now.heardAt);
  const words =
    now.trouble !== null
      ? t('editor.transfer.serviceTrouble', { why: t(`editor.transfer.trouble.${now.trouble}`) })
      : now.phase === 'running'
        ? t('editor.transfer.serviceRunning')
        : t('editor.transfer.serviceIdle', { items: now.items, time });
  return (
    <Section title={t('editor.transfer.serviceTitle')}>
      <p className={now.trouble === null ? 'xs ink-2' : 'xs near'} role="status">
        {words}
      </p>
      <Items title={t('editor.transfer.refused')} items={now.refused} />
    </Section>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly RefusedItem[] }) {
  const { t } = useI18n();
  if (items.length === 0) return null;
  return (
    <details open={items.length < 6}>
      <summary className="xs">
        {title} · {items.length}
      </summary>
      <ul className="transfer-items">
        {items.map(({ file, line, reason }) => (
          <li key={`${file} ${line} ${reason}`}>
            <b className="selectable">{file}</b>{' '}
            <span className="xs ink-2 selectable">
              {line > 0 ? `${t('editor.line', { line })} · ` : ''}
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
