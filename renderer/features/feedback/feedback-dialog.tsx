import { useState, type KeyboardEvent } from 'react';
import { feedbackKinds, type FeedbackKind } from '#shared/feedback/kinds.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { talkingCall } from '#renderer/stores/select/call.ts';
import type { Looking } from '#renderer/stores/desk.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

/** Kinds that speak of an article; without one open they say nothing. */
const ofArticle: readonly FeedbackKind[] = ['wrong', 'outdated', 'unclear'];

/** Two keystrokes: Alt J and a digit keep it, with the query, the article and the call; words may follow. */
export function FeedbackDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  // As it was when the dialog opened: what is typed behind it meanwhile is not meant.
  const [about] = useState(() => desk.looking.get());
  const [kept, setKept] = useState<{ readonly feedbackId: string; readonly kind: FeedbackKind } | null>(null);
  const capture = async (kind: FeedbackKind): Promise<void> => {
    const { query, articleId } = about;
    const result = await desk.send('feedback/capture', {
      kind,
      query: kind === 'suggestion' ? '' : query.slice(0, 200),
      articleId: kind === 'suggestion' ? null : articleId,
    });
    if (result) setKept({ feedbackId: result.feedbackId, kind });
  };
  return (
    <Dialog title={t('feedback.give')} onClose={onClose}>
      {kept === null ? (
        <Choose about={about} onChoose={(kind) => void capture(kind)} />
      ) : (
        <Words kept={kept} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface ChooseProps {
  readonly about: Looking;
  readonly onChoose: (kind: FeedbackKind) => void;
}

function Choose({ about, onChoose }: ChooseProps) {
  const { articleId, query, title } = about;
  const { t } = useI18n();
  const inCall = useDeskState((state) => talkingCall(state) !== null);
  const may = (kind: FeedbackKind): boolean => !ofArticle.includes(kind) || articleId !== null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const kind = feedbackKinds[Number(event.key) - 1];
    if (!kind || !may(kind)) return;
    event.preventDefault();
    onChoose(kind);
  };
  return (
    <div role="presentation" onKeyDown={onKeyDown} className="stack">
      <p className="ink-2">
        {articleId && title ? t('feedback.aboutArticle', { title }) : null}
        {!articleId && query ? t('feedback.aboutQuery', { query }) : null}
        {!articleId && !query ? t('feedback.aboutNothing') : null}
      </p>
      <div
        className="feedback-kinds"
        role="group"
        aria-label={t('feedback.give')}
        tabIndex={-1}
        ref={focusOnMount}
      >
        {feedbackKinds.map((kind, index) => (
          <button
            key={kind}
            type="button"
            className="flow-answer"
            data-kind={kind}
            disabled={!may(kind)}
            onClick={() => onChoose(kind)}
          >
            <KeyCap keys={String(index + 1)} />
            <span className="fill">{t(`feedback.kind.${kind}`)}</span>
          </button>
        ))}
      </div>
      <p className="xs ink-2">{t(inCall ? 'feedback.withCall' : 'feedback.withoutCall')}</p>
    </div>
  );
}

interface WordsProps {
  readonly kept: { readonly feedbackId: string; readonly kind: FeedbackKind };
  readonly onClose: () => void;
}

/** It is kept already; a few words make it worth more. */
function Words({ kept, onClose }: WordsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (note.trim() === '') return onClose();
    const result = await desk.bridge.send('feedback/annotate', { feedbackId: kept.feedbackId, note });
    if (result.ok) onClose();
    else setWrong(errorWords(i18n, result.error));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  };
  return (
    <div className="stack" data-kept={kept.kind}>
      <p className="row good" role="status">
        <Icon name="check" size="s" />
        {t('feedback.kept', { kind: t(`feedback.kind.${kept.kind}`) })}
      </p>
      <div className={wrong ? 'field field-wrong' : 'field'}>
        <input
          ref={focusOnMount}
          aria-label={t('feedback.note')}
          placeholder={t(kept.kind === 'suggestion' ? 'feedback.suggestionHint' : 'feedback.noteHint')}
          autoComplete="off"
          maxLength={500}
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
            setWrong(null);
          }}
          onKeyDown={onKeyDown}
        />
        <KeyCap keys="Enter" />
      </div>
      {wrong ? (
        <p className="field-note wrong" role="alert">
          {wrong}
        </p>
      ) : null}
      <div className="row">
        <Button onClick={() => void save()}>{t('feedback.close')}</Button>
        <span className="xs ink-2">{t('feedback.noNumbers')}</span>
      </div>
    </div>
  );
}
