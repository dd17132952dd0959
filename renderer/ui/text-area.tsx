import type { ReactNode, TextareaHTMLAttributes } from 'react';

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'> {
  readonly label: string;
  /** Shown beside the field; left out where the heading of the section is the label. */
  readonly before?: ReactNode;
  readonly place?: string;
}

/** Several lines. Grows with its section, never with its text: nothing below it moves while one types. */
export function TextArea({ label, before, place, ...area }: TextAreaProps) {
  return (
    <div className="field field-area">
      {before}
      <textarea aria-label={label} data-place={place} spellCheck={false} {...area} />
    </div>
  );
}
