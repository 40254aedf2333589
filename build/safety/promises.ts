/**
 * What the program promises about secrets, signatures, data loss, memory, its window, the network
 * and its packages (SAFETY.md). A test proves a promise by carrying its name as a tag. `npm run
 * test:safety` prints a line for each promise, `npm run test:package` for those of a package, and
 * both fail if one has no passing test. docs/security.md describes what each promise prevents and
 * what it doesn't.
 */
export const promises = {
  'secrets/at-rest': 'no secret stands in the clear in any file of the data directory',
  'secrets/encrypted-file':
    'the whole file is encrypted: no name, scope or time stands in it, and no page can be changed',
  'secrets/key-slots': 'the key slots outlive the loss of any two of their three places',
  'secrets/sealed': 'a sealed value opens as what it is and in its own row only',
  'secrets/damage': 'a damaged value is an error and never a wrong secret',
  'secrets/set-back':
    'what was revoked, set or removed can’t be set back unnoticed: then nothing is signed',
  'secrets/unlock-methods':
    'passphrase and recovery code open the data key; raised work re-wraps it',
  'secrets/guessing': 'a wrong word changes no byte, says only "wrong", and is slowed down',
  'secrets/keyring': 'the keyring of the system opens the workspace, if its owner wants that',
  'secrets/keyring-absent': 'without a keyring that keeps secrets it is not offered',
  'secrets/keyring-changed': 'a lost or changed keyring overwrites nothing; the passphrase opens',
  'secrets/lock-idle': 'the workspace locks when nobody has touched the machine for a while',
  'secrets/lock-suspend': 'the workspace locks when the machine sleeps or its screen is locked',
  'secrets/lock-command': 'the workspace locks by command',
  'secrets/lock-refuses': 'after a lock every call that would give a secret is refused',
  'secrets/lock-memory': 'after a lock the data key is in the memory of no process',
  'secrets/lock-page': 'a lock replaces the page; half-filled forms without secrets come back',
  'secrets/clipboard-time': 'a copied secret is cleared from the clipboard after its time',
  'secrets/clipboard-newer': 'what was copied since is never cleared',
  'secrets/clipboard-lock': 'a lock clears a copied secret',
  'secrets/clipboard-quit': 'quitting clears a copied secret',
  'secrets/clipboard-concealed': 'a copied secret is marked as concealed (Electron 44 and later)',
  'secrets/clipboard-wayland': 'where the desktop forbids clearing, the program says so',
  'secrets/masks': 'no answer but one carries a secret',
  'secrets/logged': 'each reveal and each copy is in the activity log, without the secret',
  'secrets/log-chain': 'an edited, missing, moved or added entry of the activity log is found',
  'secrets/deletion': 'what was deleted permanently is in no file, not even encrypted',
  'secrets/modes': 'directories are 0700 and files 0600, exports too',
  'secrets/exports': 'an export is written whole or not at all',
  'secrets/encrypted-export': 'an encrypted export opens with its passphrase only, and is whole',
  'secrets/plain-export': 'plain text is a choice; the whole workspace begins as an encrypted file',
  'secrets/csv': 'a cell of a CSV export that a spreadsheet would run is made harmless',
  'secrets/redaction': 'the log file is redacted: no token, key or code gets into it',
  'secrets/core-dumps': 'a crash leaves no core dump',

  'window/protocol': 'the page comes from app:// with the strict policy and a fresh nonce',
  'window/traversal': 'app:// serves nothing outside the folder of the page',
  'window/no-node': 'the page has no Node, and a bridge that it cannot change',
  'window/scripts': 'an injected script and eval do not run',
  'window/requests': 'no request leaves the page: fetch, XHR, WebSocket, picture, form, worker',
  'window/navigation': 'the page cannot be led elsewhere',
  'window/new-windows': 'no new window and no webview opens',
  'window/permissions': 'every permission is denied',
  'window/downloads': 'no download begins',
  'window/frames': 'a foreign frame has no bridge, and is not heard when it calls',
  'window/payloads':
    '10,000 fuzzed payloads for each channel: typed errors, no pollution, no crash',
  'window/external': 'the browser is sent to one https address, which the page cannot name',
  'window/paths': 'the page cannot make up the path of a file',
  'window/presence':
    'what outlives the session asks for the passphrase, which only the core believes',
  'window/reveals': 'a page cannot reveal one secret after another without end',

  'authenticity/pages': 'a flipped byte, a moved page and a page of another workspace are refused',
  'authenticity/derived': 'what is published comes from what is sealed, never from a column',
  'authenticity/set-back': 'an older page, file or copy is noticed before the next signature',
  'authenticity/schema': 'a schema with a view, a trigger or a table more is refused, unread',
  'authenticity/unlock':
    'no foreign slot, key or log opens a workspace, nor does an unlock method that was removed',
  'authenticity/lock': 'a lock and a quit wait for no thread, no query and no page',

  'memory/data-key': 'after a lock the data key is in no process',
  'memory/keys': 'a key is bytes that are overwritten, as is what was derived of it',
  'memory/typed': 'what was typed crosses threads as bytes, which are overwritten after the call',

  'durability/creation': 'an interrupted creation leaves a whole workspace, or offers it again',
  'durability/kills': 'a kill at any change of a file loses nothing that was acknowledged',
  'durability/replaced':
    'a file that is replaced, changed or gone is noticed before the next write',
  'durability/one-program': 'two programs never have one workspace open',
  'durability/full-disk': 'a full disk loses nothing: secrets are shown, and the log says so',
  'durability/read-only': 'what can’t be written can be looked at, copied and exported, unchanged',
  'durability/newer': 'a file of a newer program is refused, and not a byte of it changes',
  'durability/upgrade': 'a migration has a checked copy first, and leaves all or nothing',
  'durability/backup': 'backups are whole, checked and kept; restoring one loses nothing',
  'durability/hostile-import':
    'a hostile file is refused with a reason, in time, and leaves nothing',
  'durability/page-crash': 'a page that crashes comes back with what was typed',
  'durability/clock': 'a clock that is years ahead or behind is reported, and stops nothing',
  'durability/synced': 'each file and folder that the program makes is on the disk, with its name',

  'package/fuses':
    'fuses: RunAsNode, NodeOptions, CliInspect off; OnlyLoadAppFromAsar, AsarIntegrity, CookieEncryption on',
  'package/no-node': 'no variable makes a Node of a package, or has it load code',
  'package/own-code': 'a package runs the code of its app.asar and no other',
  'package/no-debugger': 'no switch opens a debugger of a package or of its page',
  'package/developer-tools': 'developer tools do not open in a package, and are not in its menu',
  'package/sandbox': "the page's process of a package is in the sandbox of the kernel",
  'package/files': 'a package tells of a file or a fuse that was changed',

  'network/none': 'the program does its job without a network and tries no internet address',
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
