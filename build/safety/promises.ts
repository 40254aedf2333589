/**
 * What the program promises about secrets, signatures, data loss, memory, its window, the network
 * and its packages (SAFETY.md). A test proves a promise by carrying its name as a tag. `npm run
 * test:safety` prints a line for each promise, `npm run test:package` for those of a package, and
 * both fail if one has no passing test. docs/security.md describes what each promise prevents and
 * what it doesn't.
 */
export const promises = {
  'secrets/at-rest': 'no file in the data directory contains a secret in plain text',
  'secrets/encrypted-file':
    'the whole file is encrypted: names, scopes and times can’t be read, and no page can be changed',
  'secrets/key-slots': 'the key slots survive the loss of any two of their three copies',
  'secrets/sealed': 'a sealed value opens only as its own kind and only in its own row',
  'secrets/damage': 'a damaged value is an error, never a wrong secret',
  'secrets/set-back':
    'a rollback of revocations, settings or removals is detected, and nothing is signed',
  'secrets/unlock-methods':
    'passphrase and recovery code unlock the data key; a weak slot is upgraded when used',
  'secrets/guessing':
    'a wrong passphrase changes nothing, reveals nothing, and slows down the next attempt',
  'secrets/keyring': 'the system keyring unlocks the workspace, if the owner turned that on',
  'secrets/keyring-absent': 'the keyring isn’t offered if it can’t keep secrets',
  'secrets/keyring-changed':
    'a lost or changed keyring overwrites nothing; the passphrase still works',
  'secrets/lock-idle': 'the workspace locks after a time without keyboard or mouse activity',
  'secrets/lock-suspend': 'the workspace locks when the computer sleeps or the screen is locked',
  'secrets/lock-command': 'the workspace locks on command',
  'secrets/lock-refuses': 'after a lock, every call that would return a secret is refused',
  'secrets/lock-memory': 'after a lock, the data key isn’t in the memory of any process',
  'secrets/lock-page': 'a lock replaces the page; drafts without secrets are restored',
  'secrets/clipboard-time': 'a copied secret is cleared from the clipboard after its timeout',
  'secrets/clipboard-newer': 'anything copied afterwards is never cleared',
  'secrets/clipboard-lock': 'a lock clears a copied secret',
  'secrets/clipboard-quit': 'quitting clears a copied secret',
  'secrets/clipboard-concealed': 'a copied secret is marked as concealed (Electron 44 and later)',
  'secrets/clipboard-wayland': 'where the desktop doesn’t allow clearing, the program says so',
  'secrets/masks': 'only one call returns a secret',
  'secrets/logged': 'each reveal and each copy is in the activity log, without the secret',
  'secrets/log-chain': 'an edited, missing, moved or added entry in the activity log is detected',
  'secrets/deletion': 'permanently deleted data is in no file, not even encrypted',
  'secrets/modes': 'directories are 0700 and files 0600, exports too',
  'secrets/exports': 'an export is written completely or not at all',
  'secrets/encrypted-export':
    'an encrypted export opens only with its passphrase, and only if it is complete',
  'secrets/plain-export':
    'plain text must be chosen; exporting the whole workspace defaults to encrypted',
  'secrets/csv': 'CSV cells that a spreadsheet would run as formulas are made harmless',
  'secrets/redaction': 'the log file is redacted: it contains no token, key or code',
  'secrets/core-dumps': 'a crash leaves no core dump',

  'window/protocol': 'the page comes from app:// with a strict policy and a fresh nonce',
  'window/traversal': 'app:// serves nothing outside the page’s folder',
  'window/no-node': 'the page has no Node, and can’t change its bridge',
  'window/scripts': 'injected scripts and eval don’t run',
  'window/requests': 'no request leaves the page: fetch, XHR, WebSocket, image, form, worker',
  'window/navigation': 'the page can’t navigate elsewhere',
  'window/new-windows': 'no new window and no webview opens',
  'window/permissions': 'every permission is denied',
  'window/downloads': 'no download starts',
  'window/frames': 'a foreign frame has no bridge, and its calls are ignored',
  'window/commands':
    'commands in a terminal: only with a yes or the passphrase, only their calls, no flood',
  'window/payloads': '10,000 fuzzed payloads per channel: typed errors, no pollution, no crash',
  'window/external': 'the browser opens only one https address, which the page can’t choose',
  'window/paths': 'the page can’t choose the path of a file',
  'window/presence':
    'actions that outlast the session require the passphrase, which the core checks',
  'window/reveals': 'reveals are rate-limited',

  'authenticity/pages': 'flipped bytes, moved pages and pages of other workspaces are refused',
  'authenticity/derived': 'published keys come from sealed data, never from a column',
  'authenticity/set-back': 'an older page, file or copy is detected before the next signature',
  'authenticity/schema':
    'a schema with an extra view, trigger or table is refused before anything is read',
  'authenticity/unlock':
    'a foreign slot, key or log opens no workspace, and neither does a removed unlock method',
  'authenticity/lock': 'lock and quit don’t wait for a thread, a query or the page',

  'memory/data-key': 'after a lock, no process holds the data key',
  'memory/keys': 'keys and everything derived from them are bytes, overwritten after use',
  'memory/typed': 'passphrases cross threads as bytes, which are overwritten after the call',

  'durability/creation':
    'after an interrupted creation, the workspace is complete or can be created again',
  'durability/kills': 'killing the program at any file change loses nothing that was acknowledged',
  'durability/replaced': 'a replaced, changed or missing file is detected before the next write',
  'durability/one-program': 'two programs never have the same workspace open',
  'durability/full-disk':
    'a full disk loses nothing: secrets can be revealed, and the log records it',
  'durability/read-only':
    'a read-only workspace can be viewed, copied and exported, and stays unchanged',
  'durability/newer': 'a file of a newer version is refused and not changed',
  'durability/upgrade': 'a migration starts with a verified copy, and completes or changes nothing',
  'durability/backup': 'backups are complete, verified and kept; restoring one loses nothing',
  'durability/hostile-import':
    'a hostile file is refused quickly, with a reason, and nothing of it is imported',
  'durability/page-crash': 'after a crash, the page comes back with its drafts',
  'durability/clock': 'a clock that is years ahead or behind is reported, and blocks nothing',
  'durability/synced':
    'every file and folder that the program creates is synced to disk, including its name',

  'package/fuses':
    'fuses: RunAsNode, NodeOptions, CliInspect off; OnlyLoadAppFromAsar, AsarIntegrity, CookieEncryption on',
  'package/no-node': 'no environment variable turns a package into Node or makes it load code',
  'package/own-code': 'a package runs only the code in its app.asar',
  'package/no-debugger': 'no switch opens a debugger for a package or its page',
  'package/developer-tools': 'developer tools don’t open in a package and aren’t in its menu',
  'package/sandbox': 'in a package, the page’s process runs in the kernel’s sandbox',
  'package/files': 'a package reports a changed file or fuse',

  'network/commands': 'no command opens a socket of the internet',
  'network/none': 'the program works without a network and contacts no internet address',
} as const;

export type PromiseName = keyof typeof promises;

/**
 * The promises that a run can prove: those of a package by the tests that build one, the others by
 * all other tests.
 *
 * @param projects names of projects in vitest's configuration.
 */
export function promisesOf(projects: readonly string[]): readonly PromiseName[] {
  const isRun = {
    package: projects.includes('package'),
    program: projects.some((project) => project !== 'package'),
  };
  return (Object.keys(promises) as PromiseName[]).filter((name) =>
    name.startsWith('package/') ? isRun.package : isRun.program,
  );
}

/** The promises as vitest's tags. */
export const promiseTags = (Object.entries(promises) as [PromiseName, string][]).map(
  ([name, description]) => ({ name, description }),
);

declare module 'vitest' {
  interface TestTags {
    promise: PromiseName;
  }
}
