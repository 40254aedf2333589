import { plural } from '../../shared/words/en/plural.ts';
import { subscriptions } from './counts.ts';

export const businessPlanStrings = {
  title: 'Business plans',
  text: 'The SLA tiers that APIs offer. Each subscription has one of them.',
  add: 'Add business plan',
  empty: 'No business plans: nothing can be subscribed without one.',
  name: 'Name',
  rate: 'Requests a minute',
  unlimited: 'Unlimited',
  description: 'Description',
  used: 'Subscriptions',
  actions: 'Actions',
  edit: (plan: string): string => `Edit ${plan}`,
  delete: (plan: string): string => `Delete ${plan}`,
  newTitle: 'Add business plan',
  editTitle: (plan: string): string => `Edit ${plan}`,
  isUnlimited: 'As many as the gateway takes',
  rateHelp: 'Stands in the tokens as the rate of this tier.',
  create: 'Add',
  save: 'Save',
  created: (plan: string): string => `${plan} was added`,
  changed: (plan: string): string => `${plan} was saved`,
  deleted: (plan: string): string => `${plan} was deleted`,
  deleteTitle: (plan: string): string => `Delete ${plan}?`,
  deleteEffect: (count: number): string =>
    count === 0
      ? 'No API offers it. This cannot be undone.'
      : `${plural(count, { one: '1 API stops', other: (n) => `${n} APIs stop` })} offering it. This cannot be undone.`,
  inUse: (count: number): string =>
    `${subscriptions(count)} ${count === 1 ? 'is' : 'are'} on it. Change ${count === 1 ? 'its' : 'their'} plan first.`,
  deleteConfirm: 'Delete',
} as const;
