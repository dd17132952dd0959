import { useRef, type KeyboardEvent } from 'react';

interface RowKeys {
  /** For the button that is the row at a place: one stop for the Tab key per table, arrows inside it. */
  readonly rowProps: (index: number) => {
    readonly type: 'button';
    readonly tabIndex: 0 | -1;
    readonly 'aria-pressed': boolean;
    readonly ref: (button: HTMLButtonElement | null) => void;
    readonly onClick: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * A table or list whose rows can be chosen, each by a button in it: arrows, Home, End and the Page keys move and choose at once.
 * `active` -1: none is chosen; the first one then takes the Tab key.
 */
export function useRowKeys(count: number, active: number, onChoose: (index: number) => void): RowKeys {
  const rows = useRef(new Map<number, HTMLButtonElement>());
  const stop = active < 0 ? 0 : Math.min(active, count - 1);
  return {
    rowProps: (index) => ({
      type: 'button',
      tabIndex: index === stop ? 0 : -1,
      'aria-pressed': index === active,
      ref: (button) => void (button ? rows.current.set(index, button) : rows.current.delete(index)),
      onClick: () => onChoose(index),
      onKeyDown(event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const target = rowAfter(event.key, index, count);
        if (target === null) return;
        event.preventDefault();
        rows.current.get(target)?.focus();
        onChoose(target);
      },
    }),
  };
}

/** Where a key leads from a row; null when it is no key of a list. The ends hold: nothing goes round. */
export function rowAfter(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const wanted: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: last,
  };
  const to = wanted[key];
  return to === undefined ? null : Math.max(0, Math.min(last, to));
}
