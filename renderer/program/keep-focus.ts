/** Where focus goes when the focused element is gone, best first; inside the page's <main>. */
const places = [
  // The next step: the one filled button of what is shown.
  '[class*="detail"] button[class*="primary"]:not([aria-disabled])',
  '[role="tab"][aria-selected="true"]',
  'input[type="search"], [role="searchbox"]',
  '[role="option"][aria-selected="true"]',
  'button:not([aria-disabled]), a[href], input, [tabindex="0"]',
] as const;

function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

let skipsNextStep = false;

/**
 * For what deletes the thing that is shown: the next step would be that of another thing, and a second
 * Enter would generate its keys or revoke its token. Until the next key or click.
 */
export function skipNextStep(): void {
  skipsNextStep = true;
}

function findPlace(): HTMLElement | null {
  const main = document.querySelector('main');
  if (main === null) return null;
  for (const place of skipsNextStep ? places.slice(1) : places) {
    const found = [...main.querySelectorAll<HTMLElement>(place)].find(isVisible);
    if (found !== undefined) return found;
  }
  return null;
}

function goOn(): void {
  skipsNextStep = false;
}

/** How many frames the code that removed an element has to move the focus itself. */
const FRAMES = 3;

/** How many more the page has to load what it shows next: some five seconds. */
const LOADING_FRAMES = 300;

/** Whether the next step may be about to appear. */
function isLoading(): boolean {
  return document.querySelector('main [data-loading]') !== null;
}

/**
 * Moves the focus to the next step when the element that had it is removed, for the life of the
 * page: on <body>, a keyboard or a screen reader would begin at the top again.
 */
export function keepFocus(): () => void {
  let last: Element | null = null;
  let isChecking = false;

  function onFocusIn(event: FocusEvent): void {
    last = event.target instanceof Element ? event.target : null;
  }

  function isLost(): boolean {
    return document.activeElement === document.body && last !== null && !last.isConnected;
  }

  function check(framesLeft: number): void {
    if (!isLost()) isChecking = false;
    else if (framesLeft > 0 || (framesLeft > -LOADING_FRAMES && isLoading()))
      requestAnimationFrame(() => check(framesLeft - 1));
    else {
      isChecking = false;
      findPlace()?.focus();
    }
  }

  const observer = new MutationObserver(() => {
    if (isChecking || !isLost()) return;
    isChecking = true;
    check(FRAMES);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
  goOn();
  const stopped = new AbortController();
  const { signal } = stopped;
  document.addEventListener('focusin', onFocusIn, { signal });
  for (const name of ['keydown', 'pointerdown']) {
    document.addEventListener(name, goOn, { capture: true, signal });
  }
  return () => {
    observer.disconnect();
    stopped.abort();
    goOn();
  };
}
