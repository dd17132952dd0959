import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { KeyCap } from './key-cap.tsx';
import type { useListKeys } from './use-list-keys.ts';

interface PickerFieldProps {
  /** Names the field for who cannot see it. */
  readonly label: string;
  readonly placeholder: string;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly keys: ReturnType<typeof useListKeys>;
  /** Beside the key that closes. */
  readonly children?: ReactNode;
}

/** The line to search in above the list of a picker: it has the keyboard at once, and the first find is always the chosen one. */
export function PickerField({ label, placeholder, words, onWords, keys, children }: PickerFieldProps) {
  return (
    <div className="palette-field">
      <Icon name="search" />
      <input
        data-autofocus
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        maxLength={100}
        value={words}
        onChange={(event) => {
          onWords(event.target.value);
          keys.setActive(0);
        }}
        {...keys.inputProps}
      />
      {children}
      <KeyCap keys="Escape" />
    </div>
  );
}
