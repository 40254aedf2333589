import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that depend on colours, which differ between themes but not between languages. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

interface Look {
  /** Selector of the part to look at. */
  readonly include: string;
  /** Rules that another look of the same elements covers. */
  readonly without?: readonly string[];
  /** Whether to look at its colours in the dark and the contrast theme, too. */
  readonly inEachTheme?: boolean;
  /**
   * Keeps axe from the page meanwhile: a dialog doesn't let it show through, but axe places each
   * of its elements before it asks for the colour behind a text, which takes longer than all else.
   */
  readonly withoutPage?: boolean;
}

/**
 * `looker.look`, in the page. The colours of a text in another theme follow from its own and its
 * ancestors' classes, states and styles, so each such path is looked at once: most dialogs and
 * pages are made of the same parts. Ignores the headless library's live announcer, which for some
 * seconds refers to a spinner that is gone.
 */
const looker = `globalThis.looker = (() => {
  // How often each path was looked at without a verdict: something may have covered it.
  const looks = new Map();
  // Words, addresses and IDs colour nothing, nor does a row's place in pixels.
  const silent = /^(id|for|name|title|alt|src|href|value|d|data-key|aria-(label.*|describedby|controls|owns))$/;
  const own = (element) => [
    element.localName,
    ...[...element.attributes]
      .filter(({ name }) => !silent.test(name))
      .map(({ name, value }) => name + '=' + value.replaceAll(/-?[\\d.]+px/g, '')),
    element.matches(':has(:disabled)'),
    element.matches(':has([aria-invalid="true"])'),
  ].join(' ');
  const hasText = ({ childNodes }) =>
    [...childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');

  /** The elements with a text or a link whose colours weren't judged yet, by their path. */
  function unjudged(include) {
    const paths = new Map([[null, '']]);
    const pathOf = (element) => {
      if (!paths.has(element)) paths.set(element, pathOf(element.parentElement) + ' > ' + own(element));
      return paths.get(element);
    };
    const fresh = new Map();
    for (const element of document.querySelectorAll(include + ' *')) {
      if (!hasText(element) && !element.matches('a[href], input, textarea, select')) continue;
      if (element.closest('[data-live-announcer]') !== null) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const path = pathOf(element);
      if ((looks.get(path) ?? 0) < 3 && !fresh.has(path)) fresh.set(path, element);
    }
    return fresh;
  }

  const run = (include, options) => axe.run(
    { include, exclude: ['[data-live-announcer]'] },
    { resultTypes: ['violations'], elementRef: true, ...options },
  );
  const told = ({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ element }) => id + ': ' + element.outerHTML.slice(0, 160)));

  /** @param behind what isn't looked at, and needn't be styled and drawn in each theme. */
  async function inOtherThemes(include, colourRules, behind) {
    const fresh = unjudged(include);
    if (fresh.size === 0) return [];
    const options = { runOnly: colourRules, resultTypes: ['violations', 'passes'] };
    const { dataset } = document.documentElement;
    const { theme } = dataset;
    const found = [];
    if (behind) behind.style.contentVisibility = 'hidden';
    for (const other of ['dark', 'contrast']) {
      dataset.theme = other;
      const results = await run([...fresh.values()], options);
      const rules = [...results.violations, ...results.passes];
      const judged = new Set(rules.flatMap(({ nodes }) => nodes.map(({ element }) => element)));
      for (const [path, element] of fresh) {
        looks.set(path, judged.has(element) ? 3 : (looks.get(path) ?? 0) + 0.5);
      }
      found.push(...told(results).map((fault) => other + ': ' + fault));
    }
    dataset.theme = theme;
    if (behind) behind.style.contentVisibility = '';
    return found;
  }

  // The two ways in which axe walks down the document. Hiding the page would draw it anew.
  function skip(root) {
    Object.defineProperty(root, 'childNodes', { value: [], configurable: true });
    const { FILTER_ACCEPT, FILTER_REJECT } = NodeFilter;
    document.createTreeWalker = (from, show) => Document.prototype.createTreeWalker.call(
      document, from, show, (node) => (node === root ? FILTER_REJECT : FILTER_ACCEPT));
  }

  // Else axe writes down the source of each element that passes a rule.
  axe.configure({ noHtml: true });
  return {
    async look({ include, without, inEachTheme, withoutPage }, colourRules) {
      const root = document.getElementById('root');
      const disabled = [...without];
      // A palette's list is scrolled by the keys of its field, which keeps the focus.
      if (document.querySelector(include + ' [role="menu"]') !== null) disabled.push('scrollable-region-focusable');
      const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
      if (withoutPage) skip(root);
      try {
        const found = told(await run([include], { rules }));
        if (!inEachTheme) return found;
        return [...found, ...(await inOtherThemes(include, colourRules, withoutPage && root))];
      } finally {
        delete root.childNodes;
        delete document.createTreeWalker;
      }
    },
  };
})();`;

/** What axe finds on the rendered screen, each with the beginning of its element. */
async function faults(page: Page, look: Look): Promise<readonly string[]> {
  const input = JSON.stringify({ without: [], ...look });
  const run = `globalThis.looker?.look(${input}, ${JSON.stringify(COLOUR_RULES)})`;
  const found = await page.evaluate<readonly string[] | undefined>(run);
  if (found !== undefined) return found;
  // Once for each document: that takes as long as a look itself.
  await page.evaluate(`${axe};${looker}`);
  return page.evaluate(run);
}

/** What axe finds on the whole screen, with all its rules. */
export function screenFaults(page: Page): Promise<readonly string[]> {
  return faults(page, { include: 'html' });
}

async function expectNone(page: Page, name: string, look: Partial<Look>): Promise<void> {
  const mains = await page.getByRole('main').count();
  const found = await faults(page, { include: 'html', ...look });
  expect({ name, mains, faults: found }).toEqual({ name, mains: 1, faults: [] });
}

/** One <main>, and nothing that axe finds with all its rules. */
export function expectAccessible(page: Page, name: string): Promise<void> {
  return expectNone(page, name, {});
}

/** One <main>, and nothing that axe finds in what depends on the language: in all but the colours. */
export function expectAccessibleWords(page: Page, name: string): Promise<void> {
  return expectNone(page, name, { without: COLOUR_RULES });
}

/** One <main>, nothing that axe finds with all its rules, and no bad colour in another theme. */
export function expectAccessibleInEachTheme(page: Page, name: string): Promise<void> {
  return expectNone(page, name, { inEachTheme: true });
}

/** What axe finds in the open dialog. @param inEachTheme its colours in the dark and the contrast one, too. */
export function dialogFaults(page: Page, inEachTheme: boolean): Promise<readonly string[]> {
  return faults(page, { include: 'section[role$="dialog"]', inEachTheme, withoutPage: true });
}
