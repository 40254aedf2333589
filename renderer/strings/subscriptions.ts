import type { SubscriptionState } from '../../shared/domain/subscription.ts';
import { plural } from '../../shared/words/en/plural.ts';

export const subscriptionStrings = {
  title: 'Subscriptions',
  list: 'Subscriptions',
  loading: 'The subscriptions are being read',
  subscribe: 'Subscribe to APIs…',
  emptyTitle: 'Not subscribed to any API yet',
  empty:
    'An access token of this application opens the APIs that it is subscribed to. One API may be subscribed several times, each with another business plan.',
  columns: {
    api: 'API',
    version: 'Version',
    context: 'Context',
    plan: 'Business plan',
    state: 'State',
    actions: 'More',
  },
  states: {
    UNBLOCKED: 'Unblocked',
    BLOCKED: 'Blocked',
    PROD_ONLY_BLOCKED: 'Sandbox only',
    ON_HOLD: 'On hold',
  } satisfies Record<SubscriptionState, string>,
  setState: {
    UNBLOCKED: 'Unblock',
    BLOCKED: 'Block',
    PROD_ONLY_BLOCKED: 'Block production only',
    ON_HOLD: 'Put on hold',
  } satisfies Record<SubscriptionState, string>,
  isInState: 'It is so already',
  planOf: (api: string) => `Business plan of ${api}`,
  actionsOf: (api: string, plan: string) => `Actions on ${api}, ${plan}`,
  unsubscribe: 'Unsubscribe',
  unsubscribed: (api: string, plan: string) => `Unsubscribed from ${api}, ${plan}`,
  failed: (api: string) => `${api} was not changed`,
  taken: 'Subscribed with it already',
  notOffered: 'Not offered any more',
} as const;

export const subscribeStrings = {
  title: (application: string) => `Subscribe ${application} to APIs`,
  search: 'Search APIs',
  apis: 'APIs',
  noMatch: (search: string) => `No API matches “${search}”`,
  planOf: (api: string) => `Business plan of ${api}`,
  takenWith: (plans: readonly string[]) => `Subscribed with ${plans.join(', ')}`,
  allTaken: (plans: readonly string[]) =>
    `Subscribed with every business plan that it offers: ${plans.join(', ')}`,
  noPlan: 'It offers no business plan',
  taken: 'Subscribed with it already',
  selectAll: 'Select all',
  selectNone: 'Select none',
  more: (count: number) => plural(count, { one: 'Show 1 more', other: (n) => `Show ${n} more` }),
  chosen: (count: number) =>
    plural(count, { one: '1 API chosen', other: (n) => `${n} APIs chosen` }),
  noneChosen: 'Choose at least one API',
  submit: 'Subscribe',
  cancel: 'Cancel',
  noApisTitle: 'No APIs yet',
  noApis: 'Import the OpenAPI files of the APIs first; then come back here.',
  importApis: 'Import APIs…',
} as const;
