import { useState } from 'react';
import { documentFor } from '#shared/documents/pick.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { DocumentGuideView } from './document-guide.tsx';

/** Kinds of documents; the one that this caller has on file comes first to hand, arrows show the others. */
export function DocumentsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, pick } = useI18n();
  const documents = useTopic('documents/library', (library) => library?.documents ?? null) ?? [];
  const onFile = useTopic('caller/state', (caller) => caller?.holder?.document ?? null);
  const own = documentFor(documents, onFile);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = documents.find(({ id }) => id === chosenId) ?? own;
  const { rowProps } = useRowKeys(documents.length, shown === null ? -1 : documents.indexOf(shown), (index) =>
    setChosenId(documents[index]?.id ?? null),
  );
  return (
    <Dialog
      title={t('caller.documents')}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {shown === null ? (
        <Empty icon="doc" title={t('documents.none')} />
      ) : (
        <div className="documents">
          <div className="card documents-list" role="group" aria-label={t('documents.kinds')}>
            {documents.map((one, index) => (
              <button
                key={one.id}
                className="list-row"
                data-kind={one.id}
                {...(one === shown ? { 'data-autofocus': true } : {})}
                {...rowProps(index)}
              >
                <span className="fill">
                  {pick(one.name)}
                  {one === own && onFile !== null ? (
                    <span className="under">{t('documents.onFile')}</span>
                  ) : null}
                </span>
              </button>
            ))}
          </div>
          <DocumentGuideView document={shown} />
        </div>
      )}
    </Dialog>
  );
}
