import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type {
  BackupChannel,
  Call,
  CoreChannel,
  JobChannel,
  MergeChannel,
  SalvageChannel,
  WorkspaceChannel,
} from '../../electron/base/context/context.ts';
import { takeCheapGuesses } from '../../electron/base/crypto/kdf.ts';
import { type Core, type CoreOptions, createCore } from '../../electron/core/core.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { importThread } from './import-thread.ts';
import { windowKdfCost } from './kdf-cost.ts';
import { type RecordingShell, recordingShell } from './shell.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export { DAY, SECOND } from './time.ts';
export { temporaryDirectory };

/** Where every test's clock begins, in milliseconds. */
export const START = Date.UTC(2026, 10, 23, 8, 0, 0);

export interface TestCore {
  /** The data directory; gone when the test is over. */
  readonly home: string;
  readonly shell: RecordingShell;
  /** Milliseconds since the epoch, and of the monotonic clock; move them. */
  readonly clock: { now: number; elapsed: number };
  /** What the core reported as a defect: none, in a healthy test. */
  readonly defects: unknown[];
  readonly call: <
    C extends
      | CoreChannel
      | JobChannel
      | WorkspaceChannel
      | BackupChannel
      | SalvageChannel
      | MergeChannel,
  >(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<Result<Output<C>, AppError>>;
  /** Calls, and throws unless it succeeds. */
  readonly give: <
    C extends
      | CoreChannel
      | JobChannel
      | WorkspaceChannel
      | BackupChannel
      | SalvageChannel
      | MergeChannel,
  >(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<Output<C>>;
  /** Calls, and throws unless it is refused. */
  readonly refuse: <
    C extends
      | CoreChannel
      | JobChannel
      | WorkspaceChannel
      | BackupChannel
      | SalvageChannel
      | MergeChannel,
  >(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<AppError>;
  /** Quits, starts again and signs in. */
  readonly restart: () => Promise<void>;
}

/** What opens every workspace of the tests. */
export const PASSPHRASE = 'ten green bottles on a wall';
export const OWNER = 'Ada Lovelace';
export const ownerDraft = { owner: OWNER, passphrase: PASSPHRASE, insist: false, keyring: false };
export const byPassphrase = { with: 'passphrase', passphrase: PASSPHRASE } as const;

/** A guess costs next to nothing here: the tests make hundreds. */
export const kdfCost = { N: 2 ** 4, r: 8, p: 1 };
takeCheapGuesses();

/** A core whose workspace is locked or not created yet, for tests of opening itself. */
export function openCore(home: string, options: Partial<CoreOptions> = {}): Core {
  return createCore({
    home,
    shell: recordingShell(),
    importThread: importThread(),
    kdfCost,
    ...options,
  });
}

/** Makes the workspace, or signs in to it. */
export async function enter(core: Core): Promise<void> {
  const made = await core.call('workspace:create', ownerDraft);
  if (made.ok) return;
  const entered = await core.call('workspace:sign-in', byPassphrase);
  if (!entered.ok) throw new Error(`The workspace did not open: ${JSON.stringify(entered.error)}`);
}

/**
 * A data directory with a workspace that another process opens: unlike the cores here, it refuses one
 * that is cheap to guess.
 */
export async function homeForAnotherProcess(): Promise<string> {
  const home = temporaryDirectory();
  const core = openCore(home, { kdfCost: windowKdfCost });
  await enter(core);
  await core.close();
  return home;
}

let template: Promise<string> | undefined;

/** A workspace that has its signing key: making one takes longer than most tests. */
async function makeTemplate(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-template-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const core = openCore(home, { now: () => START });
  await enter(core);
  await core.close();
  return home;
}

/**
 * A real core on real files. It is closed and its files are removed when the test is over.
 *
 * @param fresh begins in an empty directory, as on the first start.
 * @param entered signs in, or makes the workspace.
 * @param fullCost lets a guess cost what it costs in the program.
 */
export async function startCore({
  fresh = false,
  entered = true,
  fullCost = false,
} = {}): Promise<TestCore> {
  const home = temporaryDirectory();
  if (!fresh) {
    template ??= makeTemplate();
    cpSync(await template, home, { recursive: true });
  }
  const shell = recordingShell();
  const clock = { now: START, elapsed: 0 };
  const defects: unknown[] = [];
  async function open(): Promise<Core> {
    const options = {
      shell,
      now: () => clock.now,
      elapsed: () => clock.elapsed,
      report: (error: unknown) => defects.push(error),
    };
    const next = fullCost
      ? createCore({ home, importThread: importThread(), ...options })
      : openCore(home, options);
    if (entered) await enter(next);
    return next;
  }
  let core = await open();
  onTestFinished(() => core.close());

  async function call<
    C extends
      | CoreChannel
      | JobChannel
      | WorkspaceChannel
      | BackupChannel
      | SalvageChannel
      | MergeChannel,
  >(channel: C, input: Input<C>, more?: Call) {
    return (await core.call(channel, input, more)) as Result<Output<C>, AppError>;
  }
  return {
    home,
    shell,
    clock,
    defects,
    call,
    async give(channel, input, more) {
      const result = await call(channel, input, more);
      if (!result.ok) throw new Error(`${channel} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async refuse(channel, input, more) {
      const result = await call(channel, input, more);
      if (result.ok) throw new Error(`${channel} was not refused`);
      return result.error;
    },
    async restart() {
      await core.close();
      core = await open();
    },
  };
}
