import { useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { mostListLength } from '#shared/incident/contract.ts';
import { sampleList } from '#shared/incident/sample-list.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { readText } from './read-text.ts';

/** So much is shown in the field; a longer list is only kept, as a field of megabytes would make typing slow. */
const mostShown = 200_000;
const sampleCardCount = 1_000;

/** A new list: its name, why, and the cards, pasted or out of a file. Nothing is held by this. */
export function ListForm({ onKept }: { readonly onKept: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [list, setList] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sandbox = useTopic('core/health', (core) => core?.sandbox ?? false);

  const take = (text: string, said: string | null): void => {
    setList(text);
    setChosen(said);
    setWrong(null);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await desk.bridge.send('incident/draft', { name, reason, list });
    setBusy(false);
    if (answer.ok) onKept();
    else setWrong(errorWords(i18n, answer.error));
  };
  const complete = name.trim() !== '' && reason.trim() !== '' && list.trim() !== '';
  return (
    <form className="sheet list-form" onSubmit={(event) => void submit(event)}>
      <Field
        label={t('incident.list.name')}
        placeholder={t('incident.list.nameHint')}
        value={name}
        maxLength={80}
        data-place="middle"
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t('incident.list.reason')}
        note={t('incident.list.reasonHint')}
        value={reason}
        maxLength={400}
        onChange={(event) => setReason(event.target.value)}
      />
      <div>
        <div className="label">
          {t('incident.list.cards')}
          <span className="aside">
            <FileButton onText={take} onWrong={setWrong} />
          </span>
        </div>
        {chosen !== null && list.length > mostShown ? (
          <p className="well">{chosen}</p>
        ) : (
          <TextArea
            label={t('incident.list.cards')}
            placeholder={t('incident.list.placeholder')}
            rows={10}
            spellCheck={false}
            value={list}
            maxLength={mostListLength}
            onChange={(event) => take(event.target.value, null)}
          />
        )}
        <p className="field-note">{t('incident.list.cardsHint')}</p>
        {sandbox ? (
          <div className="row">
            <Button kind="quiet" flush onClick={() => take(sampleList(sampleCardCount), null)}>
              {t('incident.list.sample')}
            </Button>
            <span className="xs ink-3">{t('incident.list.sampleNote')}</span>
          </div>
        ) : null}
      </div>
      {wrong ? (
        <p className="field-note wrong" role="alert">
          {wrong}
        </p>
      ) : null}
      <div className="row">
        <Button kind="primary" type="submit" disabled={!complete || busy}>
          {t(busy ? 'incident.drafting' : 'incident.draft')}
        </Button>
        <span className="xs ink-2">{t('incident.list.nothingYet')}</span>
      </div>
    </form>
  );
}

interface FileButtonProps {
  readonly onText: (text: string, said: string) => void;
  readonly onWrong: (words: string) => void;
}

/** The system's own file chooser; what is chosen is read here and never opened by name. */
function FileButton({ onText, onWrong }: FileButtonProps) {
  const { t, format } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    if (file.size > mostListLength) return onWrong(t('incident.list.tooBig'));
    const text = await readText(file).catch(() => null);
    if (text === null) return onWrong(t('incident.list.unreadable', { file: file.name }));
    const rows = format.number(text.split('\n').length);
    onText(text, t('incident.list.chosen', { file: file.name, rows }));
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,text/csv,text/plain"
        aria-label={t('incident.list.choose')}
        onChange={(event) => void choose(event)}
      />
      <Button kind="quiet" flush icon="doc" onClick={() => input.current?.click()}>
        {t('incident.list.choose')}
      </Button>
    </>
  );
}
