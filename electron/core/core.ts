import type { CommandUse } from '../../shared/domain/command.ts';
import { type TypedSecret, wipe } from '../../shared/domain/passphrase.ts';
import { type AppError, appError, type ErrorCode } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import {
  type Channel,
  changesOf,
  changesUntilCancelled,
  contract,
  writesFile,
} from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/result.ts';
import type {
  Call,
  CommandCall,
  CoreChannel,
  CoreReadChannel,
  JobChannel,
  KeyReadContext,
  WriteContext,
} from '../base/context/context.ts';
import { shellOf } from '../base/context/in-command.ts';
import type { Shell } from '../base/context/shell.ts';
import { waited } from '../base/context/waited.ts';
import type { KdfCost } from '../base/crypto/kdf.ts';
import { databaseError, isDiskFull } from '../base/database/database-error.ts';
import { isSearchBehind } from '../base/database/search-upkeep.ts';
import { makeFolderNow } from '../base/disk/make-folder.ts';
import { currentPolicy, setPolicy } from '../base/policy/current.ts';
import { type PolicyPlace, policyPlace, readPolicy } from '../base/policy/read-policy.ts';
import { type BackupKeeper, createBackups, type Rhythm } from '../features/backup/backups.ts';
import { createBackupHandlers } from '../features/backup/handlers.ts';
import { backupPlace } from '../features/backup/make-backup.ts';
import { announceDue } from '../features/reminders/announce.ts';
import { forgetExpired } from '../features/retention/forget-expired.ts';
import { createRevealLimit } from '../features/secrets/reveal-limit.ts';
import { createConfirmed } from '../features/workspace/confirmed.ts';
import { createWorkspaceHandlers } from '../features/workspace/handlers.ts';
import { createWorkspaceManager } from '../features/workspace/manager.ts';
import { readOnlyError } from '../features/workspace/read-only.ts';
import type { Session } from '../features/workspace/session.ts';
import { type Beside, runBeside } from './beside.ts';
import { createCommands } from './commands.ts';
import { completeSearch, isSearch } from './complete-search.ts';
import { failure } from './failure.ts';
import { createHandlers, searched, upkeep } from './handlers.ts';
import { jobHandlers } from './jobs/handlers.ts';
import type { SessionJobs } from './jobs/jobs.ts';
import { refusedByRules } from './policy-rules.ts';
import { asksForPresence } from './presence.ts';
import type { OpenedFile } from './readers/pool.ts';
import { keyReadHandlers, readHandlers } from './readers/read-handlers.ts';
import { searchPlace } from './readers/search-place.ts';
import { readerThreads } from './readers/thread-seats.ts';
import { createRescueHandlers } from './rescue.ts';
import type { TaskProcesses } from './tasks/processes.ts';
import { taskRunner } from './tasks/tasks.ts';

/** Everything behind the window: the workspace, locked or open, and the calls that it answers. */
export interface Core {
  /** Answers one call of the contract. Never rejects. */
  call(channel: string, input: unknown, call?: Call): Promise<Result<unknown, AppError>>;
  /** Logs who uses the open workspace from the command line, or was refused; checks a passphrase. */
  admit(command: CommandUse, passphrase: TypedSecret | null): Promise<Result<null, AppError>>;
  /** Cancels what a command has started and waits for no more. */
  abandon(id: CommandCall['id']): Promise<void>;
  close(): Promise<void>;
}

export interface CoreOptions {
  /** The data directory; created if missing. */
  readonly home: string;
  readonly shell: Shell;
  /** Of the program, for its self-diagnosis. */
  readonly version?: string;
  /** The entry of the thread that parses OpenAPI files. */
  readonly importThread: URL;
  /** Reader threads. Without them, reading calls are answered here, on a separate connection. */
  readonly readers?: { readonly entry: URL; readonly count: number };
  /** Processes for work on a whole file. Without them, it is done on this thread. */
  readonly processes?: TaskProcesses;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed?: () => number;
  /** Called with unexpected errors; never with a secret. */
  readonly report?: (error: unknown) => void;
  /** The KDF cost of the passphrase; lower in tests. */
  readonly kdfCost?: KdfCost;
  /** Where the machine's policy is; tests name another place. */
  readonly policy?: PolicyPlace;
  /** With more protected rows than this, another process proves them after the sign-in; fewer in tests. */
  readonly mostProven?: number;
  /** When to check whether a backup is due; tests don't wait. */
  readonly backupRhythm?: Rhythm;
  /** When to look for what is about to expire. */
  readonly reminderRhythm?: Rhythm;
}

type Answer = Promise<Result<unknown, AppError>> | Result<unknown, AppError>;
type AnyHandler = (input: unknown, call: Call) => Answer;
type AnyJobHandler = (jobs: SessionJobs, input: unknown) => Result<unknown, AppError>;
type AnyKeyReadHandler = (context: KeyReadContext, input: unknown, call: Call) => Answer;
type AnyWriteHandler = (context: WriteContext, input: unknown, call: Call) => Answer;

export function createCore(options: CoreOptions): Core {
  const { home, importThread, now = Date.now, version = '' } = options;
  // A full disk isn't a defect, and the window shows it.
  const report = (error: unknown): void => {
    if (!isDiskFull(error)) options.report?.(error);
  };
  const shell = shellOf(options.shell);
  const elapsed = options.elapsed ?? (() => performance.now());
  const homeError = createHome(home);
  const place = options.policy ?? policyPlace();
  setPolicy(readPolicy(place));
  // The handlers of one workspace: an import under review survives a lock.
  let handlers = createHandlers(importThread);
  const switched = (): void => {
    handlers = createHandlers(importThread);
  };
  const threads =
    options.readers && readerThreads({ ...options.readers, home, policy: place, report });
  const runOnFile = taskRunner(options.processes, report);
  let beside: Beside | null = null;
  const accompany = (opened: OpenedFile): Beside => {
    const seats = threads?.seats;
    const isBeside = options.processes !== undefined;
    beside = runBeside(opened, { shell, seats, runOnFile, isBeside, now, elapsed, report });
    return beside;
  };
  const manager = createWorkspaceManager({
    ...options,
    shell,
    now,
    elapsed,
    report,
    accompany,
    switched,
    placeBeforeUpdate: (file, id) => backupPlace({ home, id, file }, now(), 'update'),
    deleted: (id) => keeper.forget(id),
  });
  const keeper: BackupKeeper = createBackups({ home, manager, shell, now, report });
  const workspace = {
    ...createWorkspaceHandlers(manager, shell, (open) => keeper.before(open, 'key-change')),
    ...createBackupHandlers(manager, keeper, { home, shell, now, run: runOnFile }),
    ...createRescueHandlers(manager, keeper, { home, shell, now, version }),
  };
  const reveals = createRevealLimit(elapsed);
  const commands = createCommands({
    session: manager.session,
    confirmed: createConfirmed(manager),
    shell,
    elapsed,
    createHandlers: () => createHandlers(importThread),
  });
  let followed: Session | null = null;

  /** Starts to follow each session once, however it was opened. */
  function followSession(): void {
    const session = manager.session();
    if (session === followed) return;
    followed = session;
    const isFollowed = session !== null && session.readOnly === null;
    if (!isFollowed) return;
    void keeper.follow(session, options.backupRhythm ?? BACKUP_RHYTHM);
    void watchExpiry(session, options.reminderRhythm ?? REMINDER_RHYTHM);
  }

  /** Announces, while the session is open, what is about to expire. Never rejects. */
  async function watchExpiry(session: Session, rhythm: Rhythm): Promise<void> {
    const isOpen = (): boolean => !isClosing && manager.session() === session;
    /** A database closed meanwhile isn't an error. */
    const reportOpen = (error: unknown): void => {
      if (isOpen()) report(error);
    };
    for (let ms = rhythm.first; await waited(ms, session.ended); ) {
      if (!isOpen()) return;
      const begun = elapsed();
      if (session.paused === null) await look(session.context, isOpen).catch(reportOpen);
      // Looking through a large ledger must not keep the core busy.
      ms = Math.max(rhythm.every, (elapsed() - begun) * 100);
    }
  }

  /** Whether the program quits: then the database may be closed under a call. */
  let isClosing = false;

  const isInside = (channel: string): channel is CoreChannel | JobChannel =>
    [handlers, readHandlers, keyReadHandlers, jobHandlers].some((known) => isOf(known, channel));

  /** Reading calls go to the readers, job calls to the jobs, all others to the writer. */
  function answerInside(
    { context, readOnly, paused }: Session,
    channel: CoreChannel | JobChannel,
    input: unknown,
    call: Call,
  ): Answer | undefined {
    if (beside === null) return undefined;
    if (isOf(jobHandlers, channel)) {
      return (jobHandlers[channel] as AnyJobHandler)(beside.jobs, input);
    }
    if (isOf(keyReadHandlers, channel)) {
      const { publishedKeys, everyKey } = context.signer;
      const handler = keyReadHandlers[channel] as AnyKeyReadHandler;
      return handler({ ...beside.readHere(), publishedKeys, everyKey }, input, call);
    }
    if (isReading(channel)) {
      const { readers } = beside;
      const read = () => readers.read(channel, input, searchPlace(channel, input));
      const isWritable = readOnly === null && paused === null;
      if (isWritable) upkeep[channel]?.(context);
      const table = isWritable && isSearch(input) ? searched[channel] : undefined;
      const isBehind = table !== undefined && isSearchBehind(context.db, table);
      return isBehind ? completeSearch(context.db, table, report).then(read) : read();
    }
    const { [channel]: handler } =
      call.command === undefined ? handlers : commands.handlersOf(call.command.id);
    return (handler as AnyWriteHandler)(context, input, call);
  }

  /** Why a call isn't allowed right now, or null. */
  function refusalOf(
    { context: { db, activity } }: Session,
    channel: Channel,
    input: never,
    command: CommandCall | undefined,
  ): AppError | null {
    // That somebody typed the passphrase in the window says nothing about who uses a terminal.
    const isPresent = command?.isConfirmed ?? manager.presence.isShown();
    if (!isPresent && asksForPresence(channel, input, db)) return appError('workspace/confirm');
    if (channel !== 'secret:reveal' || command?.isConfirmed === true) return null;
    const limited = (command === undefined ? reveals : commands.reveals).refusal();
    if (limited?.isFirst) activity.record({ kind: 'secret/limited', subject: '' });
    return limited?.error ?? null;
  }

  async function answer(
    channel: string,
    input: unknown,
    call: Call,
  ): Promise<Result<unknown, AppError>> {
    const isOfWorkspace = isOf(workspace, channel);
    if (!isOfWorkspace && !isInside(channel)) {
      return err(appError('call/unknown-channel', { detail: { channel: channel.slice(0, 80) } }));
    }
    if (homeError !== null) return err(homeError);
    const endpoint = contract[channel];
    const parsed = parseInput(endpoint.input, input);
    if (!parsed.ok) return parsed;
    // The threads start while the passphrase is being checked.
    if (channel === 'workspace:sign-in' || channel === 'workspace:create') {
      setPolicy(readPolicy(place));
      threads?.start();
    }
    await manager.reopening();
    const session = manager.session();
    const { readOnly = null } = session ?? {};
    if (readOnly !== null && writesFile(channel)) {
      return err(readOnlyError(readOnly, manager.list.current()));
    }
    const paused = session?.paused ?? null;
    if (paused !== null && !isAnsweredWhilePaused(channel)) return err(paused);
    try {
      const { command } = call;
      const refusal =
        refusedByRules(channel, parsed.value as never, currentPolicy()) ??
        (session && refusalOf(session, channel, parsed.value as never, command));
      if (refusal) return err(refusal);
      const answering = () =>
        isOfWorkspace
          ? (workspace[channel] as AnyHandler)(parsed.value, call)
          : session && answerInside(session, channel, parsed.value, call);
      const result =
        (await (command === undefined ? answering() : commands.run(command, answering))) ?? locked;
      const isCut = !result.ok && endings.has(result.error.code);
      // The file was replaced while one of its readers was asked.
      if (isCut && session?.isReopened && isReading(channel))
        return await answer(channel, input, call);
      followSession();
      const isCancelled = !result.ok && result.error.code === 'call/cancelled';
      if (isCancelled && manager.session() !== session) return locked;
      const cancelled = isCancelled ? changesUntilCancelled(channel) : [];
      const changes = result.ok ? changesOf(channel, parsed.value, result.value) : cancelled;
      if (changes.length > 0) shell.changed(changes);
      return result;
    } catch (error) {
      // Locked or closed during the work: uncommitted changes are lost.
      if (isClosing || manager.session() !== session) return locked;
      return err(failure(error, manager.list.current(), report));
    } finally {
      wipe(parsed.value);
    }
  }

  return {
    call: (channel, input, call = { paths: [] }) => answer(channel, input, call),
    async admit(command, passphrase) {
      try {
        await manager.reopening();
        return await commands.admit(command, passphrase);
      } catch (error) {
        return err(failure(error, manager.list.current(), report));
      }
    },
    async abandon(id) {
      commands.abandon(id);
    },
    async close() {
      isClosing = true;
      await manager.close();
      await threads?.end();
    },
  };
}

/** Soon after sign-in, since many sessions are short; then four times an hour. */
const BACKUP_RHYTHM: Rhythm = { first: 3000, every: 15 * 60 * 1000 };

async function look(context: WriteContext, isOpen: () => boolean): Promise<void> {
  if (forgetExpired(context) > 0) context.shell.changed(['tokens', 'activity']);
  await announceDue(context, isOpen);
}

/** A token's last tenth is at least a minute: twice in it. */
const REMINDER_RHYTHM: Rhythm = { first: 5000, every: 30_000 };

const locked = err(appError('workspace/locked'));

/** What a reading call answers if the session ends under it. */
const endings: ReadonlySet<ErrorCode> = new Set(['workspace/locked', 'call/cancelled']);

function isOf<H extends object>(handlers: H, channel: string): channel is keyof H & string {
  return Object.hasOwn(handlers, channel);
}

function isReading(channel: Channel): channel is CoreReadChannel {
  return 'reads' in contract[channel];
}

/** Calls that change nothing, or that end the work that pauses all other calls. */
function isAnsweredWhilePaused(channel: Channel): boolean {
  return 'reads' in contract[channel] || channel === 'workspace:lock' || channel === 'job:cancel';
}

/** Creates the data directory. @returns why that failed, or null. */
function createHome(home: string): AppError | null {
  try {
    makeFolderNow(home);
    return null;
  } catch (error) {
    return databaseError(error, home);
  }
}
