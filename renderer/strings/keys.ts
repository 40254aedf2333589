import { plural } from '../../shared/words/en/plural.ts';
import { apis, scopes } from './counts.ts';

function them(count: number): string {
  return plural(count, { one: 'it', other: () => 'them' });
}

export const issueStrings = {
  validity: 'Access token validity period',
  unit: 'seconds',
  validityHelp: 'In whole seconds. A negative number makes a token that never expires.',
  reading: (seconds: number, duration: string) => `${seconds} s, ${duration}`,
  never: 'Never expires',

  scopes: 'Scopes',
  noScopesDefined: 'The subscribed APIs define no scopes. The token gets the scope “default”.',
  noneChosen: 'None is chosen: the token gets the scope “default”.',
  chosen: (count: number, all: number) => `${count} of ${all} chosen`,
  searchScopes: 'Search scopes',
  noScopeMatches: (search: string) => `No scope matches “${search}”`,
  more: (count: number) => plural(count, { one: 'Show 1 more', other: (n) => `Show ${n} more` }),
  selectAll: 'Select all',
  selectNone: 'Select none',
  scopeName: (name: string, displayName: string) =>
    displayName === '' || displayName === name ? name : `${displayName} (${name})`,
  scopeText: (description: string, apis: readonly string[]) =>
    [description, apis.join(', ')].filter((part) => part !== '').join(' · '),
  notSubscribed: 'No subscribed API has it any more',

  generate: 'Generate Keys',
  regenerate: 'Re-generate',
  noSubscriptions: 'It is not subscribed to any API: its token would open none.',
  subscribe: 'Subscribe to APIs',
  neverTitle: 'Issue a token that never expires?',
  neverEffect:
    'Only a revocation ends it, and a gateway refuses it only once it has been given the revocation list. The Tokens page lists such tokens.',
  neverConfirm: 'Issue it',
  cancel: 'Cancel',
} as const;

export const keysStrings = {
  loading: 'The keys are being read',
  generateTitle: 'Generate keys',
  generateText: 'One press makes the consumer key, the consumer secret and the first access token.',
  regenerated: (owner: string) => `${owner} has a new access token`,
  oldRevoked: 'The old one is revoked. Give your gateways the new revocation list.',
  oldAlive: 'The old one keeps working until it expires.',
  oldGone: 'It takes the place of the old one.',

  keysTitle: 'Keys',
  consumerKey: 'Consumer key',
  consumerSecret: 'Consumer secret',
  accessToken: 'Access token',
  revoke: 'Revoke…',
  scopesGranted: 'Scopes',
  scopeCount: (count: number) => `${scopes(count)}, listed in the details`,
  covers: 'Opens',
  coversApis: apis,
  issued: 'Issued',
  expires: 'Expires',
  details: 'Details',
  jti: 'Token id (jti)',
  kid: 'Key id (kid)',
  algorithm: 'Algorithm',
  issuer: 'Issuer',
  audience: 'Audience',
  size: 'Size',
  bytes: (size: number) => plural(size, { one: '1 byte', other: (n) => `${n} bytes` }),

  tooLong: 'This token is longer than many servers allow',
  tooLongText: (size: number) =>
    `It has ${size.toLocaleString('en')} bytes; many servers refuse a header over 8 KB. Fewer scopes or fewer subscriptions make it shorter.`,
  added: (count: number) =>
    `${plural(count, { one: '1 API was', other: (n) => `${n} APIs were` })} added since this token; Re-generate to cover ${them(count)}`,
  removed: (count: number) =>
    `${plural(count, { one: '1 API was', other: (n) => `${n} APIs were` })} removed since this token; Re-generate to leave ${them(count)} out`,
  replanned: (count: number) =>
    `${plural(count, {
      one: 'The business plan of 1 API was',
      other: (n) => `The business plans of ${n} APIs were`,
    })} changed since this token; Re-generate to carry ${them(count)}`,
  names: (names: readonly string[], more: number) =>
    more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`,
  clockTitle: 'The clock of this machine is behind',
  clockText: (duration: string) =>
    `It is ${duration} behind the newest token. A token that is issued now may look expired or not yet valid elsewhere: set the clock first.`,
  lostScopes: (names: readonly string[]) =>
    `The last token had ${names.join(', ')}, which no subscribed API has any more. A new token goes without.`,

  regenerateTitle: 'Re-generate',
  revokesNow: 'The access token above is revoked at once, and the new one takes its place.',
  keepsUntil: (moment: string) =>
    `The access token above keeps working until ${moment}; the new one takes its place here.`,
  keepsForever:
    'The access token above keeps working, since it never expires; the new one takes its place here.',
  isExpired: 'The access token above has expired; the new one takes its place.',
  isRevoked: 'The access token above is revoked; the new one takes its place.',
  tellGateways: 'A gateway learns of a revocation only from the revocation list:',
  gateways: 'Gateways',

  history: 'History',
  historyText: 'Every token of these keys, the newest first.',
  columns: {
    issued: 'Issued',
    expires: 'Expires',
    status: 'Status',
    scopes: 'Scopes',
    actions: 'More',
  },
  current: 'Current',
  more: 'Show more',
  allTokens: 'See them all on the Tokens page',
  notActive: 'It is not active any more',
  actionsOf: (moment: string) => `Actions on the token of ${moment}`,
} as const;
