import type { Place } from '#renderer/stores/desk.ts';

/**
 * Moves the focus to a place of the desk. At once where it is on the screen, so that the very next key lands there;
 * otherwise when React has drawn what was just opened.
 */
export function focusPlace(place: Place): void {
  const next = further[place];
  if (next !== undefined && isAt(place) && focusNow(next)) return;
  if (!focusNow(place)) requestAnimationFrame(() => void focusNow(place));
}

/** Where the same key leads that is pressed once more: from the line to write in to the ready phrases above it. */
const further: Partial<Readonly<Record<Place, Place>>> = { text: 'phrases' };

const isAt = (place: Place): boolean =>
  document.activeElement instanceof HTMLElement && document.activeElement.dataset['place'] === place;

function focusNow(place: Place): boolean {
  const element = document.querySelector<HTMLElement>(`[data-place="${place}"]`);
  if (!element) return false;
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else if (element instanceof HTMLTextAreaElement) element.focus();
  else (firstControl(element) ?? element).focus();
  return true;
}

/** In a group of choices the key lands on the chosen one, or the first. */
const firstControl = (place: HTMLElement): HTMLElement | null =>
  place.querySelector<HTMLElement>('input[type=radio]:checked:enabled') ??
  place.querySelector<HTMLElement>('input:enabled') ??
  place.querySelector<HTMLElement>('[data-first]');
