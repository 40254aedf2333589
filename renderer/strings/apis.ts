import { plural } from '../../shared/words/en/plural.ts';
import { applications, scopes, subscriptions } from './counts.ts';

export const apiStrings = {
  title: 'APIs',
  import: 'Import APIs…',
  add: 'New API',
  search: 'Search APIs',
  list: 'APIs',
  dropHere: 'Drop OpenAPI files here',
  sortBy: 'Sort by',
  sorts: {
    name: 'By name',
    context: 'By context',
    used: 'Most used first',
    changed: 'Last changed first',
  },
  scopes,
  usedIn: (count: number): string =>
    count === 0 ? 'not used yet' : `used in ${applications(count)}`,
  noMatch: (search: string): string => `No API matches “${search}”`,
  noApis: 'No APIs yet',

  invitationTitle: 'Bring in the APIs that you use',
  invitation:
    'Drop OpenAPI or Swagger files here, a folder of them or a ZIP archive, or choose them. Latchkey reads their names, contexts and scopes; then an application can subscribe to them, and one token opens them all.',

  loading: 'The API is being read',
  edit: 'Edit…',
  delete: 'Delete…',
  facts: 'About this API',
  context: 'Context',
  provider: 'Provider',
  noProvider: 'Not told',
  businessPlans: 'Business plans',
  noPlans: 'None: it cannot be subscribed',
  used: 'Used in',
  usedBy: (apps: number, subs: number): string =>
    apps === 0 ? 'No application yet' : `${applications(apps)}, by ${subscriptions(subs)}`,
  changed: 'Last changed',
  description: 'Description',
  showAll: 'Show all of it',
  showLess: 'Show less',

  scopesTitle: 'Scopes',
  scopesText: 'What a token for this API may be asked for.',
  noScopes: 'It defines no scopes. A token that covers it alone carries the scope “default”.',
  scopesOf: (api: string): string => `Scopes of ${api}`,
  scope: 'Scope',
  displayName: 'Display name',
  scopeDescription: 'Description',

  deleteTitle: (api: string): string => `Delete ${api}?`,
  deleteEffect: (subs: number, apps: number): string =>
    subs === 0
      ? 'No application is subscribed to it. It stays in the bin for 30 days.'
      : `Removes ${subscriptions(subs)} in ${applications(apps)}. Tokens that were issued earlier still name it until they are re-generated. It stays in the bin for 30 days.`,
  deleteConfirm: 'Delete',
  deleted: (api: string): string => `${api} was deleted`,
} as const;

export const apiFormStrings = {
  newTitle: 'New API',
  editTitle: (api: string): string => `Edit ${api}`,
  name: 'Name',
  version: 'Version',
  versionExample: '1.0.0',
  context: 'Context',
  contextHelp: 'The path under which the gateway serves it.',
  contextExample: '/petshop',
  provider: 'Provider',
  description: 'Description',
  businessPlans: 'Business plans offered',
  businessPlansHelp: 'Applications choose one of these for each subscription.',
  scopes: 'Scopes',
  scopesHelp: 'What a token can be asked for. The name is what stands in the token.',
  scopeNameExample: 'read:pets',
  scopeColumns: ['Name', 'Display name', 'Description'],
  scopeName: (row: number): string => `Name of scope ${row}`,
  scopeDisplayName: (row: number): string => `Display name of scope ${row}`,
  scopeDescription: (row: number): string => `Description of scope ${row}`,
  addScope: 'Add scope',
  removeScope: (name: string, row: number): string =>
    name === '' ? `Remove scope ${row}` : `Remove scope ${name}`,
  moreScopes: (count: number): string =>
    plural(count, { one: 'Show 1 more scope', other: (n) => `Show ${n} more scopes` }),
  create: 'Add API',
  save: 'Save',
  created: (api: string): string => `${api} was added`,
  saved: (api: string): string => `${api} was saved`,
} as const;
