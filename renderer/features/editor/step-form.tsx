import { useEffect, useState, type FormEvent } from 'react';
import type { Version } from '#shared/editor/version.ts';
import { lookAt } from '#renderer/commands/content-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { Field } from '#renderer/ui/field.tsx';

/** The reason that goes with giving back or withdrawing: whoever mends it reads it. */
export function ReasonForm({
  ask,
  versionId,
}: {
  readonly ask: 'giveBack' | 'withdraw';
  readonly versionId: string;
}) {
  const { t } = useI18n();
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const name = ask === 'giveBack' ? 'editor/give-back' : 'editor/withdraw';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === '') return;
    if (await desk.send(name, { versionId, reason })) lookAt(desk, { ask: null, show: 'text' });
  };
  return (
    <form className="step-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t(`editor.reason.${ask}`)}
        note={t(`editor.reasonHint.${ask}`)}
        value={reason}
        maxLength={500}
        ref={focusOnMount}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') lookAt(desk, { ask: null });
        }}
      />
      <Button type="submit" disabled={reason.trim() === ''}>
        {t(`editor.do.${ask}`)}
      </Button>
    </form>
  );
}

/** From when to when it is in force, first as the version proposes it; today and without an end when nothing is said. */
export function DaysForm({ version }: { readonly version: Version }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { from: proposedFrom, to: proposedTo } = version;
  useEffect(
    () => lookAt(desk, { from: proposedFrom ?? '', to: proposedTo ?? '' }),
    [desk, proposedFrom, proposedTo],
  );
  const from = useView((view) => view.content.from);
  const to = useView((view) => view.content.to);
  return (
    <div className="step-form">
      <Field
        type="date"
        label={t('editor.from')}
        value={from}
        onChange={(event) => lookAt(desk, { from: event.target.value })}
      />
      <Field
        type="date"
        label={t('editor.to')}
        value={to}
        onChange={(event) => lookAt(desk, { to: event.target.value })}
      />
    </div>
  );
}
