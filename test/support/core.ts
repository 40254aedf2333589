import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnyCoreChannel, Call, JobChannel } from '../../electron/base/context/context.ts';
import { takeCheapGuesses } from '../../electron/base/crypto/kdf.ts';
import { type Core, type CoreOptions, createCore } from '../../electron/core/core.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { importThread } from './import-thread.ts';
import { windowKdfCost } from './kdf-cost.ts';
import { beginRsaKeys, ownRsaKeys } from './rsa-keys.ts';
import { type RecordingShell, recordingShell } from './shell.ts';
import { type Later, temporaryDirectory } from './temporary-directory.ts';

export { DAY, SECOND } from './time.ts';
export { temporaryDirectory };

/** The start time of every test's clock, in milliseconds. */
export const START = Date.UTC(2026, 10, 23, 8, 0, 0);

type AnyChannel = AnyCoreChannel | JobChannel;

export interface TestCore {
  /** The data directory; deleted after the test. */
  readonly home: string;
  readonly shell: RecordingShell;
  /** Milliseconds since the epoch, and of the monotonic clock; tests advance them. */
  readonly clock: { now: number; elapsed: number };
  /** Defects that the core reported: none in a healthy test. */
  readonly defects: unknown[];
  readonly call: <C extends AnyChannel>(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<Result<Output<C>, AppError>>;
  /** Calls, and throws unless it succeeds. */
  readonly give: <C extends AnyChannel>(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<Output<C>>;
  /** Calls, and throws unless it is refused. */
  readonly refuse: <C extends AnyChannel>(
    channel: C,
    input: Input<C>,
    call?: Call,
  ) => Promise<AppError>;
  /** Quits, starts again and signs in. */
  readonly restart: () => Promise<void>;
}

/** The passphrase of every test workspace. */
export const PASSPHRASE = 'ten green bottles on a wall';
export const OWNER = 'Ada Lovelace';
export const ownerDraft = { owner: OWNER, passphrase: PASSPHRASE, insist: false, keyring: false };
export const byPassphrase = { with: 'passphrase', passphrase: PASSPHRASE } as const;

/** A cheap key derivation, since the tests run hundreds. */
export const kdfCost = { N: 2 ** 4, r: 8, p: 1 };
takeCheapGuesses();

/** A core whose workspace is locked or not created yet, for tests of signing in. */
export function openCore(home: string, options: Partial<CoreOptions> = {}): Core {
  beginRsaKeys();
  return createCore({
    home,
    shell: recordingShell(),
    importThread: importThread(),
    kdfCost,
    ...options,
  });
}

/** Creates the workspace or signs in to it. */
export async function enter(core: Core): Promise<void> {
  const made = await core.call('workspace:create', ownerDraft);
  if (!made.ok) await signIn(core);
}

async function signIn(core: Core): Promise<void> {
  const entered = await core.call('workspace:sign-in', byPassphrase);
  if (!entered.ok) throw new Error(`The workspace did not open: ${JSON.stringify(entered.error)}`);
}

/**
 * A data directory with a workspace for another process, which, unlike the cores here, refuses a
 * cheap key derivation.
 */
export async function homeForAnotherProcess(): Promise<string> {
  const home = temporaryDirectory();
  const core = openCore(home, { kdfCost: windowKdfCost });
  await enter(core);
  await core.close();
  return home;
}

/** No reminders in the tests of anything else, and no backups. */
export const NEVER = { first: 2 ** 31 - 1, every: 2 ** 31 - 1 };

const afterTest: Later = onTestFinished;

/** The files of a data directory, without empty folders, by their paths in it. */
export type Files = readonly {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}[];

let template: Promise<Files> | undefined;

/** A workspace with its signing key, whose generation takes longer than most tests. */
async function makeTemplate(): Promise<Files> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-template-'));
  try {
    const core = openCore(home, { now: () => START });
    // The others come again and again beside this one.
    ownRsaKeys();
    await enter(core);
    await core.close();
    return filesIn(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Only while no core has the workspace open. */
export function filesIn(home: string): Files {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const { mode } = statSync(file);
    return { path: relative(home, file), bytes: readFileSync(file), mode };
  });
}

/** A data directory with a new workspace, which no core has open; deleted after the test. */
export async function newHome(later = afterTest): Promise<string> {
  const home = temporaryDirectory(later);
  template ??= makeTemplate();
  writeFiles(home, await template);
  return home;
}

function writeFiles(home: string, files: Files): void {
  for (const { path, bytes, mode } of files) {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    // Only its size is looked at, and the tests' disk has room.
    const isReserve = dirname(path) === 'reserve';
    writeFileSync(file, isReserve ? '' : bytes, { mode });
    if (isReserve) truncateSync(file, bytes.length);
  }
}

/**
 * A real core on real files. After the test it is closed and its files are deleted.
 *
 * @param fresh starts in an empty directory, as on first launch.
 * @param files what is in the directory instead of a new workspace.
 * @param entered signs in or creates the workspace.
 * @param fullCost uses the program's real key derivation cost.
 * @param later closes it and deletes its files at another time.
 */
export async function startCore({
  fresh = false,
  entered = true,
  fullCost = false,
  reminderRhythm = NEVER,
  later = afterTest,
  files = null as Files | null,
} = {}): Promise<TestCore> {
  const home = fresh || files !== null ? temporaryDirectory(later) : await newHome(later);
  if (files !== null) writeFiles(home, files);
  const shell = recordingShell();
  const clock = { now: START, elapsed: 0 };
  const defects: unknown[] = [];
  async function open(): Promise<Core> {
    const options = {
      shell,
      now: () => clock.now,
      elapsed: () => clock.elapsed,
      report: (error: unknown) => defects.push(error),
      reminderRhythm,
      backupRhythm: NEVER,
    };
    const next = fullCost
      ? createCore({ home, importThread: importThread(), ...options })
      : openCore(home, options);
    if (entered) await (fresh ? enter(next) : signIn(next));
    return next;
  }
  let core = await open();
  later(() => core.close());

  async function call<C extends AnyChannel>(channel: C, input: Input<C>, more?: Call) {
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
