import type { AppError, ErrorCode } from '../../errors.ts';
import { foreignName, whatToDo } from './foreign-files.ts';

type Detail = NonNullable<AppError['detail']>;
type Words = string | ((detail: Detail) => string);

const place = (detail: Detail): string => {
  if (detail['line'] !== undefined)
    return ` (line ${detail['line']}, column ${detail['column'] ?? 1})`;
  return detail['pointer'] === undefined ? '' : ` (at ${detail['pointer']})`;
};

/** What the system answers with a code, in words that say what to look for. */
const reasons: Readonly<Record<string, string>> = {
  directory: 'it is a folder',
  'not-a-file': 'it is a device or a pipe',
  EACCES: 'you have no permission',
  EBUSY: 'another program holds it',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such folder',
  EPERM: 'you have no permission',
  EROFS: 'it lies on a disk that cannot be written',
};

/** Why the system refused a file, by its code such as `ENOENT`. */
export function reasonText(reason: string): string {
  return reasons[reason] ?? reason;
}

const because = ({ reason }: Detail): string =>
  reason === undefined ? '' : ` (${reasonText(String(reason))})`;

/** The first of several things, and how many more there are. */
const named = ({ what, more }: Detail): string =>
  more === undefined ? String(what) : `${what} and ${more} more`;

const megabytes = (bytes: unknown): string => `${(Number(bytes) / 2 ** 20).toFixed(0)} MiB`;

/** What the parser has found, and where. */
function notParsed(detail: Detail): string {
  const { reason, message, format = 'YAML' } = detail;
  if (reason === 'MULTIPLE_DOCS') {
    return `The file holds several YAML documents${place(detail)}. Save each as a file of its own.`;
  }
  const words = message === undefined ? '' : `: ${message}`;
  return `This isn’t valid ${format}${place(detail)}${words}.`;
}

/** Why a reference to another file matters. */
function elsewhere({ needed }: Detail): string {
  if (needed === 'path-item') return 'Its paths, which could ask for more scopes, are partly in';
  if (needed === 'security-scheme') return 'Its security schemes, which define the scopes, are in';
  return needed === 'info' ? 'Its title and version are in' : 'It refers to';
}

/** What was given as a workspace: see ForeignKind of base/database/file-header.ts. */
const foreignKinds: Readonly<Record<string, string>> = {
  folder: 'a folder',
  pipe: 'a named pipe',
  device: 'a device',
  socket: 'a socket',
  keys: 'a keys file',
  text: 'a text file',
  file: 'a file of another kind',
};

/** What went wrong, in words that say what to do. One row a code: a missing one does not compile. */
const words: Readonly<Record<ErrorCode, Words>> = {
  'call/not-trusted': 'This page may not ask the program.',
  'call/unknown-channel': 'The program does not know this call.',
  'call/bad-input': 'Check this value: it cannot be used.',
  'call/cancelled': 'Cancelled.',
  internal: 'Something went wrong inside Latchkey. Nothing was changed; try again.',

  'field/required': 'Fill this in.',
  'field/too-long': ({ max }) => `Use at most ${max} characters.`,
  'field/surrounding-space': 'Remove the space at the beginning or the end.',
  'field/control-character': 'Remove line breaks and control characters.',
  'field/invisible-character': 'Remove invisible characters.',
  'field/taken': ({ name }) => `“${name}” is taken. Choose another name.`,
  'field/not-a-whole-number': ({ typed }) =>
    typed === undefined
      ? 'Enter a whole number.'
      : 'Enter it in the digits 0 to 9, without separators, like 3600.',
  'field/zero':
    'Zero is no validity. Enter the seconds, or a negative number for a token that never expires.',
  'field/too-large': ({ max }) => `Enter ${Number(max).toLocaleString('en')} or less.`,
  'field/too-small': ({ min }) => `Enter ${Number(min).toLocaleString('en')} or more.`,
  'field/not-a-path': 'Start with / and use no spaces, like /pets.',
  'field/not-a-url': 'Enter a URL or a name without spaces, like https://tokens.example.com.',
  'field/not-a-scope': 'A scope has no spaces, quotes or backslashes.',
  'field/unknown-choice': 'Choose one of these.',
  'field/not-a-file-name':
    'A file name can’t contain < > : " / \\ | ? * or begin or end with a full stop.',

  'missing/application': 'This application is gone.',
  'missing/api': 'This API is gone.',
  'missing/subscription': 'This subscription is gone.',
  'missing/business-plan': 'This business plan is gone.',
  'missing/keys': 'These keys are gone.',
  'missing/token': 'This token is gone.',
  'missing/import': 'What was read is gone. Choose the files again.',
  'missing/encrypted-export': 'The file was put away. Open it again.',
  'missing/bin-entry': 'This is not in the bin any more.',

  'business-plan/in-use': ({ name }) =>
    `${name} is in use by subscriptions. Change their plan first.`,
  'business-plan/only-one': (detail) =>
    `${detail['name']} is the only plan of ${named(detail)}. Offer another one there first.`,
  'business-plan/in-bin': (detail) =>
    `${detail['name']} is needed by what lies in the bin: ${named(detail)}. Restore that and change its plan, or delete it there for good.`,
  'subscription/duplicate': ({ api, plan }) =>
    `${api} is subscribed with ${plan} already. Choose another plan.`,
  'subscription/plan-not-offered': ({ api, plan }) => `${api} does not offer ${plan}.`,
  'keys/exist': 'The keys are there already.',
  'keys/none': 'There are no keys yet. Generate them first.',
  'token/not-current': 'This token was re-generated meanwhile. Look at the new one first.',
  'token/revoked': ({ application }) => `A token of ${application} is revoked already.`,
  'scope/not-subscribed': ({ scope }) => `No subscribed API has the scope ${scope}.`,
  'export/nothing': 'There is no active token to export.',

  'file/unreadable': (detail) => `The file cannot be read${because(detail)}.`,
  'file/unwritable': (detail) =>
    `${detail['file'] ?? 'The file'} cannot be written${because(detail)}. Choose another place.`,
  'file/disk-full': 'The disk is full. Free some space, or save to another disk.',
  'file/too-large': ({ size, limit }) =>
    `The file is too large: it has ${megabytes(size)}, and at most ${megabytes(limit)} are read.`,
  'import/not-yaml-or-json': notParsed,
  'import/not-text': 'This is not text in UTF-8 or UTF-16.',
  'import/duplicate-key': (detail) =>
    `${detail['key'] === undefined ? 'A key' : `“${detail['key']}”`} stands there twice${place(detail)}.`,
  'import/too-many-values': 'It has more values than any API needs.',
  'import/out-of-memory': 'Reading it took too much memory.',
  'import/not-openapi': ({ found }) =>
    `This is no OpenAPI file but ${foreignName(found)}. ${whatToDo(found)}`.trimEnd(),
  'import/unsupported-version': ({ found }) =>
    `${found} is not known. Swagger 2.0 and OpenAPI 3.0 to 3.2 are.`,
  'import/alias-bomb': (detail) => `Its YAML aliases grow without end${place(detail)}.`,
  'import/too-deep': (detail) => `It is nested too deeply${place(detail)}.`,
  'import/remote-reference': (detail) =>
    `${elsewhere(detail)} ${detail['reference']}${place(detail)}, and Latchkey fetches nothing. Choose that file together with this one, or bundle them into one file first.`,
  'import/bad-archive': ({ reason }) =>
    reason === 'encrypted'
      ? 'The archive is encrypted. Unpack it first.'
      : 'The archive is damaged. Unpack it with another program, or pack it again.',
  'import/archive-too-large': ({ of, limit }) =>
    `The archive is too large: at most ${of === 'bytes' ? megabytes(limit) : `${limit} files`} are read.`,
  'import/nothing-found': 'There is no OpenAPI file in it.',
  'import/too-many-files': ({ limit }) =>
    `Not read: at most ${Number(limit).toLocaleString('en')} files are read at once.`,
  'import/timed-out': 'Reading it took too long.',
  'import/invalid': (detail) => `It is not valid${place(detail)}.`,

  'database/newer':
    'This workspace was made by a newer Latchkey. Update Latchkey; nothing was changed.',
  'database/not-ours': ({ what }) =>
    `This is ${foreignKinds[String(what)] ?? 'another file'}, not a Latchkey workspace. Nothing was changed.`,
  'database/not-encrypted':
    'This is an unencrypted SQLite database, not a Latchkey workspace. Nothing was changed.',
  'database/empty': ({ openedAt }) =>
    openedAt === undefined
      ? 'This file is empty (0 bytes), so it isn’t a workspace.'
      : 'This file is empty (0 bytes). It held your workspace: an interrupted copy, a full disk or a sync program may have emptied it.',
  'database/damaged': 'The workspace file is damaged.',
  'database/replaced':
    'Another program changed the workspace file. Nothing more is saved to it. Save what’s open under another name.',
  'database/missing':
    'The workspace file is gone. Nothing more can be saved to it. Save what’s open under another name.',
  'database/unreachable':
    'The workspace file can’t be reached. Reconnect its drive or share and try again.',
  'database/busy': 'Another program holds the workspace. Close it and try again.',
  'database/read-only': 'The workspace cannot be written.',
  'export/not-encrypted': ({ file }) => `${file} is no export that Latchkey encrypted.`,
  'export/wrong': 'The passphrase is another one, or the file is damaged.',
  'passphrase/short': ({ min }) =>
    `Use ${min} characters or more, or confirm that you want a short one.`,
  'passphrase/differs': 'The two differ. Type the same passphrase twice.',

  'workspace/locked': 'The workspace is locked. Sign in first.',
  'workspace/wrong': 'This does not open the workspace. Look for Caps Lock and typing errors.',
  'workspace/wait': 'Too many attempts.',
  'workspace/exists': 'There is a file of this name already. Choose another name.',
  'workspace/not-new': 'This workspace is there already.',
  'workspace/no-keyring': 'The keyring of this system did not open it. Use the passphrase.',
  'workspace/keys-missing': 'This file’s keys are missing. Choose its keys file or a backup.',
  'workspace/missing': ({ file, openedAt }) =>
    `The workspace isn’t at ${file}. It was last opened on ${new Date(Number(openedAt)).toISOString().slice(0, 10)}.`,
  'workspace/method-damaged':
    'The part of the file that this unlocks is damaged. It isn’t your typing. Use another unlock method, or choose the keys file or a backup.',
  'workspace/no-method': 'This workspace doesn’t have that unlock method. Use another one.',
  'workspace/other-keys': 'These are the keys of another workspace. Open that one first.',
  'secret/damaged': 'This value is damaged, or its key is another one. It was not opened.',
};

/** The words for an error. */
export function errorText(error: AppError): string {
  const text = words[error.code];
  return typeof text === 'string' ? text : text(error.detail ?? {});
}

/** The words for an error at this field, or undefined when it is none of its fault. */
export function fieldError(error: AppError | null | undefined, field: string): string | undefined {
  return error?.field === field ? errorText(error) : undefined;
}
