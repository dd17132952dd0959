import { useState } from 'react';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, SelectField } from '#renderer/ui/field.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

interface Revealed {
  readonly value: string;
  readonly hideAt: number;
}

/** One masked number in full, for a reason that is kept. It stays in this dialog only, is not to be copied, and goes by itself. */
export function RevealDialog({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const callId = useTopic('caller/state', (caller) => caller?.callId ?? null);
  const choices = useChoices();
  const [chosen, setChosen] = useState(choices[0]?.value ?? '');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  if (!callId) return null;
  const show = async (): Promise<void> => {
    const [what, cardId] = chosen.split(' ');
    const input =
      what === 'card' && cardId
        ? ({ callId, what: 'card', cardId, reason } as const)
        : ({ callId, what: what === 'phone' ? 'phone' : 'document', reason } as const);
    const result = await desk.bridge.send('caller/reveal', input);
    if (result.ok) setRevealed(result.value);
    else setWrong(errorWords(i18n, result.error));
  };
  return (
    <Dialog
      title={t('caller.reveal')}
      onClose={onClose}
      foot={
        <>
          <Button kind="big" onClick={() => void show()} disabled={reason.trim().length < 2 || !chosen}>
            {t('caller.revealDialog.show')}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('caller.revealDialog.what')}
        value={chosen}
        onChange={(event) => {
          setChosen(event.target.value);
          setRevealed(null);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </SelectField>
      <Field
        data-autofocus
        label={t('caller.revealDialog.reason')}
        placeholder={t('caller.revealDialog.reasonHint')}
        note={revealed ? null : t('caller.revealDialog.auditedBefore')}
        wrong={wrong}
        value={reason}
        maxLength={200}
        onChange={(event) => {
          setReason(event.target.value);
          setWrong(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && reason.trim().length >= 2)
            void show();
        }}
      />
      {revealed ? <Shown revealed={revealed} /> : null}
    </Dialog>
  );
}

function Shown({ revealed }: { readonly revealed: Revealed }) {
  const { t, format } = useI18n();
  const now = useNow();
  const left = revealed.hideAt - now;
  if (left <= 0) return null;
  return (
    <div className="well" role="status">
      <p className="revealed">{revealed.value}</p>
      <p className="xs ink-2">{t('caller.revealDialog.audited', { seconds: format.seconds(left) })}</p>
    </div>
  );
}

function useChoices(): readonly { readonly value: string; readonly label: string }[] {
  const { t } = useI18n();
  const caller = useTopic('caller/state', (state) => state);
  if (!caller) return [];
  const { holder, cards } = caller;
  return [
    ...cards.map((card) => ({ value: `card ${card.cardId}`, label: card.masked })),
    ...(holder?.phoneMasked
      ? [{ value: 'phone', label: `${t('caller.revealDialog.phone')} ${holder.phoneMasked}` }]
      : []),
    ...(holder?.document
      ? [{ value: 'document', label: `${t('caller.revealDialog.document')} ${holder.document.masked}` }]
      : []),
  ];
}
