import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { unlockMethodIdSchema } from './ids.ts';
import { longOrInsisted, typedSecretSchema } from './passphrase.ts';
import { code, nameSchema } from './text.ts';

/** The state of a workspace: not created yet; locked, or not openable; open. */
export const workspacePhases = ['new', 'locked', 'open'] as const;
export type WorkspacePhase = (typeof workspacePhases)[number];

/** Why the file of an open workspace can't be written any more. */
export const fileTroubles = ['replaced', 'overwritten', 'missing', 'unreachable'] as const;
export type FileTrouble = (typeof fileTroubles)[number];

/** Why a workspace file is read-only: its disk, the file itself, its folder, or a full disk. */
export const readOnlyReasons = ['disk', 'file', 'folder', 'full'] as const;
export type ReadOnlyReason = (typeof readOnlyReasons)[number];

/** A notice about a file that was set aside, shown until a person dismisses it. */
export const workspaceNoticeSchema = z.object({
  /**
   * `state-saved`: another file had replaced the open workspace, which was saved as `file`.
   * `wal-set-aside`: the file was replaced after a crash; what it lacked is in `file`.
   */
  kind: z.enum(['state-saved', 'wal-set-aside']),
  file: z.string(),
  /** The workspace file that it came from. */
  of: z.string(),
  at: z.number(),
});

export type WorkspaceNotice = z.infer<typeof workspaceNoticeSchema>;

export const unlockMethods = ['passphrase', 'recovery-code', 'keyring'] as const;
export type UnlockMethod = (typeof unlockMethods)[number];

/** Why this computer's clock may be wrong: only a warning, nothing is refused. */
export const clockDoubtSchema = z.object({
  kind: z.enum(['ahead', 'behind']),
  /** By how much, as far as the workspace can tell. */
  seconds: z.number(),
});

export type ClockDoubt = z.infer<typeof clockDoubtSchema>;

/** One way to unlock the open workspace. */
export const unlockMethodSchema = z.object({
  id: unlockMethodIdSchema,
  kind: z.enum(unlockMethods),
  /** A person's name, or the computer's for a keyring; may be empty for the recovery code. */
  name: z.string(),
  createdAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
  /** Whether the workspace is currently unlocked with it. */
  isCurrent: z.boolean(),
  /** Whether it is the keyring of this computer. */
  isHere: z.boolean(),
});

export type UnlockMethodInfo = z.infer<typeof unlockMethodSchema>;

export const unlockMethodsSchema = z.object({
  methods: z.array(unlockMethodSchema),
  /** The most methods that a workspace can have. */
  most: z.number(),
});

const METHOD_NAME_MAX = 40;
export const methodNameSchema = nameSchema({ max: METHOD_NAME_MAX });

/** The name of the owner's unlock method: the owner's name, shortened if it is too long. */
export function methodNameOf(owner: string): string {
  return Array.from(owner).slice(0, METHOD_NAME_MAX).join('').trim();
}

export const workspaceStateSchema = z.object({
  phase: z.enum(workspacePhases),
  file: z.string(),
  /** The file's name without folder and extension. */
  name: z.string(),
  /** The person it belongs to; empty until it is open, since the name is encrypted in the file. */
  owner: z.string(),
  keyring: z.object({
    /** Whether this machine has a secure keyring. */
    available: z.boolean(),
    /** Whether it can unlock this workspace. */
    enabled: z.boolean(),
  }),
  /** Workspaces opened on this machine, most recent first. */
  recent: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      openedAt: z.number().nullable(),
      isThere: z.boolean(),
    }),
  ),
  /** Why the file cannot be used at all, or null. */
  problem: appErrorSchema.nullable(),
  /** Only for an open workspace. */
  trouble: z.enum(fileTroubles).nullable(),
  /** Why the open workspace can't be changed, or null. */
  readOnly: z.enum(readOnlyReasons).nullable(),
  /** Whether the open workspace's disk is so full that only the log can still be written. */
  isDiskFull: z.boolean(),
  /** Why the open workspace signs and publishes nothing. */
  doubt: appErrorSchema.nullable(),
  /** Only for an open workspace, as checked at sign-in. */
  clock: clockDoubtSchema.nullable(),
  notices: z.array(workspaceNoticeSchema),
  /** Whether a person has confirmed or used the open workspace's recovery code. */
  recoveryCodeKept: z.boolean(),
  /** Conflicting sets of key slots: where each was found, and its unlock methods. */
  keyConflict: z.array(
    z.object({ places: z.array(z.string()), methods: z.array(z.enum(unlockMethods)) }),
  ),
});

export type WorkspaceState = z.infer<typeof workspaceStateSchema>;

export const newWorkspaceSchema = z
  .strictObject({
    owner: nameSchema({ max: 120 }),
    passphrase: typedSecretSchema,
    /** Accepts a short passphrase. */
    insist: z.boolean(),
    keyring: z.boolean(),
  })
  .refine(...longOrInsisted('passphrase'));

export const signInSchema = z.discriminatedUnion('with', [
  z.strictObject({ with: z.literal('passphrase'), passphrase: typedSecretSchema }),
  z.strictObject({ with: z.literal('recovery-code'), code: typedSecretSchema }),
  z.strictObject({ with: z.literal('keyring') }),
]);

export const changePassphraseSchema = z
  .strictObject({
    /** The current passphrase, or the recovery code. */
    current: typedSecretSchema,
    next: typedSecretSchema,
    insist: z.boolean(),
    /** The method to change. Default: the one that `current` unlocks. */
    method: unlockMethodIdSchema.optional(),
  })
  .refine(...longOrInsisted('next'));

/** The passphrase of another person. */
export const addMethodSchema = z
  .strictObject({
    name: methodNameSchema,
    passphrase: typedSecretSchema,
    insist: z.boolean(),
  })
  .refine(...longOrInsisted('passphrase'));

export const renameMethodSchema = z.strictObject({
  id: unlockMethodIdSchema,
  name: methodNameSchema,
});

export const newRecoveryCodeSchema = z.strictObject({ passphrase: typedSecretSchema });

/** Turning it on adds an unlock method, so the passphrase is required again. */
export const setKeyringSchema = z.discriminatedUnion('enabled', [
  z.strictObject({ enabled: z.literal(true), passphrase: typedSecretSchema }),
  z.strictObject({ enabled: z.literal(false) }),
]);

/** Shown once: the code itself isn't stored. */
export const recoveryCodeSchema = z.object({ recoveryCode: z.string() });

export type SignIn = z.output<typeof signInSchema>;
/** The input as typed in the page. */
export type SignInTyped = z.input<typeof signInSchema>;

/** What a workspace holds, in numbers. */
export const workspaceContentsSchema = z.object({
  applications: z.number(),
  apis: z.number(),
  tokens: z.number(),
  signingKeys: z.number(),
});

export type WorkspaceContents = z.infer<typeof workspaceContentsSchema>;

/** The file's name without folder and extension, valid on every operating system. */
export const workspaceNameSchema = nameSchema({ max: 100 })
  .refine((name) => !/[<>:"/\\|?*]/.test(name), { error: code('field/not-a-file-name') })
  .refine((name) => !/^\.|\.$/.test(name), { error: code('field/not-a-file-name') });
