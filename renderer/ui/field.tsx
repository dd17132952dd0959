import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes } from 'react';
import { Icon } from './icon.tsx';

interface FrameProps {
  readonly label: ReactNode;
  readonly aside?: ReactNode;
  /** A plain sentence under the field. */
  readonly note?: ReactNode;
  /** What is wrong, in words; takes the place of the note. */
  readonly wrong?: string | null;
}

function Note({ id, note, wrong }: { id: string; note: ReactNode; wrong: string | null }) {
  if (wrong)
    return (
      <p className="field-note wrong" id={id} role="alert">
        <Icon name="warn" size="s" />
        {wrong}
      </p>
    );
  return note ? (
    <p className="field-note" id={id}>
      {note}
    </p>
  ) : null;
}

type InputProps = FrameProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> & { readonly ref?: Ref<HTMLInputElement> };

/** A line of text with its label, and beside it one sentence: a hint, or what is wrong. */
export function Field({ label, aside, note, wrong = null, id, ...input }: InputProps) {
  const own = useId();
  const fieldId = id ?? own;
  const noteId = `${fieldId}-note`;
  return (
    <div>
      <label className="label" htmlFor={fieldId}>
        {label}
        {aside ? <span className="aside">{aside}</span> : null}
      </label>
      <div className={wrong ? 'field field-wrong' : 'field'}>
        <input
          id={fieldId}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong || note ? noteId : undefined}
          autoComplete="off"
          spellCheck={false}
          {...input}
        />
      </div>
      <Note id={noteId} note={note} wrong={wrong} />
    </div>
  );
}

type SelectProps = FrameProps & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className'>;

/** One of a few: the system's own list, which every screen reader knows. */
export function SelectField({ label, aside, note, wrong = null, children, id, ...select }: SelectProps) {
  const own = useId();
  const fieldId = id ?? own;
  const noteId = `${fieldId}-note`;
  return (
    <div>
      <label className="label" htmlFor={fieldId}>
        {label}
        {aside ? <span className="aside">{aside}</span> : null}
      </label>
      <div className={wrong ? 'field field-wrong' : 'field'}>
        <select id={fieldId} aria-describedby={wrong || note ? noteId : undefined} {...select}>
          {children}
        </select>
        <Icon name="down" size="s" />
      </div>
      <Note id={noteId} note={note} wrong={wrong} />
    </div>
  );
}
