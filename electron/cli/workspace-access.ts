import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppError } from '../../shared/errors.ts';
import type { CommandChannel } from '../../shared/ipc/command-channels.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { t } from '../../shared/words/words.ts';
import type { AnyCoreChannel, Call } from '../base/context/context.ts';
import { keepLog, logToFile } from '../base/log/log.ts';
import { type Core, createCore } from '../core/core.ts';
import { exitCodes, Failure, failureOf, openingFailure } from './failure.ts';
import { findOpenWindow, lockedWindow, type OpenWindow } from './open-window.ts';
import { canUnlock, isPassphraseGiven, readPassphrase } from './passphrase.ts';
import { commandLineShell } from './shell.ts';
import type { Surroundings } from './surroundings.ts';

/** How long a command waits for another program to release the workspace, in milliseconds. */
const TIMEOUT_MS = 5000;

/** The contract's calls, for a command. */
interface Calls<Channel extends AnyCoreChannel> {
  call<C extends Channel>(
    channel: C,
    input: Input<C>,
    call?: Call,
  ): Promise<Result<Output<C>, AppError>>;
  /** Calls, and ends the command if the call is refused. */
  get<C extends Channel>(channel: C, input: Input<C>, call?: Call): Promise<Output<C>>;
}

/** The open workspace: opened here, or by the window that this command may use. */
export interface Workspace extends Calls<CommandChannel> {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The passphrase that opens it; read when it is first needed. */
  readonly passphrase: () => Promise<string>;
}

export interface Opening {
  readonly passphraseFile?: string | undefined;
  /** Where an export goes. */
  readonly saveTo?: string;
}

/**
 * Does the work with the workspace open: through the window that has it open, or else it is opened
 * here and closed again. Never creates a missing workspace.
 */
export async function withWorkspace<T>(
  surroundings: Surroundings,
  opening: Opening,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  if (!existsSync(surroundings.home)) throw missing(surroundings.home);
  const window = await findOpenWindow(surroundings);
  if (window === 'locked' && !canUnlock(surroundings, opening.passphraseFile)) throw lockedWindow();
  return window === null || window === 'locked'
    ? withOwnCore(surroundings, opening, work)
    : throughWindow(surroundings, opening, window, work);
}

/** While the window has the workspace open, its core does the work. */
async function throughWindow<T>(
  surroundings: Surroundings,
  { passphraseFile, saveTo }: Opening,
  window: OpenWindow,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const passphrase = once(() => readPassphrase(surroundings, passphraseFile));
  const unlock = async () => ({ kind: 'unlock', passphrase: await passphrase() }) as const;
  const isGiven = isPassphraseGiven(surroundings, passphraseFile);

  async function call<C extends CommandChannel>(channel: C, input: Input<C>, more?: Call) {
    const paths = [...(more?.paths ?? [])];
    const request = { kind: 'call', channel, input, paths, saveTo: saveTo ?? null } as const;
    const ask = async () => resultIn<Output<C>>(await window.request(request));
    const answer = await ask();
    if (answer.ok || answer.error.code !== 'workspace/confirm') return answer;
    await window.request(await unlock());
    return ask();
  }

  try {
    await window.enter(isGiven ? await unlock() : { kind: 'ask' });
    const now = surroundings.core?.now ?? Date.now;
    return await work({ ...withGet<CommandChannel>(call), now, passphrase });
  } finally {
    window.end();
  }
}

function resultIn<T>(reply: Awaited<ReturnType<OpenWindow['request']>>): Result<T, AppError> {
  if (reply.kind !== 'answer') throw new Error('no answer');
  return reply.result as Result<T, AppError>;
}

async function withOwnCore<T>(
  surroundings: Surroundings,
  { passphraseFile, saveTo }: Opening,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const core = coreOf(surroundings, saveTo);
  try {
    const { call } = callsOf(core);
    const deadline = deadlineOf(surroundings);
    const state = await retryWhileBusy(deadline, async () => {
      const answer = await call('workspace:state', {});
      return answer.ok && answer.value.problem !== null
        ? { ok: false, error: answer.value.problem }
        : answer;
    });
    if (state.phase === 'new') throw missing(state.file);
    const passphrase = await readPassphrase(surroundings, passphraseFile);
    await retryWhileBusy(deadlineOf(surroundings), () =>
      call('workspace:sign-in', { with: 'passphrase', passphrase }),
    );
    const now = surroundings.core?.now ?? Date.now;
    return await work({ ...callsOf(core), now, passphrase: async () => passphrase });
  } finally {
    await core.close();
  }
}

/** Makes calls that need no open workspace. */
export async function withCore<T>(
  surroundings: Surroundings,
  work: (calls: Calls<AnyCoreChannel>) => Promise<T>,
  saveTo: string | null = null,
): Promise<T> {
  const core = coreOf(surroundings, saveTo);
  try {
    return await work(callsOf(core));
  } finally {
    await core.close();
  }
}

/** Creates the workspace. @returns its recovery code. */
export async function createWorkspace(
  surroundings: Surroundings,
  { passphraseFile }: Opening,
  choices: { readonly owner: string; readonly insist: boolean },
): Promise<string> {
  const passphrase = await readPassphrase(surroundings, passphraseFile, true);
  const core = coreOf(surroundings);
  try {
    const { call } = callsOf(core);
    const { recoveryCode } = await retryWhileBusy(deadlineOf(surroundings), () =>
      call('workspace:create', { ...choices, passphrase, keyring: false }),
    );
    return recoveryCode;
  } finally {
    await core.close();
  }
}

function coreOf(surroundings: Surroundings, saveTo: string | null = null): Core {
  const { home, importThread } = surroundings;
  return createCore({
    home,
    importThread,
    shell: commandLineShell(saveTo),
    report: (error) => {
      keepLog(home);
      logToFile('latchkey command', error);
    },
    ...surroundings.core,
  });
}

function callsOf(core: Core): Calls<AnyCoreChannel> {
  return withGet<AnyCoreChannel>(
    async <C extends AnyCoreChannel>(channel: C, input: Input<C>, more?: Call) =>
      (await core.call(channel, input, more)) as Result<Output<C>, AppError>,
  );
}

function withGet<Channel extends AnyCoreChannel>(call: Calls<Channel>['call']): Calls<Channel> {
  return {
    call,
    async get(channel, input, more) {
      const answer = await call(channel, input, more);
      if (!answer.ok) throw failureOf(answer.error);
      return answer.value;
    },
  };
}

/** Reads it once, however often it is needed: a pipe can be read only once. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

const deadlineOf = ({ timeoutMs = TIMEOUT_MS }: Surroundings): number =>
  performance.now() + timeoutMs;

/** Retries while another program holds the workspace. */
async function retryWhileBusy<T>(
  deadline: number,
  attempt: () => Promise<Result<T, AppError>>,
): Promise<T> {
  for (;;) {
    const answer = await attempt();
    if (answer.ok) return answer.value;
    if (answer.error.code !== 'database/busy' || performance.now() >= deadline) {
      throw openingFailure(answer.error);
    }
    await wait(100);
  }
}

function missing(place: string): Failure {
  return new Failure(t('cli.missingWorkspace', { place }), exitCodes.cantUseWorkspace);
}
