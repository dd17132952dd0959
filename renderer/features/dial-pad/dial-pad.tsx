import { useState, type KeyboardEvent } from 'react';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { talkingCall } from '#renderer/stores/select/call.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

const keys: readonly (readonly [string, string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

interface DialPadProps {
  readonly onClose: () => void;
}

/** F3: dials when the line is free; during a call every key is a tone for the far end (RFC 4733). */
export function DialPad({ onClose }: DialPadProps) {
  const talking = useDeskState((state) => talkingCall(state) !== null);
  return talking ? <Tones onClose={onClose} /> : <Dial onClose={onClose} />;
}

function Dial({ onClose }: DialPadProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const call = async (): Promise<void> => {
    if (number.trim() === '') return setWrong(t('call.dialPad.invalid'));
    setBusy(true);
    const result = await desk.bridge.send('call/dial', { number: number.trim() });
    setBusy(false);
    if (result.ok) onClose();
    else setWrong(errorWords(i18n, result.error));
  };
  return (
    <Dialog
      title={t('call.dialPad.title')}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" icon="phone" keys="Enter" disabled={busy} onClick={() => void call()}>
            {t('call.dialPad.call')}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <Field
        data-autofocus
        label={t('call.dialPad.number')}
        note={t('call.dialPad.hint')}
        wrong={wrong}
        inputMode="tel"
        maxLength={100}
        value={number}
        onChange={(event) => {
          setNumber(event.target.value);
          setWrong(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void call();
        }}
      />
      <Pad onPress={(digit) => setNumber((before) => before + digit)} />
    </Dialog>
  );
}

function Tones({ onClose }: DialPadProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const callId = useDeskState((state) => talkingCall(state)?.id ?? null);
  const sent = useDeskState((state) => talkingCall(state)?.dtmfSent ?? '');
  const press = (digits: string): void => {
    if (callId) void desk.send('call/send-dtmf', { callId, digits });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    press(event.key);
  };
  return (
    <Dialog
      title={t('call.dialPad.tonesTitle')}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p className="ink-2 tones-sent" role="status">
        {sent ? t('call.dialPad.sent', { digits: sent }) : t('call.dialPad.hint')}
      </p>
      <Pad onPress={press} onKeyDown={onKeyDown} />
    </Dialog>
  );
}

interface PadProps {
  readonly onPress: (digit: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

function Pad({ onPress, onKeyDown }: PadProps) {
  return (
    <div className="dialpad">
      {keys.map(([digit, letters]) => (
        <button type="button" key={digit} onClick={() => onPress(digit)} onKeyDown={onKeyDown}>
          {digit}
          <small aria-hidden="true">{letters}</small>
        </button>
      ))}
    </div>
  );
}
