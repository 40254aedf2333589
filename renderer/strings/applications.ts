import type { PerTokenQuota } from '../../shared/domain/application.ts';
import { plural } from '../../shared/words/en/plural.ts';
import { subscriptions } from './counts.ts';

const quotas = {
  '10PerMin': '10PerMin',
  '20PerMin': '20PerMin',
  '50PerMin': '50PerMin',
  Unlimited: 'Unlimited',
} as const satisfies Record<PerTokenQuota, string>;

export const applicationStrings = {
  title: 'Applications',
  add: 'New application',
  addShort: 'New',
  search: 'Search applications',
  list: 'Applications',
  sortBy: 'Sort by',
  sorts: {
    name: 'By name',
    newest: 'Newest first',
    changed: 'Last changed first',
    expires: 'Expires soonest',
  },
  quotas,
  facts: (count: number, quota: PerTokenQuota) => `${subscriptions(count)} · ${quotas[quota]}`,
  none: 'No applications yet',
  noMatch: (search: string) => `No application matches “${search}”`,

  welcomeTitle: 'One token for all the APIs of an application',
  welcome:
    'An application groups the APIs that a program calls. Import the APIs, make an application, subscribe it, and generate its keys: the access token is ready to copy.',
  importApis: 'Import APIs…',
  first: 'Create an application',

  loading: 'The application is being read',
  tabs: 'Parts of the application',
  edit: 'Edit…',
  export: 'Export…',
  delete: 'Delete…',
  copyToken: 'Copy access token',

  noToken: (application: string) => `${application} has no Production access token yet`,
  toProductionKeys: 'Production Keys',

  deleteTitle: (application: string) => `Delete ${application}?`,
  deleteEffect: (application: string, tokens: number, subs: number) =>
    `${
      tokens === 0
        ? `${application} has no active token.`
        : `Revokes ${plural(tokens, {
            one: '1 active token',
            other: (n) => `${n} active tokens`,
          })} of ${application}.`
    } ${subs === 0 ? '' : `Removes ${subscriptions(subs)}. `}It stays in the bin for 30 days.`,
  deleteConfirm: 'Delete',
  deleted: (application: string) => `${application} was deleted`,
} as const;

export const overviewStrings = {
  tokens: 'Access tokens',
  noKeys: 'No keys yet',
  copy: 'Copy',
  open: 'Open',
  openTab: (tab: string) => `Open ${tab}`,
  facts: 'About this application',
  description: 'Description',
  noDescription: 'None',
  quota: 'Per-token quota',
  number: 'Number',
  created: 'Created',
  changed: 'Last changed',
  subscriptions: 'Subscriptions',
  subscribed: (count: number) => (count === 0 ? 'None' : subscriptions(count)),

  subscribeNext: 'Next: subscribe it to the APIs that it calls',
  subscribeWhy: 'Its access token opens the APIs that it is subscribed to.',
  subscribe: 'Subscribe to APIs',
  generateNext: 'Next: generate its keys',
  generateWhy: 'One press makes the consumer key, the consumer secret and the first access token.',
  generate: 'Generate keys',
  expiredNext: 'Its Production access token has expired',
  revokedNext: 'Its Production access token is revoked',
  regenerateWhy: 'Re-generate it, and give the new one to the program that calls the APIs.',
  regenerate: 'Re-generate…',
} as const;

export const applicationFormStrings = {
  newTitle: 'New application',
  editTitle: (application: string) => `Edit ${application}`,
  name: 'Name',
  nameHelp: 'Up to 70 characters, in any script.',
  description: 'Description',
  quota: 'Per-token quota',
  quotaHelp: 'How many requests a gateway lets one token make.',
  create: 'Create application',
  save: 'Save',
} as const;
