import { join } from 'node:path';
import { enterWorkspace } from '../drive/enter.ts';
import { type Program, until } from '../drive/program.ts';
import { writeContactSheet } from './contact-sheet.ts';
import { fillWorkspace } from './fill-workspace.ts';
import type { Steps } from './steps.ts';

interface Look {
  readonly name: string;
  readonly preferences: Readonly<Record<string, string>>;
}

const looks: readonly Look[] = [
  { name: 'light', preferences: { theme: 'light' } },
  { name: 'dark', preferences: { theme: 'dark' } },
  { name: 'contrast', preferences: { theme: 'contrast' } },
  { name: 'compact', preferences: { theme: 'light', density: 'compact' } },
  { name: 'german', preferences: { theme: 'light', language: 'de' } },
  { name: 'longer', preferences: { theme: 'light', language: 'en-XA' } },
  { name: 'right-to-left', preferences: { theme: 'dark', language: 'ar-XB' } },
];

/** Window sizes in px, and the zoom. */
const sizes = [
  { name: '900x600', width: 900, height: 600, zoom: 1 },
  { name: '1440x900', width: 1440, height: 900, zoom: 1 },
  { name: '2560x1440', width: 2560, height: 1440, zoom: 1 },
  { name: '200-percent', width: 900, height: 600, zoom: 2 },
] as const;

/** Commands that open a dialog wherever one is, by id: labels differ between languages. */
const dialogs = [
  'application.new',
  'api.new',
  'palette',
  'token.copy',
  'token.regenerate',
  'token.inspect',
  'help.guide',
  'help.shortcuts',
  'help.report',
  'help.about',
] as const;

const plain = { theme: 'system', density: 'comfortable', language: 'en' };

/** Changes preferences; another language reloads the page, whose answer then never comes. */
async function prefer({ page }: Program, preferences: Look['preferences']): Promise<void> {
  const wanted = { ...plain, ...preferences };
  const set = `latchkey.call('preferences:set', ${JSON.stringify(wanted)})`;
  await page.evaluate(set).catch(() => undefined);
  await page.locator(`html[lang="${wanted.language}"]`).waitFor();
  await page.getByRole('navigation').waitFor();
}

async function resize(program: Program, size: (typeof sizes)[number]): Promise<void> {
  await program.electron.evaluate(
    ({ BrowserWindow }, as) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(as.width, as.height);
      window?.webContents.setZoomFactor(as.zoom);
    },
    { ...size },
  );
  await until(program.page, `innerWidth === ${size.width / size.zoom}`);
}

/** A command of the menu bar, as the menu gives it. */
async function run({ electron }: Program, command: string): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, id) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('latchkey:event', 'command', id);
  }, command);
}

/** Long enough for what was asked to be drawn, in ms: a picture needs no exact moment. */
const DRAWN = 150;

/** All pages, tabs and dialogs of one look at one size. */
async function shootOne(program: Program, folder: string): Promise<readonly string[]> {
  const { page } = program;
  const taken: string[] = [];
  const shot = async (name: string): Promise<void> => {
    await page.waitForTimeout(DRAWN);
    const path = join(folder, `${String(taken.length + 1).padStart(2, '0')}-${name}.png`);
    await program.screenshot(path);
    taken.push(path);
  };
  const links = page.getByRole('navigation').getByRole('link');
  for (const link of await links.all()) {
    const name = (await link.getAttribute('href'))?.slice(1) ?? 'page';
    await link.click();
    await shot(name);
    if (name !== 'applications') continue;
    const tabs = page.getByRole('tab');
    for (let index = 1; index < (await tabs.count()); index += 1) {
      await tabs.nth(index).click();
      await shot(`tab-${index}`);
    }
    await tabs.nth(1).click();
  }
  for (const command of dialogs) {
    await run(program, command);
    const dialog = page.locator('section[role$="dialog"]').first();
    await dialog.waitFor();
    await shot(command.replace('.', '-'));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  return taken;
}

/** Every screen and dialog in every look and size, with a contact sheet of each. */
export async function shootEveryLook(program: Program, out: string, steps: Steps): Promise<void> {
  await enterWorkspace(program.page);
  await fillWorkspace(program.page);
  for (const look of looks) {
    await prefer(program, look.preferences);
    for (const size of sizes) {
      await steps.check(`${look.name}, ${size.name}`, async () => {
        await resize(program, size);
        const folder = join(out, 'all', look.name, size.name);
        const pictures = await shootOne(program, folder);
        await writeContactSheet(pictures, join(out, 'all', `${look.name}-${size.name}.png`));
      });
    }
    const [, usual] = sizes;
    await resize(program, usual);
  }
}
