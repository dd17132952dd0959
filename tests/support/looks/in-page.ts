/**
 * Looks, in the page, for what is badly set whatever a screen shows: words cut off or spilling out of their place, controls that
 * lie over each other, two filled buttons, a page that scrolls sideways, Chinese under 12 px, a last character on a line of its
 * own, a button on two lines. Runs inside the page: nothing from outside this function may be used in it.
 */
export function badlySet(): string[] {
  const found = new Set<string>();
  const controls =
    'button, input, select, textarea, a[href], summary, [role=button], [role=option], [role=tab], label.cue, label.disposition';
  const han = /[\u3400-\u9fff]/;
  const words = (element: Element): string => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const name = (element: Element): string =>
    `${element.tagName.toLowerCase()}${[...element.classList].map((one) => `.${one}`).join('')} “${(words(element) || (element.getAttribute('aria-label') ?? '')).slice(0, 40)}”`;

  /** What of an element is in sight: nothing of it where it is scrolled away or has no size. */
  const sight = (element: Element): DOMRect | null => {
    const own = element.getBoundingClientRect();
    let [left, top, right, bottom] = [own.left, own.top, own.right, own.bottom];
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const box = above.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    if (right - left < 2 || bottom - top < 2) return null;
    return new DOMRect(left, top, right - left, bottom - top);
  };
  const shown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('.unseen, [hidden], svg') === null;
  const dialog = document.querySelector('[role=dialog]');
  /** Under a dialog nothing is read or pressed but the bar, the strip and the dialog itself. */
  const inPlay = (element: Element): boolean =>
    shown(element) && (dialog === null || element.closest('[role=dialog], header, footer') !== null);

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth + 1) found.add(`the page scrolls sideways: ${page.scrollWidth}`);
  if (page.scrollHeight > innerHeight + 1) found.add(`the page scrolls down: ${page.scrollHeight}`);
  for (const body of document.querySelectorAll('.column-body, [role=dialog], .palette-list, .dialog-body'))
    if (shown(body) && body.scrollWidth > body.clientWidth + 1)
      found.add(`scrolls sideways: ${name(body).slice(0, 60)}`);

  const filled = [...document.querySelectorAll('.btn-primary, .slot-go.primary')].filter(inPlay);
  if (filled.length > 1) found.add(`${filled.length} filled buttons: ${filled.map(name).join(', ')}`);
  if ([...document.querySelectorAll('.tier-critical:not(.second)')].filter(inPlay).length > 1)
    found.add('two filled critical tiers');

  const touchable = [...document.querySelectorAll(controls)].filter(inPlay).flatMap((element) => {
    const box = sight(element);
    return box === null || getComputedStyle(element).opacity === '0' ? [] : [{ element, box }];
  });
  for (const [index, one] of touchable.entries())
    for (const two of touchable.slice(index + 1)) {
      if (one.element.contains(two.element) || two.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
      const down = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
      // A floating menu lies over what is under it by design.
      if (one.element.closest('.menu') !== two.element.closest('.menu')) continue;
      if (across > 2 && down > 2)
        found.add(`lie over each other: ${name(one.element)} and ${name(two.element)}`);
    }

  /** The lines a text is set in: top of each and where it ends. */
  const linesOf = (text: Text): { readonly top: number; left: number; right: number }[] => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines: { readonly top: number; left: number; right: number }[] = [];
    for (const { top, left, right, width } of range.getClientRects()) {
      if (width === 0) continue;
      const line = lines.find((known) => Math.abs(known.top - top) < 6);
      if (line) [line.left, line.right] = [Math.min(line.left, left), Math.max(line.right, right)];
      else lines.push({ top, left, right });
    }
    return lines;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const parent = text.parentElement;
    if (parent === null || text.data.trim() === '' || !inPlay(parent)) continue;
    const box = sight(parent);
    if (box === null) continue;
    const style = getComputedStyle(parent);
    const size = Number.parseFloat(style.fontSize);
    if (size > 0 && size < 12 && han.test(text.data)) found.add(`Chinese under 12 px: ${name(parent)}`);
    const lines = linesOf(text);
    if (lines.length === 0) continue;
    const inBar = parent.closest('header, footer') !== null;
    const byDesign = style.textOverflow === 'ellipsis' || parent.closest('.clip, [title]') !== null;
    const cut =
      parent.scrollWidth > parent.clientWidth + 1 && parent.clientWidth > 0 && style.overflowX !== 'visible';
    if (cut && (inBar || !byDesign)) found.add(`words cut off: ${name(parent)}`);
    const button = parent.closest('button, .btn, .slot, .segmented label, .disposition, .flag, .tier, .key');
    if (button !== null && button.matches('.btn, .slot, .segmented label, .disposition, .flag, .tier, .key'))
      if (lines.length > 1) found.add(`on two lines: ${name(button)}`);
    const frame = parent
      .closest('.card, .column, [role=dialog], header, footer, .workspace')
      ?.getBoundingClientRect();
    const right = Math.max(...lines.map((line) => line.right));
    if (frame !== undefined && !cut && right > frame.right + 1 && style.overflowX === 'visible')
      found.add(`words spill out: ${name(parent)}`);
    const last = lines.at(-1);
    const alone =
      lines.length > 1 &&
      last !== undefined &&
      last.right - last.left < size * 1.7 &&
      text === parent.lastChild &&
      han.test(text.data.trim().slice(-2));
    if (alone) found.add(`a last character of its own: ${name(parent)}`);
  }
  if (document.querySelector('.fault') !== null) found.add('a part of the screen broke');
  return [...found];
}
