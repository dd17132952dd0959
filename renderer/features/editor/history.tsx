import { lookAt } from '#renderer/commands/content-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { StateTag } from './content-list.tsx';
import type { Sheet } from './use-sheet.ts';

/** Who did what with this version, and the versions before it. */
export function History({ sheet }: { readonly sheet: Sheet }) {
  const { t, format } = useI18n();
  const now = useNow();
  return (
    <>
      {sheet.steps.length > 0 ? (
        <Section title={t('editor.history')}>
          <ol className="card timeline">
            {sheet.steps.toReversed().map((step) => (
              <li key={`${step.at} ${step.act}`}>
                <span className="nowrap">{t(`editor.act.${step.act}`)}</span>
                <span className="fill ink-2 editor-note">{step.note}</span>
                <span className="xs ink-2 nowrap">{step.by.name}</span>
                <span className="xs ink-3 nowrap">{format.day(step.at, now)}</span>
              </li>
            ))}
          </ol>
        </Section>
      ) : null}
      {sheet.versions.length > 0 ? (
        <Section title={t('editor.versions')}>
          <Versions sheet={sheet} />
        </Section>
      ) : null}
    </>
  );
}

function Versions({ sheet }: { readonly sheet: Sheet }) {
  const { format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const { versions, kind, contentId } = sheet;
  const active = versions.findIndex(({ versionId }) => versionId === sheet.version?.versionId);
  const { rowProps } = useRowKeys(versions.length, active, (index) => {
    const version = versions[index];
    if (version) lookAt(desk, { at: { kind, contentId, versionId: version.versionId }, ask: null });
  });
  return (
    <div className="card">
      {versions.map((version, index) => (
        <button key={version.versionId} className="list-row" {...rowProps(index)}>
          <StateTag state={version.state} />
          <span className="fill clip xs ink-2">
            {version.authors.map(({ name }) => name).join('、')}
            {version.from ? ` · ${version.from}` : ''}
            {version.to ? ` – ${version.to}` : ''}
          </span>
          <span className="xs ink-3 nowrap">{format.day(version.changedAt, now)}</span>
        </button>
      ))}
    </div>
  );
}
