/** As a `ref`: the one control a screen begins with takes the focus when it appears, so that the keyboard is never nowhere. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
