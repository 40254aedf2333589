import { plural } from './plural.ts';

/** What the command line says. Errors with a code have their words in errors.ts. */
export const commandLineWords = {
  about: 'Generate, renew and export API access tokens offline.',
  usage: 'COMMAND [OPTIONS]',
  /** Below the list of commands. */
  more: `
Unlocking: --passphrase-file FILE, else the open file whose number is in
LATCHKEY_PASSPHRASE_FD, else a prompt on the terminal.

LATCHKEY_HOME names the directory of the workspace, if not the usual one.
A value that begins with a dash needs an equals sign: --validity=-1.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 can't unlock the workspace,
4 can't use the workspace (missing, damaged, or in use by another program).
`,

  options: {
    json: 'print one JSON value and nothing else',
    passphraseFile: 'read the passphrase of the workspace from this file',
    help: 'show help',
    version: 'show the version',
    owner: 'the person that the workspace belongs to',
    newPassphraseFile: 'read the passphrase for the new workspace from this file',
    allowShortPassphrase: 'use the passphrase although it is short',
    importPlan: 'a business plan that new APIs offer; repeat it for more (default: all)',
    plan: 'the business plan of the subscription',
    type: 'the key type',
    validity: 'seconds until the token expires; -1 for never (default: the one in Settings)',
    scope: 'a scope of the token; repeat it for more (default: none)',
    filterApp: 'only tokens of this application',
    state: 'only tokens in this state',
    out: 'the file to write',
    exportApp: 'only the tokens of this application',
    format: 'the format of the file',
    plain: 'write the tokens in plain text',
    exportPassphraseFile: 'encrypt with the passphrase in this file, not with the workspace’s',
  },

  commands: {
    workspace: 'create a workspace',
    workspaceCreate: 'create the workspace and print its recovery code',
    api: 'import APIs',
    apiImport: 'import OpenAPI files',
    app: 'create and list applications',
    appCreate: 'create an application',
    appList: 'list applications',
    subscribe: 'subscribe an application to an API',
    keys: 'generate keys',
    keysGenerate: 'generate the consumer key, the consumer secret and the first access token',
    token: 'get, re-generate, list and revoke access tokens',
    tokenGet: 'print the current access token; an expired or revoked one is refused',
    tokenRegenerate: 'replace the current access token with a new one',
    tokenList: 'list access tokens, the newest first',
    tokenRevoke: 'revoke an access token',
    export: 'export public keys, gateway files and tokens',
    exportJwks: 'export the public keys as a JWKS',
    exportCertificate: 'export the public keys as X.509 certificates',
    exportHaproxy: 'export a HAProxy configuration and the files that it names',
    exportRevocations: 'export the ids of revoked tokens, one per line',
    exportTokens: 'export the active access tokens',
    exportTokensMore: `
The file is encrypted (a JWE), with the passphrase of the workspace unless you
name another with --export-passphrase-file. Only --plain writes plain text:
anyone who can read that file can call the APIs.
`,
  },

  chooseCommand: (path: string, names: readonly string[]) =>
    `Choose a command: ${path} ${names.join('|')}. See ${path} --help.`,
  allowedChoices: (choices: readonly string[]) =>
    `Allowed choices are ${choices.map((choice) => choice.toLowerCase()).join(', ')}.`,
  unknownOption: (option: string) => `unknown option '${option}'`,
  noDisplay:
    'Latchkey opens a window, and there is no display here. Commands such as “latchkey token list” work without one: see latchkey help.',
  needsEquals: (option: string, value: string) =>
    `${option} needs a value. If the value begins with a dash, write ${option}=${value}.`,

  passphrase: 'Passphrase: ',
  newPassphrase: 'New passphrase: ',
  repeatPassphrase: 'Repeat the passphrase: ',
  noPassphrase:
    'No passphrase: use --passphrase-file or LATCHKEY_PASSPHRASE_FD, or run this in a terminal.',
  passphraseUnreadable: (source: string, reason: string) =>
    `Can’t read the passphrase from ${source} (${reason}).`,
  passphraseNotNumber: 'LATCHKEY_PASSPHRASE_FD must be the number of an open file, such as 3.',
  differentPassphrases: 'The passphrases don’t match.',
  reasons: {
    closed: 'it isn’t an open file',
    empty: 'it is empty',
    tooLong: 'it is too long',
    notText: 'it isn’t text in UTF-8',
    timedOut: 'nothing arrived',
  },
  shortPassphrase: (min: number | string) =>
    `Use a passphrase of ${min} characters or more, or add --allow-short-passphrase.`,

  missingWorkspace: (place: string) =>
    `There is no workspace in ${place}. Create one with: latchkey workspace create --owner NAME --passphrase-file FILE`,
  noApplication: (name: string) => `There is no application “${name}”.`,
  noApi: (name: string) => `There is no API “${name}”.`,
  whichVersion: (name: string, versions: readonly string[]) =>
    `“${name}” has several versions. Choose one: ${versions.join(', ')}.`,
  noPlan: (name: string, names: readonly string[]) =>
    `There is no business plan “${name}”. Choose one of: ${names.join(', ')}.`,
  noToken: (id: string) => `There is no token with the id “${id}”.`,
  tokenExpired: (application: string, at: string) =>
    `The access token of ${application} expired on ${at}. Re-generate it.`,
  tokenRevoked: (application: string, at: string) =>
    `The access token of ${application} was revoked on ${at}. Re-generate it.`,
  refusedFile: (file: string, reason: string) => `${file}: ${reason}`,
  importedTwice: 'Another of these files has the same name and version.',

  recoveryCodeNote: 'Keep this recovery code in a safe place: it is shown only once.',
  imported: (name: string, version: string, context: string, scopes: number) =>
    `Imported ${name} ${version} (${context}, ${plural(scopes, { one: '1 scope', other: (n) => `${n} scopes` })})`,
  subscribed: (application: string, api: string, plan: string) =>
    `Subscribed ${application} to ${api} with ${plan}.`,
  issued: ({ consumerKey, tokenId, expiresAt }: Issued) =>
    `Consumer key  ${consumerKey}\nToken         ${tokenId}\nExpires       ${expiresAt}`,
  revoked: (id: string) => `Revoked token ${id}.`,
  saved: (path: string) => `Saved ${path}.`,
  never: 'never',
  columns: {
    id: 'ID',
    name: 'NAME',
    subscriptions: 'SUBSCRIPTIONS',
    application: 'APPLICATION',
    type: 'TYPE',
    state: 'STATE',
    issued: 'ISSUED',
    expires: 'EXPIRES',
  },
  nothing: 'None.',
} as const;

interface Issued {
  readonly consumerKey: string;
  readonly tokenId: string;
  readonly expiresAt: string;
}
