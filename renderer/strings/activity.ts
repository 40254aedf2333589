import type { ActivityEntry, ActivityKind } from '../../shared/domain/activity.ts';
import type { SecretRef } from '../../shared/domain/secret.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { SubscriptionState } from '../../shared/domain/subscription.ts';
import type { SignIn } from '../../shared/domain/workspace.ts';
import { keyTypeNames } from '../../shared/words/en/key-types.ts';
import { plural } from '../../shared/words/en/plural.ts';
import { formatDuration } from '../format/duration.ts';
import { scopes as countScopes } from './counts.ts';
import { gatewaysStrings } from './gateways.ts';
import { secretStrings } from './secrets.ts';

type Detail = ActivityEntry['detail'];

interface KindWords {
  /** What was done. */
  readonly what: string;
  /** What else there is to say of it, from the entry's detail. */
  readonly detail?: (detail: Detail) => string;
  /** The subject in words, where the log holds a name of the program's own. */
  readonly subject?: (subject: string) => string;
}

const settings = {
  owner: 'Owner',
  defaultValiditySeconds: 'Default validity period',
  keepOldToken: 'Old token on Re-generate',
  issuer: 'Issuer',
  audience: 'Audience',
  clipboardSeconds: 'Seconds on the clipboard',
  lockAfterMinutes: 'Minutes until the lock',
} as const satisfies Record<keyof Settings, string>;

const waysIn = {
  passphrase: 'By passphrase',
  'recovery-code': 'By recovery code',
  keyring: 'By the keyring',
} as const satisfies Record<SignIn['with'], string>;

const states = {
  UNBLOCKED: 'unblocked',
  BLOCKED: 'blocked',
  PROD_ONLY_BLOCKED: 'blocked for Production',
  ON_HOLD: 'on hold',
} as const satisfies Record<SubscriptionState, string>;

/** The word of a catalogue, or the raw name where a newer Latchkey wrote one that is not in it. */
function wordOf(
  words: Readonly<Record<string, string>>,
  name: string | number | undefined,
): string {
  return words[name ?? ''] ?? String(name ?? '');
}

function validity({ validitySeconds }: Detail): string {
  const seconds = Number(validitySeconds);
  return seconds < 0 ? 'Never expires' : `Valid for ${formatDuration(seconds)}`;
}

function secret({ what }: Detail): string {
  return wordOf(secretStrings.names satisfies Record<SecretRef['kind'], string>, what);
}

function subscription({ api, plan }: Detail): string {
  return `${api}, ${plan}`;
}

function inFile(count: string, { file }: Detail): string {
  return `${count} in ${file}`;
}

const kinds: Readonly<Record<ActivityKind, KindWords>> = {
  'workspace/created': { what: 'Workspace created' },
  'workspace/signed-in': {
    what: 'Signed in',
    detail: ({ with: by, failedBefore }) =>
      Number(failedBefore) === 0
        ? wordOf(waysIn, by)
        : `${wordOf(waysIn, by)}, after ${plural(Number(failedBefore), {
            one: '1 wrong attempt',
            other: (n) => `${n} wrong attempts`,
          })}`,
  },
  'workspace/locked': { what: 'Locked' },
  'workspace/passphrase-changed': { what: 'Passphrase changed' },
  'workspace/recovery-code-made': { what: 'New recovery code' },
  'workspace/recovery-code-kept': { what: 'Recovery code kept' },
  'workspace/moved': { what: 'Workspace moved or renamed' },
  'workspace/copied': { what: 'Copy of the workspace saved' },
  'workspace/keyring-changed': {
    what: 'Keyring changed',
    detail: ({ enabled }) => (enabled === 1 ? 'Switched on' : 'Switched off'),
  },
  'application/created': { what: 'Application created' },
  'application/updated': { what: 'Application changed' },
  'application/deleted': {
    what: 'Application deleted',
    detail: ({ activeTokens }) =>
      plural(Number(activeTokens), {
        one: '1 active token revoked with it',
        other: (n) => `${n} active tokens revoked with it`,
      }),
  },
  'api/created': { what: 'API created' },
  'api/updated': { what: 'API changed' },
  'api/deleted': { what: 'API deleted' },
  'api/imported': {
    what: 'API imported',
    detail: ({ file, scopes }) => `From ${file}, ${countScopes(Number(scopes))}`,
  },
  'subscription/created': { what: 'Subscribed', detail: subscription },
  'subscription/plan-changed': {
    what: 'Business plan changed',
    detail: ({ api, before, plan }) => `${api}, from ${before} to ${plan}`,
  },
  'subscription/state-changed': {
    what: 'Subscription state changed',
    detail: (detail) => `${subscription(detail)}: ${wordOf(states, detail['state'])}`,
  },
  'subscription/deleted': { what: 'Unsubscribed', detail: subscription },
  'business-plan/created': { what: 'Business plan created' },
  'business-plan/updated': { what: 'Business plan changed' },
  'business-plan/deleted': { what: 'Business plan deleted' },
  'keys/generated': { what: 'Keys generated', detail: validity },
  'token/regenerated': { what: 'Token re-generated', detail: validity },
  'token/revoked': { what: 'Token revoked', detail: ({ token }) => String(token) },
  'token/exported': {
    what: 'Tokens exported',
    detail: (detail) =>
      inFile(
        plural(Number(detail['count']), { one: '1 token', other: (n) => `${n} tokens` }),
        detail,
      ) + (detail['encrypted'] === 1 ? ', encrypted' : ''),
  },
  'export/decrypted': { what: 'Export decrypted', detail: ({ file }) => `In ${file}` },
  'secret/revealed': { what: 'Secret revealed', detail: secret },
  'secret/copied': { what: 'Secret copied', detail: secret },
  'gateway/exported': {
    what: 'Gateway file exported',
    subject: (file) =>
      Object.entries(gatewaysStrings.files).find(([name]) => name === file)?.[1].name ?? file,
    detail: ({ file }) => String(file),
  },
  'settings/changed': {
    what: 'Setting changed',
    subject: (name) => wordOf(settings, name),
    detail: ({ value }) => String(value),
  },
  'activity/exported': {
    what: 'Activity exported',
    detail: ({ count }) => plural(Number(count), { one: '1 entry', other: (n) => `${n} entries` }),
  },
  'bin/restored': { what: 'Restored from the bin' },
  'bin/purged': { what: 'Deleted for good' },
};

export const activityStrings = {
  title: 'Activity',
  subtitle: 'What was done in this workspace, the newest first.',
  list: 'Activity',
  search: 'Search activity',
  searchPlaceholder: 'What was done, to what, or a detail',
  columns: { when: 'When', what: 'What', subject: 'Subject', detail: 'Detail' },
  whole: 'Complete: no entry was edited or removed',
  broken: (id: number) => `The log was changed from outside, at entry ${id}`,
  brokenText:
    'An entry was edited, removed or put in by something other than Latchkey. What stands before it is as it was written.',
  exportAs: 'Export',
  exportJson: 'Export as JSON…',
  exportCsv: 'Export as CSV…',
  exported: (path: string) => `Activity exported to ${path}`,
  emptyTitle: 'Nothing has happened yet',
  emptyText:
    'Each change, each key and token that is generated, and each secret that is revealed, copied or exported is written down here.',
  noMatchTitle: 'Nothing matches',
  noMatchText: 'Nothing that happened has what is searched for.',
  noMatchAction: 'Clear search',

  what: ({ kind }: ActivityEntry): string => kinds[kind].what,
  subject: ({ kind, subject }: ActivityEntry): string =>
    kinds[kind].subject?.(subject) ??
    subject.replace(/, (?<type>[A-Z]+)$/, (_, type: string) => `, ${wordOf(keyTypeNames, type)}`),
  detail: ({ kind, detail }: ActivityEntry): string => kinds[kind].detail?.(detail) ?? '',

  /** The kinds whose words have what is searched for: the program knows only their codes. */
  kindsWith: (matches: (text: string) => boolean): ActivityKind[] =>
    Object.entries(kinds).flatMap(([kind, { what }]) =>
      matches(what) ? [kind as ActivityKind] : [],
    ),
} as const;
