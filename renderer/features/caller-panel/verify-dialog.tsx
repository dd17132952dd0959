import { useState } from 'react';
import type { VerifyMethod } from '#shared/caller/identity.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

/** A test holds it against the contract. */
export const methodOrder: readonly VerifyMethod[] = [
  'birthMonth',
  'branch',
  'idTail',
  'address',
  'recentTransaction',
  'codeToPhone',
  'callBack',
  'videoFace',
  'document',
  'ivrPassword',
];

/** Which checks the caller has passed. The suggested ones first; enough of them and the caller is verified. */
export function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const callId = useTopic('caller/state', (caller) => caller?.callId ?? null);
  const verified = useTopic('caller/state', (caller) => caller?.caller?.verified ?? null);
  const [passed, setPassed] = useState<readonly VerifyMethod[]>(verified?.methods ?? []);
  const [wrong, setWrong] = useState<string | null>(null);
  if (!callId || !verified) return null;
  const ordered = [
    ...methodOrder.filter((method) => verified.suggested.includes(method)),
    ...methodOrder.filter((method) => !verified.suggested.includes(method)),
  ];
  const save = async (failed: boolean): Promise<void> => {
    const result = await desk.bridge.send('caller/mark-verified', { callId, methods: [...passed], failed });
    if (result.ok) onClose();
    else setWrong(errorWords(i18n, result.error));
  };
  const toggle = (method: VerifyMethod): void =>
    setPassed((before) =>
      before.includes(method) ? before.filter((one) => one !== method) : [...before, method],
    );
  return (
    <Dialog
      title={t('caller.verifyDialog.title')}
      onClose={onClose}
      foot={
        <>
          <Button kind="big" onClick={() => void save(false)} disabled={passed.length === 0}>
            {t('caller.verifyDialog.save')}
          </Button>
          <Button onClick={() => void save(true)}>{t('caller.verifyDialog.fail')}</Button>
          <span className="fill" />
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p className="ink-2">{t('caller.verifyDialog.text', { need: verified.need })}</p>
      <ul className="cues">
        {ordered.map((method) => (
          <li key={method}>
            <label className="cue">
              <input
                type="checkbox"
                className="check"
                checked={passed.includes(method)}
                onChange={() => toggle(method)}
              />
              {t(`caller.method.${method}`)}
              {verified.suggested.includes(method) ? (
                <span className="at">{t('caller.verifyDialog.suggested')}</span>
              ) : null}
            </label>
          </li>
        ))}
      </ul>
      {wrong ? <p className="field-note wrong">{wrong}</p> : null}
    </Dialog>
  );
}
