/** How far above the element under the mouse its text may be cut off: a mark in a cell, a name in a title. */
const DEPTH = 3;

/** The element around `under` that cuts its text off with an ellipsis. */
function cutOff(under: Element): HTMLElement | null {
  let one: Element | null = under;
  for (let depth = 0; one instanceof HTMLElement && depth < DEPTH; depth += 1) {
    const isCut = one.scrollWidth > one.clientWidth;
    if (isCut && getComputedStyle(one).textOverflow === 'ellipsis') return one;
    one = one.parentElement;
  }
  return null;
}

/**
 * Shows all of a text that is cut off as a tooltip, for as long as the mouse is on it. Any list, cell
 * or button can be too narrow for a name, and which of them is depends on the window, so one listener
 * looks at what is under the mouse. A tooltip that an element has itself stays.
 *
 * @returns a function that stops it.
 */
export function showWholeTexts(): () => void {
  const stopped = new AbortController();
  let shown: HTMLElement | null = null;
  const show = ({ target }: Event): void => {
    const found = target instanceof Element ? cutOff(target) : null;
    if (found === shown) return;
    shown?.removeAttribute('title');
    shown = null;
    const text = found?.innerText.trim() ?? '';
    if (found === null || text === '') return;
    if (target instanceof Element && target.closest('[title]') !== null) return;
    found.title = text;
    shown = found;
  };
  document.addEventListener('pointerover', show, { passive: true, signal: stopped.signal });
  return () => stopped.abort();
}
