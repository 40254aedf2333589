import { z } from 'zod';
import { signingKeyIdSchema, unlockMethodIdSchema } from '../domain/ids.ts';
import { longOrInsisted, typedSecretSchema } from '../domain/passphrase.ts';
import { savedFileSchema } from '../domain/token-export.ts';
import {
  addMethodSchema,
  changePassphraseSchema,
  newRecoveryCodeSchema,
  newWorkspaceSchema,
  recoveryCodeSchema,
  renameMethodSchema,
  setKeyringSchema,
  signInSchema,
  unlockMethodsSchema,
  workspaceContentsSchema,
  workspaceNameSchema,
  workspaceStateSchema,
} from '../domain/workspace.ts';
import { topics } from './events.ts';

const nothing = z.strictObject({});
const done = z.null();

/** The calls that are available whether or not a workspace is open. */
export const workspaceContract = {
  'workspace:state': { input: nothing, output: workspaceStateSchema, reads: ['workspace'] },
  'workspace:create': {
    elsewhere: true,
    input: newWorkspaceSchema,
    output: recoveryCodeSchema,
    changes: topics,
  },
  'workspace:sign-in': { elsewhere: true, input: signInSchema, output: done, changes: topics },
  'workspace:lock': { elsewhere: true, input: nothing, output: done, changes: ['workspace'] },
  'workspace:change-passphrase': {
    input: changePassphraseSchema,
    output: done,
    changes: ['workspace', 'activity'],
  },
  'workspace:new-recovery-code': {
    input: newRecoveryCodeSchema,
    output: recoveryCodeSchema,
    changes: ['workspace', 'activity'],
  },
  /** Changes the data key, so that keys to old copies don't open newer ones. */
  'workspace:rotate-key': { input: newRecoveryCodeSchema, output: done, changes: topics },
  /** Who can unlock the open workspace, and with what. */
  'workspace:methods': { input: nothing, output: unlockMethodsSchema, reads: ['workspace'] },
  'workspace:add-method': {
    input: addMethodSchema,
    output: done,
    changes: ['workspace', 'activity'],
  },
  'workspace:rename-method': {
    input: renameMethodSchema,
    output: done,
    changes: ['workspace', 'activity'],
  },
  /** Also changes the file's data key. */
  'workspace:remove-method': {
    input: z.strictObject({ id: unlockMethodIdSchema }),
    output: done,
    changes: topics,
  },
  /** Confirms that the person is present, after a call failed with `workspace/confirm`. */
  'workspace:confirm': {
    elsewhere: true,
    input: z.strictObject({ passphrase: typedSecretSchema }),
    output: done,
  },
  'workspace:set-keyring': {
    input: setKeyringSchema,
    output: done,
    changes: ['workspace', 'activity'],
  },
  /** Asks for a workspace file and switches to it; false when the person closed the dialog. */
  'workspace:choose': { elsewhere: true, input: nothing, output: z.boolean(), changes: topics },
  /** Switches to an opened or dropped workspace file: its path comes with the call. */
  'workspace:open': { elsewhere: true, input: nothing, output: done, changes: topics },
  /** Asks where to create a new workspace and switches to it. */
  'workspace:begin': { elsewhere: true, input: nothing, output: z.boolean(), changes: topics },
  /** Switches to a recent workspace. */
  'workspace:switch': {
    elsewhere: true,
    input: z.strictObject({ file: z.string() }),
    output: done,
    changes: topics,
  },
  /** Asks for another name, saves the open workspace there and switches to it; null if closed. */
  'workspace:save-open': {
    elsewhere: true,
    input: nothing,
    output: z.object({ file: z.string() }).nullable(),
    changes: topics,
  },
  /** Renames the open workspace's file. */
  'workspace:rename': {
    input: z.strictObject({ name: workspaceNameSchema }),
    output: done,
    changes: topics,
  },
  /** Asks for a place and moves the open workspace there; null when the person closed the dialog. */
  'workspace:move': {
    input: nothing,
    output: z.object({ file: z.string() }).nullable(),
    changes: topics,
  },
  /** Asks for a place and saves a copy there; null when the person closed the dialog. */
  'workspace:save-copy': {
    elsewhere: true,
    input: nothing,
    output: z.object({ file: z.string() }).nullable(),
    changes: ['activity'],
  },
  'workspace:contents': { elsewhere: true, input: nothing, output: workspaceContentsSchema },
  /** Deletes the open workspace from the disk. */
  'workspace:delete': {
    input: z.strictObject({ passphrase: typedSecretSchema }),
    output: done,
    changes: topics,
  },
  /** Asks for a place and saves a private signing key there; null when the person closed the dialog. */
  'workspace:export-signing-key': {
    elsewhere: true,
    input: z.strictObject({
      id: signingKeyIdSchema,
      /** The workspace's passphrase. */
      passphrase: typedSecretSchema,
      /** The passphrase to encrypt the file with; null writes the key in plain text. */
      encryption: z
        .strictObject({ passphrase: typedSecretSchema, insist: z.boolean() })
        .refine(...longOrInsisted('passphrase'))
        .nullable(),
    }),
    output: savedFileSchema,
    changes: ['activity'],
  },
  /** Notes that the person has confirmed having the recovery code. */
  'workspace:keep-recovery-code': {
    input: nothing,
    output: done,
    changes: ['workspace', 'activity'],
  },
  /** Asks for a place and saves a page with the recovery code, which only the window still has. */
  'workspace:save-recovery-kit': {
    input: z.strictObject({ code: typedSecretSchema }),
    output: z.object({ file: z.string() }).nullable(),
    changes: ['workspace', 'activity'],
  },
  /** Accepts a file that is older than the last one used, or has diverged from it. */
  'workspace:accept-file': {
    input: z.strictObject({ passphrase: typedSecretSchema }),
    output: done,
    changes: topics,
  },
  /** Dismisses a notice about a file that was set aside. */
  'workspace:dismiss-notice': {
    elsewhere: true,
    input: z.strictObject({ file: z.string() }),
    output: done,
    changes: ['workspace'],
  },
  /** Removes a workspace from the list of recent ones; its file stays. */
  'workspace:forget': {
    elsewhere: true,
    input: z.strictObject({ file: z.string() }),
    output: done,
    changes: ['workspace'],
  },
} as const;
