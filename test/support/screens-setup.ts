import './react-as-shipped.ts';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import './screens-page.ts';

// How long `findBy` and `waitFor` wait, in milliseconds: the machine may be busy.
configure({ asyncUtilTimeout: 10_000 });

// Time stands still, unless a test moves it: on a busy machine "in 59 minutes" would become 58. At a
// whole second, as the page's clock is.
const now = Math.floor(Date.now() / 1000) * 1000;
vi.setSystemTime(now);
beforeEach(() => {
  vi.setSystemTime(now);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const name of ['data-theme', 'data-density', 'dir', 'lang']) {
    document.documentElement.removeAttribute(name);
  }
});
