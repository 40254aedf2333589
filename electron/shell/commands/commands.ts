import { ok } from '../../../shared/result.ts';
import { log } from '../../base/log/log.ts';
import type { ShellHandlers } from '../ipc.ts';
import { createApprovals } from './approvals.ts';
import type { CommandCore } from './connection.ts';
import { type CommandServer, serveCommands } from './server.ts';

interface CommandsOptions {
  readonly home: string;
  readonly core: CommandCore;
  readonly isOpen: () => boolean;
  /** The question on screen has changed; `isAsked` is whether there is one. */
  readonly shown: (isAsked: boolean) => void;
}

/** The command line's way to the open workspace: by a yes of the person at the window. */
export function createCommands({ home, core, isOpen, shown }: CommandsOptions) {
  const approvals = createApprovals(() => shown(approvals.current() !== null));
  let server: CommandServer | undefined;
  let isClosed = false;
  serveCommands({ home, core, isOpen, approvals }).then(
    (started) => {
      server = started;
      if (isClosed) started.close();
    },
    // Without it, commands wait for the workspace as for any other program's.
    (error: unknown) => log('latchkey commands', error),
  );
  const handlers: Pick<ShellHandlers, 'program:question' | 'program:answer-question'> = {
    'program:question': () => ok(approvals.current()),
    'program:answer-question': ({ id, answer }) => {
      approvals.answer(id, answer);
      return ok(null);
    },
  };
  return {
    handlers,
    locked(): void {
      approvals.locked();
      server?.locked();
    },
    close(): void {
      isClosed = true;
      server?.close();
    },
  };
}
