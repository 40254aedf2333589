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

/** What keeps a workspace file from being written: its disk, itself, its folder, or a full disk. */
export const readOnlyReasons = ['disk', 'file', 'folder', 'full'] as const;
export type ReadOnlyReason = (typeof readOnlyReasons)[number];

/** What was put aside, and has to be told until a person has read it. */
export const workspaceNoticeSchema = z.object({
  /**
   * `state-saved`: what was open is in `file`, since another file had taken its place.
   * `wal-set-aside`: after a crash another file was there; what it lacked is in `file`.
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

/** Why this computer's clock may be wrong. Nothing is refused for it. */
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
  /** Of a person; of a computer for its keyring; may be empty for the recovery code. */
  name: z.string(),
  createdAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
  /** Whether the workspace is unlocked with it now. */
  isCurrent: z.boolean(),
  /** Whether it is the keyring of this computer. */
  isHere: z.boolean(),
});

export type UnlockMethodInfo = z.infer<typeof unlockMethodSchema>;

export const unlockMethodsSchema = z.object({
  methods: z.array(unlockMethodSchema),
  /** More can't be kept. */
  most: z.number(),
});

const METHOD_NAME_MAX = 40;
export const methodNameSchema = nameSchema({ max: METHOD_NAME_MAX });

/** What the passphrase of an owner is called who has a longer name. */
export function methodNameOf(owner: string): string {
  return Array.from(owner).slice(0, METHOD_NAME_MAX).join('').trim();
}

export const workspaceStateSchema = z.object({
  phase: z.enum(workspacePhases),
  file: z.string(),
  /** The file's name without folder and ending. */
  name: z.string(),
  /** Whom it belongs to; empty until it is open, since the name is in the encrypted file. */
  owner: z.string(),
  keyring: z.object({
    /** Whether this machine has a keyring that keeps secrets. */
    available: z.boolean(),
    /** Whether this workspace can be opened by it. */
    enabled: z.boolean(),
  }),
  /** Workspaces that were open on this machine, the last first. */
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
  /** Of an open workspace. */
  trouble: z.enum(fileTroubles).nullable(),
  /** Why the open workspace can't be changed, or null. */
  readOnly: z.enum(readOnlyReasons).nullable(),
  /** Whether the disk of the open workspace has room for nothing but its log. */
  isDiskFull: z.boolean(),
  /** Why the open workspace signs and publishes nothing. */
  doubt: appErrorSchema.nullable(),
  /** Of an open workspace, as it was at the sign-in. */
  clock: clockDoubtSchema.nullable(),
  notices: z.array(workspaceNoticeSchema),
  /** Whether a person has said or shown that they have the recovery code of the open workspace. */
  recoveryCodeKept: z.boolean(),
  /** Sets of key slots that disagree: where each was found, and what it unlocks with. */
  keyConflict: z.array(
    z.object({ places: z.array(z.string()), methods: z.array(z.enum(unlockMethods)) }),
  ),
});

export type WorkspaceState = z.infer<typeof workspaceStateSchema>;

export const newWorkspaceSchema = z
  .strictObject({
    owner: nameSchema({ max: 120 }),
    passphrase: typedSecretSchema,
    /** The person wants this passphrase although it is short. */
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
    /** Whose: the one that `current` opens, unless it is the recovery code. */
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

/** Switching it on adds an unlock method: the passphrase is asked for again. */
export const setKeyringSchema = z.discriminatedUnion('enabled', [
  z.strictObject({ enabled: z.literal(true), passphrase: typedSecretSchema }),
  z.strictObject({ enabled: z.literal(false) }),
]);

/** Shown once: what it opens is stored, it is not. */
export const recoveryCodeSchema = z.object({ recoveryCode: z.string() });

export type SignIn = z.output<typeof signInSchema>;
/** The same as the page has it. */
export type SignInTyped = z.input<typeof signInSchema>;

/** What a workspace holds, in numbers. */
export const workspaceContentsSchema = z.object({
  applications: z.number(),
  apis: z.number(),
  tokens: z.number(),
  signingKeys: z.number(),
});

export type WorkspaceContents = z.infer<typeof workspaceContentsSchema>;

/** The file's name without folder and ending; one that every system can have. */
export const workspaceNameSchema = nameSchema({ max: 100 })
  .refine((name) => !/[<>:"/\\|?*]/.test(name), { error: code('field/not-a-file-name') })
  .refine((name) => !/^\.|\.$/.test(name), { error: code('field/not-a-file-name') });
