import type { Place } from '#renderer/stores/desk.ts';

/** Moves the focus to a place of the desk, once React has drawn what was just changed. */
export function focusPlace(place: Place): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (!element) return;
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
    else if (!(element instanceof HTMLTextAreaElement)) (firstControl(element) ?? element).focus();
  });
}

/** In a group of choices the key lands on the chosen one, or the first. */
const firstControl = (place: HTMLElement): HTMLElement | null =>
  place.querySelector<HTMLElement>('input:checked:enabled') ??
  place.querySelector<HTMLElement>('input:enabled');
