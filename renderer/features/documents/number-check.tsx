import { useId, useState } from 'react';
import { checkNumber } from '#shared/documents/check-number.ts';
import type { DocumentGuide } from '#shared/documents/document.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** Whether what was read out can be such a number. It stays in this field and is gone with it: nothing is sent or kept (C2). */
export function NumberCheck({ document }: { readonly document: DocumentGuide }) {
  const { t, pick } = useI18n();
  const noteId = useId();
  const [typed, setTyped] = useState('');
  const checked = checkNumber(document, typed);
  const wrong = checked.kind === 'noForm' || checked.kind === 'checkSign' || checked.kind === 'birthDate';
  return (
    <div>
      <div className={wrong ? 'field field-wrong' : 'field'}>
        <input
          aria-label={t('documents.check')}
          aria-describedby={noteId}
          aria-invalid={wrong ? true : undefined}
          placeholder={t('documents.check')}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p
        className={wrong ? 'field-note wrong' : 'field-note'}
        id={noteId}
        role="status"
        data-checked={checked.kind}
      >
        {checked.kind === 'empty' || checked.kind === 'short' ? null : (
          <Icon name={wrong ? 'warn' : 'check'} size="s" />
        )}
        {t(`documents.checked.${checked.kind}`, { form: 'form' in checked ? pick(checked.form.label) : '' })}
      </p>
    </div>
  );
}
