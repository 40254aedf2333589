import { app } from 'electron';
import type { Opening } from '../../shared/domain/opening.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';
import type { Call } from '../base/context/context.ts';
import { invocationSchema, type Request, readAddress, readCommandLine } from './command-line.ts';

interface Program {
  lock(): unknown;
  call(channel: 'workspace:open', input: object, call: Call): Promise<Result<unknown, AppError>>;
}

/**
 * Requests from outside the program. Locking and switching files are done here. Anything to show
 * waits until the page takes it: at startup there is no page yet, and a locked workspace has
 * nothing to show.
 *
 * @param poke tells the page that there is an opening.
 */
export function createOpenings(poke: () => void) {
  let waiting: Opening | null = null;
  let early: Request | null = null;
  let program: Program | undefined;

  function show(opening: Opening): void {
    waiting = opening;
    poke();
  }

  async function goTo(path: string, { call }: Program): Promise<void> {
    const gone = await call('workspace:open', {}, { paths: [path] });
    if (!gone.ok) show({ kind: 'problem', error: gone.error });
  }

  /** The last request wins: a person who clicked twice wants what they clicked last. */
  function ask(request: Request): void {
    if (program === undefined) early = request;
    else if (request.kind === 'lock') program.lock();
    else if (request.kind === 'workspace') void goTo(request.path, program);
    else show(request);
  }

  return {
    ask,
    show,
    /** To be called once the core exists. */
    connect(to: Program): void {
      program = to;
      if (early !== null) ask(early);
    },
    /** @param isOpen whether the workspace is open; if not, only a problem can be shown. */
    take(isOpen: boolean): Opening | null {
      if (!isOpen && waiting?.kind !== 'problem') return null;
      const taken = waiting;
      waiting = null;
      return taken;
    },
  };
}

/**
 * Listens for requests of later starts of the program, and for what macOS sends as events instead
 * of a command line. Null: just come to the front. Must run before Electron is ready.
 */
export function listenForRequests(hear: (request: Request | null) => void): void {
  // Chromium reorders the arguments that it passes on; these are as they were typed.
  app.on('second-instance', (_event, _argv, _cwd, sent) => {
    const invocation = invocationSchema.safeParse(sent);
    const line = invocation.success ? readCommandLine(invocation.data) : null;
    hear(line?.kind === 'open' ? line.request : null);
  });
  app.on('open-url', (event, address) => {
    event.preventDefault();
    hear(readAddress(address));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    hear({ kind: 'workspace', path });
  });
}
