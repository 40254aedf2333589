import { cleanup, configure } from '@testing-library/react';
import * as React from 'react';
import { afterEach, vi } from 'vitest';

// How long a test waits for what is coming, in ms: the machine may be busy with other work.
configure({ asyncUtilTimeout: 10_000 });

// What jsdom leaves out and the page relies on. Sizes stay unknown, so nothing is virtualised away:
// the headless library draws every row when NODE_ENV is "test".
class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// Used to find a row by its key; every character but a plain one may be escaped by its code.
const escape = (text: string): string =>
  text.replaceAll(/[^\w-]|^\d/g, (char) => `\\${char.codePointAt(0)?.toString(16)} `);

if (typeof CSS === 'undefined') Object.assign(globalThis, { CSS: { escape } });
window.ResizeObserver ??= NoResizeObserver;
for (const name of ['scrollIntoView', 'setPointerCapture', 'releasePointerCapture']) {
  if (!(name in Element.prototype)) Object.assign(Element.prototype, { [name]: () => {} });
}
window.matchMedia ??= (media: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    matches: false,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });

/**
 * As Chromium has it, for what these tests have: inline styles and the attribute. Without it the
 * headless library asks for the computed style of each ancestor, which jsdom takes long for.
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

// In development React notes for each element where it was made, up to so many in a second. Nobody
// reads it here, and it takes a tenth of the time.
Object.defineProperty(
  (React as unknown as Record<string, object>)[
    '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'
  ] ?? {},
  'recentlyCreatedOwnerStacks',
  { get: () => Number.POSITIVE_INFINITY, set: () => {} },
);

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  for (const name of ['data-theme', 'data-density', 'dir', 'lang']) {
    document.documentElement.removeAttribute(name);
  }
});
