import { useMemo } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { lineChanges, withoutSame, type ChangedLine } from './line-changes.ts';

const sign = { same: ' ', removed: '−', added: '+' } as const;
const word = { same: 'editor.kept', removed: 'editor.removed', added: 'editor.added' } as const;

/** What this version changes in what is in force. Sign, line through and colour say the same: none of them alone. */
export function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useI18n();
  const shown = useMemo(() => withoutSame(lineChanges(before, after)), [before, after]);
  if (before === after) return <Empty icon="check" title={t('editor.same')} />;
  return (
    <>
      <p className="xs ink-2">{t('editor.changesOf')}</p>
      <ol className="changes selectable" aria-label={t('editor.changes')}>
        {shown.map((line, index) =>
          line.kind === 'skipped' ? (
            <li key={index} className="changes-skipped">
              {t('editor.skipped', { count: line.count })}
            </li>
          ) : (
            <Line key={index} line={line} />
          ),
        )}
      </ol>
    </>
  );
}

function Line({ line }: { readonly line: ChangedLine }) {
  const { t } = useI18n();
  const Mark = line.kind === 'removed' ? 'del' : line.kind === 'added' ? 'ins' : 'span';
  return (
    <li data-change={line.kind}>
      <span className="changes-at" aria-hidden="true">
        {line.before ?? ''}
      </span>
      <span className="changes-at" aria-hidden="true">
        {line.after ?? ''}
      </span>
      <span className="changes-sign" role="img" aria-label={t(word[line.kind])}>
        {sign[line.kind]}
      </span>
      <span className="changes-text">
        {line.pieces.map((piece, index) =>
          piece.changed ? <Mark key={index}>{piece.text}</Mark> : <span key={index}>{piece.text}</span>,
        )}
      </span>
    </li>
  );
}
