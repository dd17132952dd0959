/**
 * Looks, in the page, for what is wrong on any screen whatever it shows: words cut off, parts outside the window, keys
 * without words, Chinese on an English screen's controls. Sent to the page as text: nothing of this module may be used inside.
 */
export function findOddities(language: 'zh-CN' | 'en-US'): string[] {
  const found: string[] = [];
  const label = (element: Element): string =>
    `<${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? ` .${element.className.split(' ').join('.')}` : ''}> “${(element.textContent ?? '').trim().slice(0, 40)}”`;
  const seen = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    // Words for a screen reader alone are not looked at.
    if (element.closest('.unseen') !== null) return false;
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  if (document.documentElement.scrollWidth > innerWidth + 1)
    found.push(`the window scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  if (document.documentElement.scrollHeight > innerHeight + 1)
    found.push(`the window scrolls down: ${document.documentElement.scrollHeight} > ${innerHeight}`);
  for (const button of document.querySelectorAll<HTMLElement>(
    'button, [role=button], label.disposition, .chip',
  )) {
    if (!seen(button)) continue;
    if (button.scrollWidth > button.clientWidth + 2) found.push(`words cut off in ${label(button)}`);
    const box = button.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`beyond the edge: ${label(button)}`);
    const name = button.getAttribute('aria-label') ?? button.textContent ?? '';
    if (name.trim() === '') found.push(`a control without a name: ${label(button)}`);
    if (
      language === 'en-US' &&
      /[\u4e00-\u9fff]/.test(name) &&
      button.closest('[lang]')?.getAttribute('lang') !== 'zh'
    )
      found.push(`Chinese in ${label(button)}`);
  }
  // The bar and the strip are read at a glance: nothing there may be shortened.
  for (const word of document.querySelectorAll<HTMLElement>('header *, footer *'))
    if (
      seen(word) &&
      word.childElementCount === 0 &&
      word.scrollWidth > word.clientWidth + 1 &&
      word.clientWidth > 0
    )
      found.push(`shortened in the bar or the strip: ${label(word)}`);
  if (document.querySelector('.fault') !== null) found.push('a part of the screen broke');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? '';
    const parent = walker.currentNode.parentElement;
    if (parent === null || !seen(parent)) continue;
    if (/^[a-z][A-Za-z-]*(\.[a-zA-Z-]+)+$/.test(text)) found.push(`a key instead of words: ${text}`);
    if (/\{\{|\}\}|\bundefined\b|\bNaN\b|\[object /.test(text))
      found.push(`not filled in: ${text.slice(0, 60)}`);
  }
  return found;
}
