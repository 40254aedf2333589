import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type PlainKey, t } from '../../shared/words/words.ts';
import { projectRoot } from '../runtime/project.ts';
import type { Program } from './program.ts';

/** Opens a dialog of a workspace as `fillWorkspace` leaves it, from any page. */
export interface DialogOpener {
  /** For a picture's or a test's name. */
  readonly name: string;
  /** The files below renderer/features that it shows: none may be left out. */
  readonly shows: readonly string[];
  /** Presses what opens it. The words are those of the language that is loaded here. */
  readonly open: (program: Program) => Promise<void>;
}

/** The application that everything is opened at, and one whose token never expires. */
const PETSHOP = 'Petshop website';
const ENDLESS = 'ERP connector';

type At = Page | Locator;

/** Presses a button by its whole name, so that "Delete…" isn't "Delete Bronze". */
async function press(at: At, name: string): Promise<void> {
  await at.getByRole('button', { name, exact: true }).first().click();
}

async function choose(page: Page, label: string): Promise<void> {
  await page.getByRole('menuitem', { name: label, exact: true }).click();
}

/** A command of the menu bar, by its id: labels differ between languages. */
async function run({ electron }: Program, command: string): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, id) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('latchkey:event', 'command', id);
  }, command);
}

async function go(page: Page, to: string): Promise<void> {
  await page.locator(`a[href="#${to}"]`).click();
}

function option(page: Page, list: PlainKey, text: string): Locator {
  return page
    .getByRole('listbox', { name: t(list) })
    .getByRole('option')
    .filter({ hasText: text });
}

async function openApplication(page: Page, name = PETSHOP): Promise<void> {
  await go(page, 'applications');
  await option(page, 'application.list', name).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

async function openKeys(page: Page, name = PETSHOP): Promise<void> {
  await openApplication(page, name);
  await page.getByRole('tab', { name: t('frame.tabs.production-keys') }).click();
  await page.getByRole('group', { name: t('keys.accessToken'), exact: true }).waitFor();
}

/** The row of a table that contains a text. */
function row(page: Page, table: PlainKey, text: string | RegExp): Locator {
  const grid = page.getByRole('grid', { name: t(table), exact: true });
  return grid
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .filter({ hasText: text });
}

async function rowMenu(at: Locator, label: string): Promise<void> {
  await at.first().getByRole('rowheader').click({ button: 'right' });
  await choose(at.page(), label);
}

/** The page's "More actions" menu of the open application. */
async function moreOfApplication(page: Page, label: string): Promise<void> {
  await openApplication(page);
  await press(page, t('ui.moreActions'));
  await choose(page, label);
}

async function selectTwoApplications(page: Page): Promise<void> {
  await openApplication(page, 'Price feed');
  await option(page, 'application.list', PETSHOP).click({ modifiers: ['ControlOrMeta'] });
}

async function selectApi(page: Page): Promise<void> {
  await go(page, 'apis');
  await option(page, 'api.list', 'Catalogue').click();
}

/** A key's card is named after its state and its ID. */
function keyCard(page: Page, state: 'current' | 'next'): Locator {
  const kid = '\u0000';
  const name = t('signingKeys.cardName', { state: t(`signingKeys.states.${state}`), kid });
  const [before = ''] = name.split(kid);
  const begins = new RegExp(`^${before.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  return page.getByRole('article', { name: begins }).first();
}

async function keyMenu(page: Page, label: string): Promise<void> {
  await go(page, 'signing-keys');
  await keyCard(page, 'current').getByRole('button').first().click();
  await choose(page, label);
}

async function setting(page: Page, label: string): Promise<void> {
  await go(page, 'settings');
  await press(page, label);
}

async function methodMenu(page: Page, label: string): Promise<void> {
  await go(page, 'settings');
  const found = row(page, 'unlock.title', t('unlock.kinds.recovery-code'));
  await found.first().getByRole('button').click();
  await choose(page, label);
}

async function importFiles(program: Program, files: readonly string[]): Promise<void> {
  await program.answerOpen(files.map((file) => join(projectRoot, file)));
  await go(program.page, 'apis');
  await press(program.page, t('api.import'));
}

/** A review that was closed is kept: then a question comes first. */
async function reviewImport(program: Program): Promise<void> {
  await importFiles(program, ['build/samples/petshop.yaml', 'build/samples/orders.yaml']);
  const review = program.page.getByRole('dialog', { name: t('import.title') });
  const replace = program.page.getByRole('button', { name: t('import.replaceConfirm') });
  await review.or(replace).first().waitFor();
  if (await replace.isVisible()) await replace.click();
  await review.waitFor();
}

/** A command that opens a dialog wherever one is. */
function command(id: string, ...shows: readonly string[]): DialogOpener {
  return { name: id.replace('.', '-'), shows, open: (program) => run(program, id) };
}

/** Every dialog of an open workspace, but those of `unreached`. */
export const dialogs: readonly DialogOpener[] = [
  command('application.new', 'applications/application-form'),
  command('api.new', 'apis/api-form'),
  command('palette', 'palette/palette'),
  command('token.copy', 'palette/palette'),
  command('token.regenerate', 'palette/palette'),
  command('token.inspect', 'inspect/inspect-dialog'),
  command('bulk.generate', 'bulk/bulk-order'),
  command('bulk.expiring', 'bulk/bulk-order'),
  command('bulk.history', 'bulk/bulk-history'),
  command('help.guide', 'help/guide-dialog'),
  command('help.shortcuts', 'help/shortcuts-dialog'),
  command('help.report', 'help/report-dialog'),
  command('help.about', 'help/about-dialog'),
  {
    name: 'application-edit',
    shows: ['applications/application-form'],
    open: async ({ page }) => {
      await openApplication(page);
      await press(page, t('application.edit'));
    },
  },
  {
    name: 'application-duplicate',
    shows: ['applications/application-form'],
    open: ({ page }) => moreOfApplication(page, t('application.duplicate')),
  },
  {
    name: 'export',
    shows: ['export/export-dialog'],
    open: ({ page }) => moreOfApplication(page, t('application.export')),
  },
  {
    name: 'application-delete',
    shows: ['applications/delete-application-dialog'],
    open: ({ page }) => moreOfApplication(page, t('application.delete')),
  },
  {
    name: 'applications-group',
    shows: ['applications/group-dialog'],
    open: async ({ page }) => {
      await selectTwoApplications(page);
      await press(page, t('application.toGroup'));
    },
  },
  {
    name: 'applications-delete',
    shows: ['applications/chosen-applications'],
    open: async ({ page }) => {
      await selectTwoApplications(page);
      await press(page, t('application.deleteMany', { count: 2 }));
    },
  },
  {
    name: 'subscribe',
    shows: ['subscriptions/subscribe-dialog'],
    open: async ({ page }) => {
      await openApplication(page);
      await page.getByRole('tab', { name: t('frame.tabs.subscriptions') }).click();
      await press(page, t('subscription.subscribe'));
    },
  },
  {
    name: 'token-revoke',
    shows: ['tokens/revoke-dialog'],
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('keys.revoke'));
    },
  },
  {
    name: 'token-never',
    shows: ['keys/token-card', 'keys/issue-form'],
    open: async ({ page }) => {
      await openKeys(page, ENDLESS);
      await press(page, t('issue.regenerate'));
    },
  },
  {
    name: 'keys-remove',
    shows: ['keys/remove-keys'],
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('keys.remove'));
    },
  },
  {
    name: 'secret-add',
    shows: ['keys/add-secret-dialog'],
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('secrets.add'));
    },
  },
  {
    name: 'secret-revoke',
    shows: ['keys/revoke-secret-dialog'],
    open: async ({ page }) => {
      await openKeys(page);
      await rowMenu(row(page, 'secrets.title', ''), t('secrets.revoke'));
    },
  },
  {
    name: 'tokens-compare',
    shows: ['tokens/compare-dialog'],
    open: async ({ page }) => {
      await openKeys(page);
      await rowMenu(row(page, 'keys.history', '').last(), t('tokens.compareCurrent'));
    },
  },
  {
    name: 'tokens-columns',
    shows: ['tokens/column-choice'],
    open: async ({ page }) => {
      await go(page, 'tokens');
      await press(page, t('tokens.chooseColumns'));
    },
  },
  {
    name: 'tokens-application',
    shows: ['tokens/application-filter'],
    open: async ({ page }) => {
      await go(page, 'tokens');
      await press(page, t('tokens.anyApplication'));
    },
  },
  {
    name: 'token-stale',
    shows: ['tokens/stale-dialog'],
    open: async ({ page }) => {
      await go(page, 'tokens');
      await rowMenu(row(page, 'tokens.list', 'Loyalty points'), t('tokens.whyStale'));
    },
  },
  {
    name: 'tokens-save-filter',
    shows: ['tokens/saved-filters'],
    open: async (program) => {
      await run(program, 'tokens.expiring');
      await press(program.page, t('tokens.savedFilters'));
      await choose(program.page, t('tokens.saveFilter'));
    },
  },
  {
    name: 'api-edit',
    shows: ['apis/api-form'],
    open: async ({ page }) => {
      await selectApi(page);
      await press(page, t('api.edit'));
    },
  },
  {
    name: 'api-delete',
    shows: ['apis/api-delete'],
    open: async ({ page }) => {
      await selectApi(page);
      await press(page, t('api.delete'));
    },
  },
  {
    name: 'api-import',
    shows: ['apis/import-review'],
    open: reviewImport,
  },
  {
    name: 'api-import-another',
    shows: ['apis/api-dialogs'],
    open: (program) => importFiles(program, ['build/samples/payments.json']),
  },
  {
    name: 'plan-new',
    shows: ['business-plans/business-plan-form'],
    open: async ({ page }) => {
      await go(page, 'business-plans');
      await press(page, t('businessPlan.add'));
    },
  },
  {
    name: 'plan-delete',
    shows: ['business-plans/business-plan-delete'],
    open: async ({ page }) => {
      await go(page, 'business-plans');
      await press(page, t('businessPlan.delete', { plan: 'Silver' }));
    },
  },
  {
    name: 'bin-purge',
    shows: ['bin/bin-purge'],
    open: async ({ page }) => {
      await go(page, 'bin');
      await press(page, t('bin.purgeNamed', { name: 'Old portal' }));
    },
  },
  {
    name: 'key-create',
    shows: ['signing-keys/create-key-dialog'],
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.create'));
    },
  },
  {
    name: 'key-import',
    shows: ['signing-keys/import-key-dialog'],
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.import'));
    },
  },
  {
    name: 'key-rotate',
    shows: ['signing-keys/rotate-dialog'],
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.rotate'));
    },
  },
  {
    name: 'key-delete',
    shows: ['signing-keys/rotate-dialog'],
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.delete'));
    },
  },
  {
    name: 'key-certificate',
    shows: ['signing-keys/certificate-dialog'],
    open: ({ page }) => keyMenu(page, t('signingKeys.showCertificate')),
  },
  {
    name: 'key-renew',
    shows: ['signing-keys/certificate-dialog'],
    open: ({ page }) => keyMenu(page, t('signingKeys.renew')),
  },
  {
    name: 'key-export',
    shows: ['signing-keys/export-key-dialog'],
    open: ({ page }) => keyMenu(page, t('signingKeys.exportPrivate')),
  },
  {
    name: 'key-retire',
    shows: ['signing-keys/rotate-dialog'],
    open: ({ page }) => keyMenu(page, t('signingKeys.retire')),
  },
  {
    name: 'passphrase',
    shows: ['workspace/change-passphrase-dialog'],
    open: ({ page }) => setting(page, t('workspace.changePassphrase')),
  },
  {
    name: 'new-code',
    shows: ['workspace/confirm-owner-dialog'],
    open: ({ page }) => setting(page, t('workspace.newCode')),
  },
  {
    name: 'rotate-data-key',
    shows: ['workspace/confirm-owner-dialog'],
    open: ({ page }) => setting(page, t('workspaceFile.rotate')),
  },
  {
    name: 'person-add',
    shows: ['workspace/add-person-dialog'],
    open: ({ page }) => setting(page, t('unlock.add')),
  },
  {
    name: 'method-rename',
    shows: ['workspace/rename-method-dialog'],
    open: ({ page }) => methodMenu(page, t('unlock.rename')),
  },
  {
    name: 'method-remove',
    shows: ['workspace/remove-method-dialog'],
    open: ({ page }) => methodMenu(page, t('unlock.remove')),
  },
  {
    name: 'archive',
    shows: ['settings/archive-dialog'],
    open: ({ page }) => setting(page, t('settings.retention.archive')),
  },
  {
    name: 'restore',
    shows: ['workspace/restore-dialog'],
    open: ({ page }) => setting(page, t('backup.open')),
  },
  {
    name: 'merge',
    shows: ['workspace/merge-dialog'],
    open: ({ page }) => setting(page, t('merge.open')),
  },
];

/** Dialogs that need a workspace in another state, and where they are looked at instead. */
export const unreached = {
  'export/decrypt-dialog': 'the tour’s job',
  'keys/reminder-notices': 'test/renderer/keys',
  'palette/quick-copy': 'e2e journeys',
  'workspace/findings': 'e2e trouble',
  'workspace/presence-dialog': 'test/renderer',
  'workspace/salvage-dialog': 'e2e trouble',
} as const;

/** The dialog that is open. A toast has the role too, but is no section. */
export function openDialog(page: Page): Locator {
  return page.locator('section[role$="dialog"]').last();
}

/** More Escapes than any dialog needs. */
const MOST_ESCAPES = 4;

/** Closes whatever is open: a field with a text, or a question over a dialog, takes its own Escape. */
export async function closeDialogs(page: Page): Promise<void> {
  const open = page.locator('section[role$="dialog"]');
  for (let presses = 0; (await open.count()) > 0; presses += 1) {
    if (presses === MOST_ESCAPES) throw new Error('Escape doesn’t close the dialog');
    await page.keyboard.press('Escape');
    await open
      .last()
      .waitFor({ state: 'hidden', timeout: 2000 })
      .catch(() => undefined);
  }
}
