import { useImperativeHandle, useRef, type Ref } from 'react';
import type { ContentFault } from '#shared/editor/version.ts';

export interface LineGoer {
  /** The cursor to the beginning of a line, and the line into sight. */
  toLine(line: number): void;
}

interface TextFieldProps {
  readonly label: string;
  readonly text: string;
  readonly faults: readonly ContentFault[];
  /** Left out: it is to be read, not to be written in. */
  readonly onType?: ((text: string) => void) | undefined;
  readonly ref?: Ref<LineGoer>;
}

/**
 * A text with the numbers of its lines. The lines lie under the field with the same letters, so that a number stands at its line
 * however it is broken; the field itself is the system's own, with its input methods and its undo.
 */
export function TextField({ label, text, faults, onType, ref }: TextFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n');
  const wrong = new Set(faults.map(({ line }) => line));
  useImperativeHandle(ref, () => ({
    toLine(line) {
      const area = field.current;
      if (!area) return;
      const start = lines.slice(0, Math.max(0, line - 1)).reduce((sum, one) => sum + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      area.parentElement?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' });
    },
  }));
  return (
    <div className="text-lines">
      <div className="text-under" aria-hidden="true">
        {lines.map((line, index) => (
          <div key={index} data-line={index + 1} data-wrong={wrong.has(index + 1) || undefined}>
            <i>{index + 1}</i>
            {line === '' ? '\u200b' : line}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        aria-label={label}
        aria-invalid={faults.length > 0}
        data-place="middle"
        spellCheck={false}
        autoComplete="off"
        readOnly={!onType}
        value={text}
        onChange={(event) => onType?.(event.target.value)}
      />
    </div>
  );
}
