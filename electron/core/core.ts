import { mkdirSync } from 'node:fs';
import { type AppError, appError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Call, Context, CoreChannel, WorkspaceChannel } from '../base/context/context.ts';
import type { Shell } from '../base/context/shell.ts';
import type { KdfCost } from '../base/crypto/kdf.ts';
import { databaseError } from '../base/database/open.ts';
import { createWorkspaceHandlers, type WorkspaceHandlers } from '../features/workspace/handlers.ts';
import { createKeeper } from '../features/workspace/keeper.ts';

/** Everything behind the window: the workspace, locked or open, and the calls that it answers. */
export interface Core {
  /** Answers one call of the contract. Never rejects. */
  call(channel: string, input: unknown, call?: Call): Promise<Result<unknown, AppError>>;
  close(): Promise<void>;
}

export interface CoreOptions {
  /** The data directory; made if there is none. */
  readonly home: string;
  readonly shell: Shell;
  /** The entry of the thread that reads OpenAPI files. */
  readonly importThread: URL;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds of a clock that nobody can set. */
  readonly elapsed?: () => number;
  /** Told of what must not happen; never of a secret. */
  readonly report?: (error: unknown) => void;
  /** Work that a guess of the passphrase costs; tests take less. */
  readonly kdfCost?: KdfCost;
}

type Answer = Promise<Result<unknown, AppError>>;
type AnyHandler = (context: Context, input: unknown, call: Call) => Answer;

export function createCore(options: CoreOptions): Core {
  const { home, shell, now = Date.now, report = () => {} } = options;
  const elapsed = options.elapsed ?? (() => performance.now());
  const homeless = prepare(home);
  const keeper = createKeeper({ ...options, now, elapsed, report });
  const workspace = createWorkspaceHandlers(keeper, shell, now);

  async function answer(channel: string, input: unknown, call: Call): Answer {
    const session = keeper.session();
    try {
      if (isWorkspaceChannel(channel, workspace)) {
        const handle = workspace[channel] as (input: unknown, call: Call) => Answer;
        return await handle(input, call);
      }
      if (session === null) return err(appError('workspace/locked'));
      const handle = session.handlers[channel as CoreChannel] as AnyHandler;
      return await handle(session.context, input, call);
    } catch (error) {
      // Locked in the middle of the work: what was not committed is not done.
      if (keeper.session() !== session) return err(appError('workspace/locked'));
      throw error;
    }
  }

  return {
    async call(channel, input, call = { paths: [] }) {
      if (!isChannel(channel)) {
        return err(appError('call/unknown-channel', { detail: { channel: channel.slice(0, 80) } }));
      }
      if (homeless !== null) return err(homeless);
      const endpoint = contract[channel];
      const parsed = parseInput(endpoint.input, input);
      if (!parsed.ok) return parsed;
      try {
        const result = await answer(channel, parsed.value, call);
        if (result.ok && 'changes' in endpoint) shell.changed(endpoint.changes);
        return result;
      } catch (error) {
        return err(failure(error, keeper.list.current(), report));
      }
    },
    close: keeper.close,
  };
}

/** Makes the data directory. @returns why it cannot be made, or null. */
function prepare(home: string): AppError | null {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return null;
  } catch (error) {
    return databaseError(error, home);
  }
}

function failure(error: unknown, file: string, report: (error: unknown) => void): AppError {
  try {
    return databaseError(error, file);
  } catch {
    report(error);
    return appError('internal');
  }
}

/** The shell's own channels never reach the core. */
function isChannel(channel: string): channel is CoreChannel | WorkspaceChannel {
  return Object.hasOwn(contract, channel) && !/^(program|preferences|drafts):/.test(channel);
}

function isWorkspaceChannel(
  channel: string,
  handlers: WorkspaceHandlers,
): channel is WorkspaceChannel {
  return Object.hasOwn(handlers, channel);
}
