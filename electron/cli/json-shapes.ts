const APP = '{id, name, subscriptions}';
const ISSUED = '{consumerKey, tokenId, expiresAt}';
const ISSUED_MANY = '[{application, type, tokenId, expiresAt}]';
const WOULD = '{wouldIssue, wouldRevoke, wouldLeaveOut}';
const TOKEN = '{id, application, type, state, issuedAt, expiresAt, kid}';
const SECRET = '{id, note, state, createdAt, lastShownAt, expiresAt, revokedAt}';
const KEY = '{kid, algorithm}';
const API = '{id, name, version, context, provider, scopes}';
const PLAN = '{id, name, requestsPerMinute}';
const SUBSCRIPTION = '{id, api, version, plan, state}';
const RENEWAL = '{application, type, file, format, name, template, mode, beforeSeconds}';
const NOTHING = 'null';

/** What each command prints with `--json`, for the manual. A test compares the names. */
export const jsonShapes = {
  'workspace create': 'the recovery code, a string',
  'workspace info': '{file, owner, applications, apis, tokens, signingKeys}',
  'workspace check': '{ok, findings: [{kind, what, count?}]}; exit 1 if anything is found',
  'workspace salvage': '{file, damagedPages, readable, salvaged, lost: [{kind, what}]}',
  'workspace merge':
    '{applications, apis, tokens, revocations, entries, others: {added, changed}, conflicts: [{kind, what}]}',
  'api import':
    '[{name, version, context, scopes: [name], notes: [text]}]; refused files go to stderr',
  'api list': `[${API}]`,
  'api show': `${API}, scopes as [{name, displayName, description}]`,
  'api delete': NOTHING,
  'app create': `[${APP}]`,
  'app list': `[${APP}]`,
  'app show':
    '{id, name, description, perTokenQuota, subscriptions: [{api, version, plan, state}]}',
  'app update': `[${APP}]`,
  'app delete': NOTHING,
  'app duplicate': `[${APP}]`,
  'app favourite': NOTHING,
  subscribe: NOTHING,
  'subscription list': `[${SUBSCRIPTION}]`,
  'subscription change': SUBSCRIPTION,
  'subscription delete': NOTHING,
  'plan list': `[${PLAN}]`,
  'plan create': PLAN,
  'plan delete': NOTHING,
  'keys generate': `${ISSUED}; for several applications, --all or --all-scopes ${ISSUED_MANY}; with --dry-run ${WOULD}`,
  'keys show':
    '{consumerKey, tokenId, state, expiresAt, scopes: [name]}, or null before there are any',
  'keys remove': NOTHING,
  'token get': 'the JWT, a string; an expired or revoked one is refused',
  'token regenerate': `${ISSUED}; with --expiring-within or --key ${ISSUED_MANY}; with --dry-run ${WOULD}`,
  'token list': `[${TOKEN}]`,
  'token inspect':
    '{valid, reasons: [{code, text}], header, claims}, and keys of a key’s file; exit 1 if it is no token or key',
  'token revoke': 'null, or {revoked}, or {wouldRevoke} with --dry-run',
  'secret list': `[${SECRET}]`,
  'secret get': 'the newest consumer secret that can be used, a string',
  'secret add': SECRET,
  'secret revoke': NOTHING,
  'reminder list': '[{kind, id, application, type, name, expiresAt, due}], soonest first',
  'reminder export': NOTHING,
  'signing-key list':
    '[{kid, algorithm, state, createdAt, activeTokens, applications, lastExpiresAt, certificateExpiresAt}]',
  'signing-key next': KEY,
  'signing-key rotate': KEY,
  'signing-key import': KEY,
  'signing-key retire': '{kid}',
  'settings list': '{name: value}, all settings',
  'settings set': '{name: value}, all settings',
  'bin list': '[{kind, id, name, deletedAt, purgedAt}]',
  'bin restore': NOTHING,
  'bin purge': NOTHING,
  'export *': NOTHING,
  publish: '{issuer, number, changedAt, written: [path]}',
  handover: NOTHING,
  import:
    '{counts: {applications, changed, keys, secrets, subscriptions, tokens, revocations, foreign, unchanged}, applications: [{name, isNew, keys, secrets, subscriptions, tokens, revocations, fields}], leftOut: [{reason, count, examples}]}; exit 1 if anything is left out',
  'backup create': '{file, at, bytes}',
  'backup check':
    '{ok, findings: [{kind, what, count?}], owner, contents: {applications, apis, tokens, signingKeys}, newest}; exit 1 if anything is found',
  'backup restore': '{aside}: the name under which the previous workspace is kept, or null',
  activity: '[{id, at, kind, subject, detail, by, method}], newest first',
  run: 'nothing: the output and the exit code are the program’s',
  inject: 'null, or the filled template without --out',
  renew: '[{file, application, tokenId, expiresAt, renewed}]: the files that were written',
  'renew add': `[${RENEWAL}]`,
  'renew list': `[${RENEWAL}]`,
  'renew remove': NOTHING,
  diagnose: '{ok, steps: [{step, state, text}]}; exit 1 if anything fails',
  completion: 'the script, a string',
} as const;

export type CommandPath = keyof typeof jsonShapes;
