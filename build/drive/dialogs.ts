import { t } from '../../shared/words/words.ts';
import {
  choose,
  ENDLESS,
  go,
  importFiles,
  keyMenu,
  methodMenu,
  moreOfApplication,
  openApplication,
  openCatalogue,
  openKeys,
  press,
  reviewImport,
  row,
  rowMenu,
  run,
  selectApi,
  selectTwoApplications,
  setting,
} from './dialog-steps.ts';
import type { Program } from './program.ts';

/** Opens a dialog of a workspace as `fillWorkspace` leaves it, from any page. */
export interface DialogOpener {
  /** For a picture's or a test's name. */
  readonly name: string;
  /** The file below renderer/features that draws it: none may be left out. */
  readonly shows: string;
  /** Presses what opens it. The words are those of the language that is loaded here. */
  readonly open: (program: Program) => Promise<void>;
}

/** A command that opens a dialog wherever one is. */
function command(id: string, shows: string): DialogOpener {
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
  command('help.diagnose', 'help/diagnosis-dialog'),
  {
    name: 'application-edit',
    shows: 'applications/application-form',
    open: async ({ page }) => {
      await openApplication(page);
      await press(page, t('application.edit'));
    },
  },
  {
    name: 'application-duplicate',
    shows: 'applications/application-form',
    open: ({ page }) => moreOfApplication(page, t('application.duplicate')),
  },
  {
    name: 'export',
    shows: 'export/export-dialog',
    open: ({ page }) => moreOfApplication(page, t('application.export')),
  },
  {
    name: 'application-delete',
    shows: 'applications/delete-application-dialog',
    open: ({ page }) => moreOfApplication(page, t('application.delete')),
  },
  {
    name: 'applications-group',
    shows: 'applications/group-dialog',
    open: async ({ page }) => {
      await selectTwoApplications(page);
      await press(page, t('application.toGroup'));
    },
  },
  {
    name: 'applications-delete',
    shows: 'applications/chosen-applications',
    open: async ({ page }) => {
      await selectTwoApplications(page);
      await press(page, t('application.deleteMany', { count: 2 }));
    },
  },
  {
    name: 'subscribe',
    shows: 'subscriptions/subscribe-dialog',
    open: async ({ page }) => {
      await openApplication(page);
      await page.getByRole('tab', { name: t('frame.tabs.subscriptions') }).click();
      await press(page, t('subscription.subscribe'));
    },
  },
  {
    name: 'token-revoke',
    shows: 'tokens/revoke-dialog',
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('keys.revoke'));
    },
  },
  {
    name: 'token-never',
    shows: 'keys/token-card',
    open: async ({ page }) => {
      await openKeys(page, ENDLESS);
      await press(page, t('issue.regenerate'));
    },
  },
  {
    name: 'not-before',
    shows: 'keys/not-before',
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('keys.notBefore'));
      await press(page, t('keys.notBeforeAsk'));
    },
  },
  {
    name: 'keys-remove',
    shows: 'keys/remove-keys',
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('keys.remove'));
    },
  },
  {
    name: 'secret-add',
    shows: 'keys/add-secret-dialog',
    open: async ({ page }) => {
      await openKeys(page);
      await press(page, t('secrets.add'));
    },
  },
  {
    name: 'secret-revoke',
    shows: 'keys/revoke-secret-dialog',
    open: async ({ page }) => {
      await openKeys(page);
      await rowMenu(row(page, 'secrets.title', ''), t('secrets.revoke'));
    },
  },
  {
    name: 'tokens-compare',
    shows: 'tokens/compare-dialog',
    open: async ({ page }) => {
      await openKeys(page);
      await rowMenu(row(page, 'keys.history', '').last(), t('tokens.compareCurrent'));
    },
  },
  {
    name: 'tokens-columns',
    shows: 'tokens/column-choice',
    open: async ({ page }) => {
      await go(page, 'tokens');
      await press(page, t('tokens.chooseColumns'));
    },
  },
  {
    name: 'tokens-application',
    shows: 'tokens/application-filter',
    open: async ({ page }) => {
      await go(page, 'tokens');
      await press(page, t('tokens.anyApplication'));
    },
  },
  {
    name: 'token-stale',
    shows: 'tokens/stale-dialog',
    open: async ({ page }) => {
      await go(page, 'tokens');
      await rowMenu(row(page, 'tokens.list', 'Loyalty points'), t('tokens.whyStale'));
    },
  },
  {
    name: 'tokens-save-filter',
    shows: 'tokens/saved-filters',
    open: async (program) => {
      await run(program, 'tokens.expiring');
      await press(program.page, t('tokens.savedFilters'));
      await choose(program.page, t('tokens.saveFilter'));
    },
  },
  {
    name: 'api-edit',
    shows: 'apis/api-form',
    open: async ({ page }) => {
      await selectApi(page);
      await press(page, t('api.edit'));
    },
  },
  {
    name: 'api-delete',
    shows: 'apis/api-delete',
    open: async ({ page }) => {
      await selectApi(page);
      await press(page, t('api.delete'));
    },
  },
  {
    name: 'api-import',
    shows: 'apis/import-review',
    open: reviewImport,
  },
  {
    name: 'api-import-another',
    shows: 'apis/api-dialogs',
    open: (program) => importFiles(program, ['build/samples/payments.json']),
  },
  {
    name: 'plan-new',
    shows: 'business-plans/business-plan-form',
    open: async ({ page }) => {
      await openCatalogue(page, 'plans');
      await press(page, t('businessPlan.add'));
    },
  },
  {
    name: 'plan-delete',
    shows: 'business-plans/business-plan-delete',
    open: async ({ page }) => {
      await openCatalogue(page, 'plans');
      await press(page, t('businessPlan.delete', { plan: 'Silver' }));
    },
  },
  {
    name: 'quota-new',
    shows: 'business-plans/quota-form',
    open: async ({ page }) => {
      await openCatalogue(page, 'quotas');
      await press(page, t('quota.add'));
    },
  },
  {
    name: 'scope-edit',
    shows: 'business-plans/scope-form',
    open: async ({ page }) => {
      await openCatalogue(page, 'scopes');
      await press(page, t('businessPlan.edit', { plan: 'stock:read' }));
    },
  },
  {
    name: 'scope-users',
    shows: 'business-plans/use-dialog',
    open: async ({ page }) => {
      await openCatalogue(page, 'scopes');
      const used = row(page, 'scopes.title', 'stock:read').getByRole('button').first();
      await used.click();
    },
  },
  {
    name: 'bin-purge',
    shows: 'bin/bin-purge',
    open: async ({ page }) => {
      await go(page, 'bin');
      await press(page, t('bin.purgeNamed', { name: 'Old portal' }));
    },
  },
  {
    name: 'key-create',
    shows: 'signing-keys/create-key-dialog',
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.create'));
    },
  },
  {
    name: 'key-import',
    shows: 'signing-keys/import-key-dialog',
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.import'));
    },
  },
  {
    name: 'key-rotate',
    shows: 'signing-keys/rotate-dialog',
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.rotate'));
    },
  },
  {
    name: 'key-delete',
    shows: 'signing-keys/rotate-dialog',
    open: async ({ page }) => {
      await go(page, 'signing-keys');
      await press(page, t('signingKeys.delete'));
    },
  },
  {
    name: 'key-certificate',
    shows: 'signing-keys/certificate-dialog',
    open: ({ page }) => keyMenu(page, t('signingKeys.showCertificate')),
  },
  {
    name: 'key-renew',
    shows: 'signing-keys/certificate-dialog',
    open: ({ page }) => keyMenu(page, t('signingKeys.renew')),
  },
  {
    name: 'key-export',
    shows: 'signing-keys/export-key-dialog',
    open: ({ page }) => keyMenu(page, t('signingKeys.exportPrivate')),
  },
  {
    name: 'key-retire',
    shows: 'signing-keys/rotate-dialog',
    open: ({ page }) => keyMenu(page, t('signingKeys.retire')),
  },
  {
    name: 'passphrase',
    shows: 'workspace/change-passphrase-dialog',
    open: ({ page }) => setting(page, t('workspace.changePassphrase')),
  },
  {
    name: 'new-code',
    shows: 'workspace/confirm-owner-dialog',
    open: ({ page }) => setting(page, t('workspace.newCode')),
  },
  {
    name: 'rotate-data-key',
    shows: 'workspace/confirm-owner-dialog',
    open: ({ page }) => setting(page, t('workspaceFile.rotate')),
  },
  {
    name: 'person-add',
    shows: 'workspace/add-person-dialog',
    open: ({ page }) => setting(page, t('unlock.add')),
  },
  {
    name: 'method-rename',
    shows: 'workspace/rename-method-dialog',
    open: ({ page }) => methodMenu(page, t('unlock.rename')),
  },
  {
    name: 'method-remove',
    shows: 'workspace/remove-method-dialog',
    open: ({ page }) => methodMenu(page, t('unlock.remove')),
  },
  {
    name: 'archive',
    shows: 'settings/archive-dialog',
    open: ({ page }) => setting(page, t('settings.retention.archive')),
  },
  {
    name: 'restore',
    shows: 'workspace/restore-dialog',
    open: ({ page }) => setting(page, t('backup.open')),
  },
  {
    name: 'merge',
    shows: 'workspace/merge-dialog',
    open: ({ page }) => setting(page, t('merge.open')),
  },
];

/** Dialogs that need a workspace in another state, and where they are looked at instead. */
export const unreached = {
  'export/decrypt-dialog': 'the tour’s job',
  'keys/issue-form': 'the same question as of keys/token-card',
  'keys/reminder-notices': 'test/renderer/keys',
  'palette/quick-copy': 'e2e journeys',
  'takeover/takeover-dialog': 'needs a chosen file',
  'workspace/command-question': 'a command line asks',
  'workspace/findings': 'e2e trouble',
  'workspace/presence-dialog': 'test/renderer',
  'workspace/salvage-dialog': 'e2e trouble',
} as const;
