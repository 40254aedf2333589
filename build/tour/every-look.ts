import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../shared/words/languages.ts';
import { loadLocale } from '../../shared/words/words.ts';
import { closeDialogs, openDialog } from '../drive/dialog-steps.ts';
import { dialogs } from '../drive/dialogs.ts';
import { enterWorkspace } from '../drive/enter.ts';
import { type Program, until } from '../drive/program.ts';
import { settled } from '../drive/settled.ts';
import { type Thumbnail, writeContactSheets } from './contact-sheet.ts';
import { fillWorkspace } from './fill-workspace.ts';
import type { TourOptions } from './options.ts';
import type { Steps } from './steps.ts';

interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark' | 'contrast';
  readonly density?: 'comfortable' | 'compact';
}

/** Another language reloads the page; themes and densities change what is open. */
const languages: readonly Readonly<{ language: Language; looks: readonly Look[] }>[] = [
  {
    language: 'en',
    looks: [
      { name: 'light', theme: 'light' },
      { name: 'dark', theme: 'dark' },
      { name: 'contrast', theme: 'contrast' },
      { name: 'compact', theme: 'light', density: 'compact' },
    ],
  },
  { language: 'de', looks: [{ name: 'german', theme: 'light' }] },
  { language: 'en-XA', looks: [{ name: 'longer', theme: 'light' }] },
  { language: 'ar-XB', looks: [{ name: 'right-to-left', theme: 'dark' }] },
];

/** Window sizes in px, and the zoom. */
const sizes = [
  { name: '900x600', width: 900, height: 600, zoom: 1 },
  { name: '1440x900', width: 1440, height: 900, zoom: 1 },
  { name: '2560x1440', width: 2560, height: 1440, zoom: 1 },
  { name: '200-percent', width: 900, height: 600, zoom: 2 },
] as const;
type Size = (typeof sizes)[number];
const [, usual] = sizes;

/** The X display that the largest size fits on. */
export const everyLookDisplay = '2700x1600';

/** In ms: a place that can't be opened is reported, and the others are shot. */
const TIMEOUT = 15_000;

/** In px: wide enough to see what is clipped or misaligned. */
const THUMBNAIL = 640;

/** A page or a dialog: how to get there, and how to leave it. */
interface Place {
  readonly name: string;
  readonly open: () => Promise<void>;
  readonly leave: () => Promise<void>;
}

/** Changes the language, which reloads the page: the answer never comes. */
async function speak(page: Page, language: Language): Promise<void> {
  await loadLocale({ language, region: undefined });
  const set = `latchkey.call('preferences:set', { language: '${language}', theme: 'light', density: 'comfortable' })`;
  await page.evaluate(set).catch(() => undefined);
  await page.locator(`html[lang="${language}"]`).waitFor();
  await page.getByRole('navigation').waitFor();
}

async function wear(page: Page, { theme, density = 'comfortable' }: Look): Promise<void> {
  await page.evaluate(
    `latchkey.call('preferences:set', { theme: '${theme}', density: '${density}' })`,
  );
  await page.locator(`html[data-theme="${theme}"][data-density="${density}"]`).waitFor();
}

async function resize(program: Program, size: Size): Promise<void> {
  await program.electron.evaluate(
    ({ BrowserWindow }, as) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(as.width, as.height);
      window?.webContents.setZoomFactor(as.zoom);
    },
    { ...size },
  );
  const [width, height] = [size.width / size.zoom, size.height / size.zoom];
  await until(program.page, `innerWidth === ${width} && innerHeight === ${height}`);
}

/** A page is left by opening the next one. */
async function leave(): Promise<void> {}

/** The pages and the tabs of an application, in the order of the sidebar. */
async function screens(page: Page): Promise<readonly Place[]> {
  const links = page.getByRole('navigation').getByRole('link');
  const names = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute('href')?.slice(1) ?? ''),
  );
  const open = (name: string) => page.locator(`a[href="#${name}"]`).click();
  const ofApplication = [0, 1, 2, 3].map((index) => ({
    name: `application-${index + 1}`,
    leave,
    open: async () => {
      await open('applications');
      await page.getByRole('option').filter({ hasText: 'Petshop website' }).click();
      await page.getByRole('tab').nth(index).click();
    },
  }));
  const engine = {
    name: 'gateway-haproxy',
    leave,
    open: async () => {
      await open('gateways');
      await page.getByRole('option', { name: /HAProxy/ }).click();
    },
  };
  return [
    ...names.map((name) => ({ name, leave, open: () => open(name) })),
    ...ofApplication,
    engine,
  ];
}

function dialogPlaces(program: Program): readonly Place[] {
  return dialogs.map(({ name, open }) => ({
    name: `dialog-${name}`,
    open: async () => {
      await open(program);
      await openDialog(program.page).waitFor();
    },
    leave: () => closeDialogs(program.page),
  }));
}

/** Of one dialog: a busy machine draws a new frame late. */
const FRAMES = 20;

/**
 * Saves the window as it is now.
 *
 * @param undimmed the colour of the sidebar while no dialog is open, for a dialog: a picture with it
 *   would be of a frame from before the dialog opened.
 * @returns a small copy for the contact sheet, and the colour of the sidebar.
 */
async function shoot(
  { electron }: Program,
  path: string,
  undimmed: string | undefined,
): Promise<Omit<Thumbnail, 'name'> & { readonly sidebar: string }> {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const { large, ...shown } = await capture(electron);
    if (shown.sidebar === undimmed) continue;
    await writeFile(path, Buffer.from(large, 'base64'));
    return shown;
  }
  throw new Error('The dialog is not in the picture');
}

function capture(electron: Program['electron']) {
  return electron.evaluate(async ({ BrowserWindow }, wide) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window');
    // The last frame drawn can lack what has just changed: the first picture brings a new one.
    contents.invalidate();
    await contents.capturePage();
    contents.invalidate();
    const image = await contents.capturePage();
    const thumbnail = image.resize({ width: wide, quality: 'good' });
    const isMirrored = await contents.executeJavaScript(`document.documentElement.dir === 'rtl'`);
    const x = isMirrored ? image.getSize().width - 3 : 2;
    return {
      sidebar: image.crop({ x, y: 2, width: 1, height: 1 }).toBitmap().toString('hex'),
      large: image.toJPEG(90).toString('base64'),
      small: thumbnail.toJPEG(85).toString('base64'),
      ...thumbnail.getSize(),
    };
  }, THUMBNAIL);
}

/**
 * Every screen and dialog in every look and size, with a contact sheet of each look and size. A
 * place is opened once per language, and shot in all looks and sizes before it is left.
 *
 * @param only names of looks, sizes and places; an empty list stands for all.
 */
export async function shootEveryLook(
  program: Program,
  out: string,
  steps: Steps,
  only: Pick<TourOptions, 'looks' | 'sizes' | 'places'>,
): Promise<void> {
  const { page } = program;
  // A dialog that has just opened would be shot while it fades in.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await enterWorkspace(page);
  await fillWorkspace(page);
  page.setDefaultTimeout(TIMEOUT);
  for (const { language, looks } of languages) {
    const wanted = looks.filter(among(only.looks));
    if (wanted.length === 0) continue;
    await speak(page, language);
    const sheets: Sheets = new Map();
    const pages = await screens(page);
    const chosen = [...pages, ...dialogPlaces(program)].filter(among(only.places));
    // What a dialog dims is known from a page.
    const needsPage = chosen.length > 0 && !chosen.some((place) => pages.includes(place));
    for (const place of needsPage ? [...pages.slice(0, 1), ...chosen] : chosen) {
      await steps.check(`${language}: ${place.name}`, async () => {
        await resize(program, usual);
        await place.open();
        const isDialog = !pages.includes(place);
        const shown = {
          name: place.name,
          isDialog,
          looks: wanted,
          sizes: sizes.filter(among(only.sizes)),
        };
        await shootPlace(program, join(out, 'all'), shown, sheets);
        await place.leave();
      });
      await closeDialogs(page).catch(() => page.reload());
    }
    await resize(program, usual);
    for (const [name, thumbnails] of sheets) {
      await writeContactSheets(program.electron, thumbnails, join(out, 'all', name));
    }
  }
}

function among(wanted: readonly string[]): (one: Readonly<{ name: string }>) => boolean {
  return ({ name }) => wanted.length === 0 || wanted.includes(name);
}

/** The pictures of each look and size. */
type Sheets = Map<string, (Thumbnail & { readonly sidebar: string })[]>;

interface Shown {
  readonly name: string;
  readonly isDialog: boolean;
  readonly looks: readonly Look[];
  readonly sizes: readonly Size[];
}

async function shootPlace(
  program: Program,
  folder: string,
  { name, isDialog, looks, sizes }: Shown,
  sheets: Sheets,
): Promise<void> {
  for (const size of sizes) {
    await resize(program, size);
    // In another size, something else would be under it.
    await program.page.mouse.move(0, 0);
    for (const look of looks) {
      await wear(program.page, look);
      await settled(program.page);
      const path = join(folder, look.name, size.name, `${name}.jpg`);
      await mkdir(dirname(path), { recursive: true });
      const sheet = `${look.name}-${size.name}`;
      const before = sheets.get(sheet) ?? [];
      // The first one is of a page.
      const undimmed = isDialog ? before[0]?.sidebar : undefined;
      sheets.set(sheet, [...before, { name, ...(await shoot(program, path, undimmed)) }]);
    }
  }
}
