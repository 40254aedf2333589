import type { AppError } from '../../../shared/errors.ts';
import type { Channel, Output, Parsed } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/result.ts';
import type { Cipher } from '../crypto/cipher.ts';
import type { KdfCost } from '../crypto/kdf.ts';
import type { WritableDb } from '../database/database.ts';
import type { ActivityLog } from './activity-log.ts';
import type { Shell } from './shell.ts';
import type { Signer } from './signer.ts';

/** What every handler may use. */
export interface Context {
  readonly db: WritableDb;
  readonly cipher: Cipher;
  readonly signer: Signer;
  readonly activity: ActivityLog;
  readonly shell: Shell;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What a guess costs at the passphrase of what is encrypted from now on. */
  readonly kdfCost: KdfCost;
}

/** What comes with one call beside its input. */
export interface Call {
  /** Files that the person dropped or chose, by the preload's word. */
  readonly paths: readonly string[];
}

type Answer<T> = Result<T, AppError> | Promise<Result<T, AppError>>;

/** Channels that the main process answers itself: they are about the window, not the workspace. */
export type ShellChannel = Extract<Channel, `${'program' | 'preferences' | 'drafts'}:${string}`>;
/** Those that are answered without an open workspace. */
export type WorkspaceChannel = Extract<Channel, `workspace:${string}`>;
export type CoreChannel = Exclude<Channel, ShellChannel | WorkspaceChannel>;

export type Handler<C extends Channel> = (
  context: Context,
  input: Parsed<C>,
  call: Call,
) => Answer<Output<C>>;

export type CoreHandlers = { readonly [C in CoreChannel]: Handler<C> };

/** A feature's handlers: `satisfies SomeHandlers` types their inputs by the contract. */
export type SomeHandlers = Partial<CoreHandlers>;
