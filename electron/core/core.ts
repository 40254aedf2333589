import { mkdirSync } from 'node:fs';
import { type AppError, appError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Call, Context, CoreChannel, WorkspaceChannel } from '../base/context/context.ts';
import type { Shell } from '../base/context/shell.ts';
import type { KdfCost } from '../base/crypto/kdf.ts';
import { databaseError } from '../base/database/database-error.ts';
import { createWorkspaceHandlers } from '../features/workspace/handlers.ts';
import { createWorkspaceManager } from '../features/workspace/manager.ts';
import type { Session } from '../features/workspace/session.ts';
import { createHandlers } from './handlers.ts';

/** Everything behind the window: the workspace, locked or open, and the calls that it answers. */
export interface Core {
  /** Answers one call of the contract. Never rejects. */
  call(channel: string, input: unknown, call?: Call): Promise<Result<unknown, AppError>>;
  close(): Promise<void>;
}

export interface CoreOptions {
  /** The data directory; created if there is none. */
  readonly home: string;
  readonly shell: Shell;
  /** The entry of the thread that reads OpenAPI files. */
  readonly importThread: URL;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed?: () => number;
  /** Told of what must not happen; never of a secret. */
  readonly report?: (error: unknown) => void;
  /** Work that a guess of the passphrase costs; tests take less. */
  readonly kdfCost?: KdfCost;
}

type Answer = Promise<Result<unknown, AppError>>;
type AnyHandler = (input: unknown, call: Call) => Answer;
type AnySessionHandler = (context: Context, input: unknown, call: Call) => Answer;

export function createCore(options: CoreOptions): Core {
  const { home, shell, importThread, now = Date.now, report = () => {} } = options;
  const elapsed = options.elapsed ?? (() => performance.now());
  const homeError = createHome(home);
  // Those of one workspace: a review that waits to be imported outlives its lock.
  let handlers = createHandlers(importThread);
  const switched = (): void => {
    handlers = createHandlers(importThread);
  };
  const manager = createWorkspaceManager({ ...options, now, elapsed, report, switched });
  const workspace = createWorkspaceHandlers(manager, shell);

  /** The handler of a call, with what it works on; null where a workspace has to be open for it. */
  function handlerOf(channel: CoreChannel | WorkspaceChannel, session: Session | null) {
    if (isOf(workspace, channel)) return workspace[channel] as AnyHandler;
    if (session === null) return null;
    return (handlers[channel] as AnySessionHandler).bind(null, session.context);
  }

  return {
    async call(channel, input, call = { paths: [] }) {
      if (!isOf(workspace, channel) && !isOf(handlers, channel)) {
        return err(appError('call/unknown-channel', { detail: { channel: channel.slice(0, 80) } }));
      }
      if (homeError !== null) return err(homeError);
      const endpoint = contract[channel];
      const parsed = parseInput(endpoint.input, input);
      if (!parsed.ok) return parsed;
      const session = manager.session();
      const handle = handlerOf(channel, session);
      if (handle === null) return err(appError('workspace/locked'));
      try {
        const result = await handle(parsed.value, call);
        if (result.ok && 'changes' in endpoint) shell.changed(endpoint.changes);
        return result;
      } catch (error) {
        // Locked in the middle of the work: what was not committed is not done.
        if (manager.session() !== session) return err(appError('workspace/locked'));
        return err(failure(error, manager.list.current(), report));
      }
    },
    close: manager.close,
  };
}

function isOf<H extends object>(handlers: H, channel: string): channel is keyof H & string {
  return Object.hasOwn(handlers, channel);
}

/** Creates the data directory. @returns why it can't be created, or null. */
function createHome(home: string): AppError | null {
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
