import type { CommandUse } from '../../shared/domain/command.ts';
import type { TypedSecret } from '../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CommandCall, CoreWriteHandlers } from '../base/context/context.ts';
import { inCommand } from '../base/context/in-command.ts';
import type { Shell } from '../base/context/shell.ts';
import { createRevealLimit } from '../features/secrets/reveal-limit.ts';
import type { Confirmed } from '../features/workspace/confirmed.ts';
import type { Session } from '../features/workspace/session.ts';

interface Known {
  readonly handlers: CoreWriteHandlers;
  readonly cancels: Set<() => void>;
}

export interface CommandsOptions {
  readonly session: () => Session | null;
  readonly confirmed: Confirmed;
  readonly shell: Shell;
  readonly elapsed: () => number;
  /** A command has its own: what a person reviews in the window isn't replaced by its import. */
  readonly createHandlers: () => CoreWriteHandlers;
}

const locked = err(appError('workspace/locked'));

/** What a person, or their passphrase, has let in from the command line. */
export function createCommands(options: CommandsOptions) {
  const { session, confirmed, shell, elapsed, createHandlers } = options;
  const known = new Map<string, Known>();

  function knownOf(id: string): Known {
    const found = known.get(id);
    if (found !== undefined) return found;
    const made = { handlers: createHandlers(), cancels: new Set<() => void>() };
    known.set(id, made);
    return made;
  }

  return {
    /** Apart from the window's, which a script must not use up. */
    reveals: createRevealLimit(elapsed),

    handlersOf: (id: string): CoreWriteHandlers => knownOf(id).handlers,

    /** Answers a call for a command. */
    run<T>(call: CommandCall, work: () => T): T {
      const { cancels } = knownOf(call.id);
      return inCommand({ call, started: (cancel) => cancels.add(cancel) }, work);
    },

    async admit(
      { command, caller, how }: CommandUse,
      passphrase: TypedSecret | null,
    ): Promise<Result<null, AppError>> {
      const open = session();
      if (open === null) return locked;
      if (open.paused !== null) return err(open.paused);
      if (passphrase !== null) {
        const kinds = ['passphrase', 'recovery-code'] as const;
        const right = await inCommand(nobody, () =>
          confirmed(passphrase, kinds, 'passphrase', async () => ok(null)),
        );
        if (!right.ok) return right;
      }
      if (session() !== open) return locked;
      const { path, startedBy, terminal } = caller;
      open.context.activity.record({
        kind: how === null ? 'client/refused' : 'client/allowed',
        subject: command,
        detail: {
          path,
          startedBy: startedBy?.path ?? '',
          terminal: terminal ?? '',
          ...(how === null ? {} : { how }),
        },
      });
      shell.changed(['activity']);
      return ok(null);
    },

    abandon(id: string): void {
      for (const cancel of known.get(id)?.cancels ?? []) cancel();
      known.delete(id);
    },
  };
}

/** For a check that starts nothing and saves nothing. */
const nobody = {
  call: { saveTo: null, locale: { language: 'en', region: undefined } },
  started: () => {},
} as const;
