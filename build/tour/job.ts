import { basename, join } from 'node:path';
import { enterWorkspace } from '../drive/enter.ts';
import type { Program } from '../drive/program.ts';
import {
  accessToken,
  choose,
  dismissToasts,
  open,
  openRegenerateForm,
  openTab,
  tick,
} from '../drive/screens.ts';
import type { Steps } from './steps.ts';

/** The application that the tour generates keys for. */
export const application = 'Petshop website';
export const owner = `${application}, Production`;

/** The first token's validity in seconds. */
export const VALIDITY = 7200;
/** How many scopes are selected: some real files define hundreds. */
const SCOPES = 3;

export interface Tour {
  readonly program: Program;
  readonly steps: Steps;
  /** Takes the next picture. */
  readonly shot: (name: string) => Promise<void>;
  /** Where the exported files go. */
  readonly exports: string;
  /** OpenAPI files. */
  readonly apis: readonly string[];
}

/** What the screens showed, to compare the files with. */
export interface Seen {
  readonly consumerKey: string;
  /** The token of 7200 s, as revealed. */
  readonly firstToken: string;
  /** Text of the visible rows in Subscriptions, including name, version and plan. */
  readonly subscriptions: readonly string[];
  readonly subscriptionCount: number;
}

/** From the empty window to exported tokens, using only mouse and keyboard. */
export async function doTheJob(tour: Tour): Promise<Seen> {
  const { program, steps, shot, exports } = tour;
  const { page } = program;
  const must = steps.must;

  await must('create a workspace in an empty data directory', async () => {
    await shot('first-start');
    await enterWorkspace(page);
    await shot('workspace');
  });
  await bringInApis(tour);
  await must(`create the application ${application}`, async () => {
    await dismissToasts(page);
    await open(page, 'Applications');
    await page.getByRole('button', { name: 'New application' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New application' });
    await dialog.getByLabel('Name').fill(application);
    await dialog.getByLabel('Description').fill('The shop window, and what it orders.');
    await shot('new-application');
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('heading', { name: application }).waitFor();
    await shot('application');
  });
  const subscriptions = await subscribe(tour);

  await must(`Generate Keys on Production Keys, valid for ${VALIDITY} s`, async () => {
    await openTab(page, 'Production Keys');
    await page.getByLabel('Access token validity period').fill(String(VALIDITY));
    await page.getByText(`${VALIDITY} s, 2 hours`).waitFor();
    const scopes = page.getByRole('group', { name: 'Scopes' }).getByRole('checkbox');
    for (const scope of (await scopes.all()).slice(0, SCOPES)) await tick(scope);
    await shot('generate-keys');
    await page.getByRole('button', { name: 'Generate Keys' }).click();
    await accessToken(page).waitFor();
    // The focus has scrolled the dial above it out of view.
    await accessToken(page).evaluate((card) => card.scrollIntoView({ block: 'end' }));
    await shot('keys');
  });

  let firstToken = '';
  const consumerKey = await page
    .getByRole('group', { name: 'Consumer key' })
    .locator('code')
    .innerText();
  await must('Reveal shows the access token', async () => {
    await accessToken(page).getByRole('button', { name: 'Reveal' }).click();
    const hide = accessToken(page).getByRole('button', { name: 'Hide' });
    await hide.waitFor();
    await dismissToasts(page);
    firstToken = await accessToken(page).locator('code').first().innerText();
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(firstToken)) throw new Error('what it shows isn’t a JWT');
    await shot('revealed');
    await hide.click();
  });
  await must('Copy copies the masked token to the clipboard', async () => {
    await accessToken(page).getByRole('button', { name: 'Copy' }).click();
    await page.getByText(`Access token of ${owner}`).waitFor();
    await shot('copied');
    const copied = await program.clipboardText();
    if (copied !== firstToken) throw new Error('the clipboard contains something else');
  });
  await must('export the 7200 s token as token-7200.jwt', () =>
    exportToken(tour, 'JWT', join(exports, 'token-7200.jwt')),
  );

  await must('Re-generate with −1, after one confirmation', async () => {
    await dismissToasts(page);
    const form = await openRegenerateForm(page);
    await form.getByLabel('Access token validity period').fill('-1');
    await form.getByRole('button', { name: 'Re-generate' }).click();
    const question = page.getByRole('alertdialog', {
      name: 'Generate a token that never expires?',
    });
    await question.waitFor();
    await shot('never-expires');
    await question.getByRole('button', { name: 'Generate it' }).click();
    await page.getByText(`${owner} has a new access token`).waitFor();
    await accessToken(page).getByText('Never expires').first().waitFor();
    await accessToken(page).scrollIntoViewIfNeeded();
    await shot('regenerated');
    await dismissToasts(page);
    await page.getByRole('grid', { name: 'History' }).scrollIntoViewIfNeeded();
    await page.getByText('Revoked', { exact: true }).first().waitFor();
    await shot('history');
  });

  for (const [format, file] of [
    ['JSON', 'tokens.json'],
    ['.env', 'tokens.env'],
    ['CSV', 'tokens.csv'],
    ['JWT', 'token.jwt'],
  ] as const) {
    await must(`export the current token as ${file}`, () =>
      exportToken(tour, format, join(exports, file)),
    );
  }
  await must('export everything as tokens.json.jwe and open it with the passphrase', () =>
    exportEncrypted(tour, join(exports, 'tokens.json.jwe'), join(exports, 'tokens-decrypted.json')),
  );
  return { consumerKey, firstToken, subscriptions, subscriptionCount: tour.apis.length + 1 };
}

async function bringInApis({ program, steps, shot, apis }: Tour): Promise<void> {
  const { page } = program;
  const names = apis.map((path) => basename(path)).join(', ');
  await steps.must(`import ${names}, and look through what was found`, async () => {
    await open(page, 'APIs');
    await shot('no-apis');
    await program.answerOpen(apis);
    await page.getByRole('button', { name: 'Import APIs…' }).first().click();
    const review = page.getByRole('dialog', { name: 'Review import' });
    await review.waitFor();
    const refused = page.getByRole('list', { name: 'Files that can’t be used' });
    if (await refused.isVisible()) throw new Error(oneLine(await refused.innerText()));
    for (const plans of await review.getByRole('group', { name: /^Business plans/ }).all()) {
      for (const plan of await plans.getByRole('checkbox').all()) await tick(plan);
    }
    await shot('import-review');
    await review.getByRole('button', { name: /^Import/ }).click();
    await review.waitFor({ state: 'hidden' });
    await page.getByRole('listbox', { name: 'APIs' }).getByRole('option').first().click();
    await shot('apis');
  });
}

async function subscribe({ program, steps, shot, apis }: Tour): Promise<readonly string[]> {
  const { page } = program;
  let subscriptions: readonly string[] = [];
  await steps.must(
    'subscribe it to each API, and to the first one with a second plan',
    async () => {
      await openTab(page, 'Subscriptions');
      const button = page.getByRole('button', { name: 'Subscribe to APIs…' });
      await button.first().click();
      const dialog = page.getByRole('dialog', { name: `Subscribe ${application} to APIs` });
      await dialog.getByRole('button', { name: 'Select all' }).click();
      await shot('subscribe');
      await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText(counted(apis.length)).first().waitFor();

      await button.first().click();
      await tick(dialog.getByRole('list', { name: 'APIs' }).getByRole('checkbox').first());
      await shot('second-plan');
      await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });

      await page
        .getByText(counted(apis.length + 1))
        .first()
        .waitFor();
      await shot('subscriptions');
      const table = page.getByRole('grid', { name: 'Subscriptions' });
      const rows = table.getByRole('row').filter({ has: page.getByRole('rowheader') });
      await rows.nth(apis.length).waitFor();
      subscriptions = (await rows.allInnerTexts()).map(oneLine);
    },
  );
  return subscriptions;
}

/** Exports the current token with the button next to it. */
async function exportToken({ program, shot }: Tour, format: string, path: string): Promise<void> {
  const { page } = program;
  await program.answerSave(path);
  await accessToken(page).getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export tokens' });
  await choose(dialog, 'Format', format);
  await dialog.getByText('Plain text', { exact: true }).click();
  if (basename(path) === 'tokens.json') await shot('export');
  await dialog.getByRole('button', { name: 'Export to file…' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(path).waitFor();
  await dismissToasts(page);
}

/** Exports the whole workspace with the default options, and decrypts the file again. */
async function exportEncrypted(
  { program, shot }: Tour,
  encrypted: string,
  decrypted: string,
): Promise<void> {
  const { page } = program;
  const passphrase = 'nine green bottles on a wall';
  await program.answerSave(encrypted);
  await program.chooseMenu('Export tokens…');
  const dialog = page.getByRole('dialog', { name: 'Export tokens' });
  await choose(dialog, 'Format', 'JSON');
  await dialog.getByRole('textbox', { name: 'Passphrase for the file' }).fill(passphrase);
  await dialog.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase);
  await shot('export-encrypted');
  await dialog.getByRole('button', { name: 'Export to file…' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await program.answerOpen([encrypted]);
  await program.answerSave(decrypted);
  await program.chooseMenu('Open encrypted export…');
  const opened = page.getByRole('dialog', { name: `Open ${basename(encrypted)}` });
  const field = opened.getByRole('textbox', { name: 'Passphrase for the file' });
  await field.fill('ten green bottles on a wall');
  await opened.getByRole('button', { name: 'Decrypt to file…' }).click();
  await opened.getByText('Wrong passphrase').waitFor();
  await shot('decrypt');
  await field.fill(passphrase);
  await opened.getByRole('button', { name: 'Decrypt to file…' }).click();
  await page.getByText(decrypted).waitFor();
  await dismissToasts(page);
}

function counted(subscriptions: number): string {
  return subscriptions === 1 ? '1 subscription' : `${subscriptions} subscriptions`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
