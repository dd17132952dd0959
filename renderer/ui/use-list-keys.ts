import { useId, useState, type KeyboardEvent } from 'react';

interface ListKeys {
  readonly active: number;
  readonly listId: string;
  readonly setActive: (index: number) => void;
  /** For the field above the list. */
  readonly inputProps: {
    readonly role: 'combobox';
    readonly 'aria-expanded': boolean;
    /** Left out while no list is drawn: a reader must not be sent to one that is not there. */
    readonly 'aria-controls': string | undefined;
    readonly 'aria-activedescendant': string | undefined;
    readonly 'aria-autocomplete': 'list';
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly optionProps: (index: number) => {
    readonly role: 'option';
    readonly id: string;
    readonly 'aria-selected': boolean;
    readonly onPointerMove: () => void;
    readonly onClick: () => void;
  };
}

/**
 * A field with a list under it: the focus stays in the field, arrows move in the list, Enter takes the one that is marked
 * (ARIA combobox pattern). `count` is what is drawn, so that nothing is marked or taken that cannot be seen. `onKey` sees other keys first; true from it means the key is used up. With `clickOnlyMarks` a
 * click only marks: what is done with it stands on buttons below.
 */
export function useListKeys(
  count: number,
  onChoose: (index: number) => void,
  onKey?: (event: KeyboardEvent) => boolean,
  clickOnlyMarks = false,
): ListKeys {
  const listId = useId();
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, Math.max(0, count - 1));
  const optionId = (index: number): string => `${listId}-${index}`;
  const move = (to: number): void => {
    setActive(to);
    document.getElementById(optionId(to))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method is composing, its keys are not ours.
    if (event.nativeEvent.isComposing || onKey?.(event)) return;
    const target = targetOf(event.key, active, count);
    if (target !== null) {
      event.preventDefault();
      move(target);
    } else if (event.key === 'Enter' && !event.ctrlKey && count > 0) {
      event.preventDefault();
      onChoose(active);
    }
  };
  return {
    active,
    listId,
    setActive,
    inputProps: {
      role: 'combobox',
      'aria-expanded': count > 0,
      'aria-controls': count > 0 ? listId : undefined,
      'aria-activedescendant': count > 0 ? optionId(active) : undefined,
      'aria-autocomplete': 'list',
      onKeyDown,
    },
    optionProps: (index) => ({
      role: 'option',
      id: optionId(index),
      'aria-selected': index === active,
      // With buttons under the list the pointer on its way there must not mark another.
      onPointerMove: () => (clickOnlyMarks ? undefined : setActive(index)),
      onClick: () => (clickOnlyMarks ? setActive(index) : onChoose(index)),
    }),
  };
}

function targetOf(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, active + 8);
  if (key === 'PageUp') return Math.max(0, active - 8);
  return null;
}
