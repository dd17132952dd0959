/** A key with its modifiers, as written on the caps: `F2`, `Ctrl+Enter`, `Alt+1`, `Ctrl+Shift+M`. */
export type Shortcut = string;

/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Enter: 'Enter',
  NumpadEnter: 'Enter',
  Escape: 'Escape',
  Comma: ',',
};

/**
 * The key under the finger. Letters and digits go by their place on the board (`code`), not by the character: Alt types characters
 * on macOS, and a Chinese input method reports `Process` for any letter.
 */
function keyOf({ key, code }: KeyPress): string | null {
  if (/^F([1-9]|1[0-2])$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  return digit ?? named[code] ?? null;
}

/** The shortcut a key press stands for, or null. On macOS the command key counts as Ctrl. */
export function shortcutOf(press: KeyPress): Shortcut | null {
  const key = keyOf(press);
  if (key === null) return null;
  const ctrl = press.ctrlKey || press.metaKey;
  const modifiers = [ctrl && 'Ctrl', press.altKey && 'Alt', press.shiftKey && 'Shift'].filter(Boolean);
  return [...modifiers, key].join('+');
}

const shown: Readonly<Record<string, string>> = { Enter: '↵', Escape: 'Esc' };

/** As it is written on a cap: `Ctrl ↵`, `Alt 1`. */
export const shortcutText = (shortcut: Shortcut): string =>
  shortcut
    .split('+')
    .map((part) => shown[part] ?? part)
    .join(' ');

/** As `aria-keyshortcuts` wants it: `Control+Enter`. */
export const ariaShortcut = (shortcut: Shortcut): string => shortcut.replace('Ctrl', 'Control');
