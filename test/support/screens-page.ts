import { act, configure, getConfig } from '@testing-library/react';
import { hurryComputedStyle } from './computed-style.ts';

// What the page needs but jsdom lacks. Sizes stay unknown, yet no row is virtualised away: the
// headless library renders every row when NODE_ENV is "test".
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// Used to find a row by its key; any special character may be escaped by its code point.
const escape = (text: string): string =>
  text.replaceAll(/[^\w-]|^\d/g, (char) => `\\${char.codePointAt(0)?.toString(16)} `);

if (typeof CSS === 'undefined') Object.assign(globalThis, { CSS: { escape } });
window.ResizeObserver ??= NoResizeObserver;
for (const name of ['scrollIntoView', 'setPointerCapture', 'releasePointerCapture']) {
  if (!(name in Element.prototype)) Object.assign(Element.prototype, { [name]: () => {} });
}
// One object for each query, so that a test can change what the system answers.
const queries = new Map<string, MediaQueryList>();
window.matchMedia ??= (media: string): MediaQueryList => {
  const known = queries.get(media);
  if (known !== undefined) return known;
  const query = Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
  queries.set(media, query);
  return query;
};

/**
 * Chromium's checkVisibility, for inline styles and the attribute only. Without it the headless
 * library reads the computed style of each ancestor, which is slow in jsdom.
 */
function isVisible(element: Element, options: CheckVisibilityOptions = {}): boolean {
  let visibility = '';
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const style = at instanceof HTMLElement || at instanceof SVGElement ? at.style : undefined;
    if (style?.display === 'none' || at.hasAttribute('hidden')) return false;
    visibility ||= style?.visibility ?? '';
  }
  return !(options.visibilityProperty && ['hidden', 'collapse'].includes(visibility));
}
Element.prototype.checkVisibility ??= function (options) {
  return isVisible(this, options);
};

hurryComputedStyle();

const BY_ID = /^\[id="([^"\\]+)"\]$/;
const select = Element.prototype.querySelector;

/** As jsdom finds it, which reads the whole document for this selector of the testing library. */
Element.prototype.querySelector = function (selectors: string): Element | null {
  const [, id] = BY_ID.exec(selectors) ?? [];
  const found = id === undefined ? null : this.ownerDocument.getElementById(id);
  // There may be another one of this id, within this element.
  const isHere = found !== null && found !== this && this.contains(found);
  return isHere ? found : select.call(this, selectors);
};

// What `findBy` finds may be drawn before its effects have run, such as the one that moves the focus.
const { asyncWrapper } = getConfig();
configure({
  asyncWrapper: async (work) => {
    const found = await asyncWrapper(work);
    await act(async () => undefined);
    return found;
  },
});
