import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { slateTextMax } from '#shared/slate/limits.ts';
import type { SlateMode } from '#shared/slate/layout.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { useI18n, useWords } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { useDesk, useDeskState, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';

const phrases = ['moment', 'card', 'password', 'read', 'sms', 'thanks'] as const;

/** So long after the last key the words are in the picture, milliseconds: live, and not a request a letter. */
const settleMs = 120;

/** What is typed here stands in the caller's picture. Page Up and Page Down turn it, Ctrl Enter wipes it for the next sentence. */
export function SlateEditor({ call }: { readonly call: CallSnapshot }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const slate = useTopic('slate/state', (state) => (state?.callId === call.id ? state : null));
  const [text, setText] = useState(slate?.text ?? '');
  const [mode, setMode] = useState<SlateMode>(slate?.mode ?? 'full');
  const [wrong, setWrong] = useState<string | null>(null);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Opened by its key: the cursor is in it as soon as it is there.
  const byKey = useView((view) => view.slateFor?.callId === call.id && view.slateFor.open);
  useEffect(() => {
    if (byKey) desk.focus('slate');
  }, [desk, byKey]);

  const write = async (words: string, how: SlateMode): Promise<void> => {
    const result = await desk.bridge.send('slate/write', { callId: call.id, text: words, mode: how });
    setWrong(result.ok ? null : errorWords(i18n, result.error));
  };
  const change = (words: string, how = mode, atOnce = false): void => {
    setText(words);
    clearTimeout(timer.current);
    if (composing.current) return;
    if (atOnce) void write(words, how);
    else timer.current = setTimeout(() => void write(words, how), settleMs);
  };
  const turn = (by: 1 | -1): void => void desk.send('slate/turn', { callId: call.id, by });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'PageDown') turn(1);
    else if (event.key === 'PageUp') turn(-1);
    else if (event.key === 'Enter' && event.ctrlKey) change('', mode, true);
    else return;
    event.preventDefault();
  };
  const drawn = slate?.drawn ?? null;
  const held = call.state === 'held';
  return (
    <Section
      title={t('video.slate.title')}
      aside={
        <Segmented
          label={t('video.slate.mode')}
          value={mode}
          options={(['full', 'band'] as const).map((value) => ({ value, label: t(`video.slate.${value}`) }))}
          onChange={(next) => {
            setMode(next);
            change(text, next, true);
          }}
        />
      }
    >
      <Phrases onChoose={(words) => change(words, mode, true)} disabled={held} />
      <div className="slate-write">
        <TextArea
          label={t('video.slate.label')}
          place="slate"
          rows={3}
          disabled={held}
          maxLength={slateTextMax}
          placeholder={t(held ? 'video.slate.held' : 'video.slate.placeholder')}
          value={text}
          onChange={(event) => change(event.target.value)}
          onCompositionStart={() => (composing.current = true)}
          onCompositionEnd={(event) => {
            composing.current = false;
            change(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <div className="slate-acts">
          <Button keys="Ctrl+Enter" disabled={text === ''} onClick={() => change('', mode, true)}>
            {t('video.slate.wipe')}
          </Button>
          <Button keys="PageUp" disabled={!drawn || drawn.page < 2} onClick={() => turn(-1)}>
            {t('video.slate.back')}
          </Button>
          <Button keys="PageDown" disabled={!drawn || drawn.page >= drawn.pages} onClick={() => turn(1)}>
            {t('video.slate.next')}
          </Button>
        </div>
      </div>
      <p className={wrong ? 'xs bad' : 'xs ink-2'} role={wrong ? 'alert' : 'status'}>
        {wrong ?? (drawn ? t('video.slate.seen') : t('video.slate.hint'))}
      </p>
    </Section>
  );
}

/** The button speaks the agent's language, the slate the caller's. */
function Phrases({ onChoose, disabled }: { onChoose: (words: string) => void; disabled: boolean }) {
  const { t } = useI18n();
  const both = useWords();
  const chinese = useDeskState((state) => callerLanguage(state) === 'zh');
  const toCaller = (key: Key): string =>
    both.find((one) => one.language === (chinese ? 'zh-CN' : 'en-US'))?.t(key) ?? t(key);
  return (
    <div className="phrases">
      {phrases.map((phrase) => (
        <Button
          key={phrase}
          disabled={disabled}
          title={toCaller(`video.phrase.${phrase}`)}
          onClick={() => onChoose(toCaller(`video.phrase.${phrase}`))}
        >
          {t(`video.phraseName.${phrase}`)}
        </Button>
      ))}
    </div>
  );
}
