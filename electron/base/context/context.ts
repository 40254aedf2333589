import type { AppError } from '../../../shared/errors.ts';
import type { Channel, Output, Parsed, ReadChannel } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { Locale } from '../../../shared/words/words.ts';
import type { Cipher } from '../crypto/cipher.ts';
import type { KdfCost } from '../crypto/kdf.ts';
import type { ReadableDb, WritableDb } from '../database/database.ts';
import type { ActivityLog } from './activity-log.ts';
import type { Jobs } from './jobs.ts';
import type { Shell } from './shell.ts';
import type { Signer } from './signer.ts';

/**
 * What a read-only call may use, on any thread: a connection that can't write. It has no access to
 * keys or the desktop.
 */
export interface ReadContext {
  readonly db: ReadableDb;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The same for a call that reads keys; it runs on the thread that holds them. */
export interface KeyReadContext extends ReadContext {
  readonly publishedKeys: Signer['publishedKeys'];
  readonly everyKey: Signer['everyKey'];
}

/** What every other call may use: the only connection that writes, and the keys. */
export interface WriteContext extends ReadContext {
  readonly db: WritableDb;
  readonly cipher: Cipher;
  readonly signer: Signer;
  readonly activity: ActivityLog;
  readonly shell: Shell;
  readonly jobs: Jobs;
  /** The KDF cost for whatever is encrypted with a passphrase from now on. */
  readonly kdfCost: KdfCost;
}

/** What accompanies a call besides its input. */
export interface Call {
  /** Files that the person dropped or chose, as reported by the preload. */
  readonly paths: readonly string[];
  /** For a call that comes from the command line through the open window. */
  readonly command?: CommandCall;
}

/** A command that the person, or their passphrase, has let use the open workspace. */
export interface CommandCall {
  /** One for all calls of a command. */
  readonly id: string;
  /** Where an export goes, without a dialog. */
  readonly saveTo: string | null;
  /** For text that the core writes into a file. */
  readonly locale: Locale;
  /** Whether it has given the passphrase. */
  readonly isConfirmed: boolean;
}

type Answer<T> = Result<T, AppError> | Promise<Result<T, AppError>>;

/** Channels that the main process answers itself: they concern the window, not the workspace. */
export type ShellChannel = Extract<Channel, `${'program' | 'preferences' | 'drafts'}:${string}`>;
/** Channels that work without an open workspace. */
export type WorkspaceChannel = Extract<Channel, `workspace:${string}`>;
/** The same, for backups. */
export type BackupChannel = Extract<Channel, `backup:${string}`>;
/** The same, for a damaged workspace. */
export type SalvageChannel = Extract<Channel, `rescue:${string}`>;
/** The same, for another copy of the open workspace. */
export type MergeChannel = Extract<Channel, `merge:${string}`>;
/** Channels for the session's jobs. */
export type JobChannel = Extract<Channel, `job:${string}`>;
export type CoreChannel = Exclude<
  Channel,
  ShellChannel | WorkspaceChannel | BackupChannel | SalvageChannel | MergeChannel | JobChannel
>;
/** Every channel that the core answers, except those for jobs. */
export type AnyCoreChannel =
  | CoreChannel
  | WorkspaceChannel
  | BackupChannel
  | SalvageChannel
  | MergeChannel;
/** Channels that only read but need the session's keys. */
export type KeyReadChannel =
  | 'gateway:get'
  | 'reminders:list'
  | 'gateway:engine'
  | 'token:preview'
  | 'signing-key:list';
/** Channels of an open workspace that only read (`reads` in the contract), on any thread. */
export type CoreReadChannel = Exclude<Extract<CoreChannel, ReadChannel>, KeyReadChannel>;
export type CoreWriteChannel = Exclude<CoreChannel, ReadChannel>;

export type Handler<C extends Channel> = (
  context: C extends KeyReadChannel
    ? KeyReadContext
    : C extends ReadChannel
      ? ReadContext
      : WriteContext,
  input: Parsed<C>,
  call: Call,
) => Answer<Output<C>>;

/** Synchronous: runs one statement after another on a thread with no other work. */
export type ReadHandler<C extends CoreReadChannel> = (
  context: ReadContext,
  input: Parsed<C>,
) => Result<Output<C>, AppError>;

export type CoreHandlers = { readonly [C in CoreChannel]: Handler<C> };
export type KeyReadHandlers = { readonly [C in KeyReadChannel]: Handler<C> };
export type CoreReadHandlers = { readonly [C in CoreReadChannel]: ReadHandler<C> };
export type CoreWriteHandlers = { readonly [C in CoreWriteChannel]: Handler<C> };

/** A feature's handlers: `satisfies SomeHandlers` types their inputs by the contract. */
export type SomeHandlers = Partial<CoreHandlers>;
