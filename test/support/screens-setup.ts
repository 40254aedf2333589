import { cleanup, configure } from '@testing-library/react';
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

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  for (const name of ['data-theme', 'data-density', 'dir', 'lang']) {
    document.documentElement.removeAttribute(name);
  }
});
