import { shortcutText, type Shortcut } from '#renderer/commands/shortcut.ts';

/** The key that does it, shown on the thing it works. Hidden from a screen reader: the control carries aria-keyshortcuts. */
export function KeyCap({ keys, bare = false }: { readonly keys: Shortcut; readonly bare?: boolean }) {
  return (
    <kbd className={bare ? 'key key-bare' : 'key'} aria-hidden="true">
      {shortcutText(keys)}
    </kbd>
  );
}
