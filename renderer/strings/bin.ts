import type { BinKind } from '../../shared/domain/bin.ts';
import { plural } from '../../shared/words/en/plural.ts';

export const binStrings = {
  undo: 'Undo',
  title: 'Bin',
  text: 'What was deleted can be brought back for 30 days; then it is gone for good.',
  empty: 'The bin is empty.',
  table: 'Deleted things',
  name: 'Name',
  kind: 'Kind',
  kinds: {
    application: 'Application',
    api: 'API',
    subscription: 'Subscription',
  } satisfies Record<BinKind, string>,
  deleted: 'Deleted',
  purged: 'Gone for good',
  inDays: (days: number): string =>
    days <= 0 ? 'any moment' : plural(days, { one: 'in 1 day', other: (n) => `in ${n} days` }),
  actions: 'Actions',
  restore: 'Restore',
  restoreNamed: (name: string): string => `Restore ${name}`,
  restored: (name: string): string => `${name} is back`,
  notRestored: 'It cannot be brought back',
  purge: 'Delete now',
  purgeNamed: (name: string): string => `Delete ${name} now`,
  purgeTitle: (name: string): string => `Delete ${name} for good?`,
  purgeEffects: {
    application:
      'Its keys, its tokens and its subscriptions are wiped from the workspace. Its tokens stay on the revocation list until they would have expired. This cannot be undone.',
    api: 'Its scopes and its subscriptions are wiped from the workspace. This cannot be undone.',
    subscription: 'It is wiped from the workspace. This cannot be undone.',
  } satisfies Record<BinKind, string>,
  purgeConfirm: 'Delete for good',
  purgedToast: (name: string): string => `${name} is gone for good`,
} as const;
