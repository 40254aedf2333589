import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppError } from '../../shared/errors.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { t } from '../../shared/words/words.ts';
import type {
  BackupChannel,
  Call,
  CoreChannel,
  MergeChannel,
  SalvageChannel,
  WorkspaceChannel,
} from '../base/context/context.ts';
import { keepLog, logToFile } from '../base/log/log.ts';
import { type Core, createCore } from '../core/core.ts';
import { exitCodes, Failure, failureOf, openingFailure } from './failure.ts';
import { readPassphrase } from './passphrase.ts';
import { commandLineShell } from './shell.ts';
import type { Surroundings } from './surroundings.ts';

/** How long a command waits for another program to release the workspace, in milliseconds. */
const TIMEOUT_MS = 5000;

type AnyChannel = CoreChannel | WorkspaceChannel | BackupChannel | SalvageChannel | MergeChannel;

/** The contract's calls, for a command. */
export interface Workspace {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The passphrase that opened it. */
  readonly passphrase: string;
  call<C extends AnyChannel>(
    channel: C,
    input: Input<C>,
    call?: Call,
  ): Promise<Result<Output<C>, AppError>>;
  /** Calls, and ends the command if the call is refused. */
  get<C extends AnyChannel>(channel: C, input: Input<C>, call?: Call): Promise<Output<C>>;
}

export interface Opening {
  readonly passphraseFile?: string | undefined;
  /** Where an export goes. */
  readonly saveTo?: string;
}

/** Opens the workspace, does the work and closes it. Never creates a missing workspace. */
export async function withWorkspace<T>(
  surroundings: Surroundings,
  { passphraseFile, saveTo }: Opening,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const { home } = surroundings;
  if (!existsSync(home)) throw missing(home);
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
    return await work({ ...callsOf(core), now, passphrase });
  } finally {
    await core.close();
  }
}

/** Makes calls that need no open workspace. */
export async function withCore<T>(
  surroundings: Surroundings,
  work: (calls: Pick<Workspace, 'call' | 'get'>) => Promise<T>,
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

function callsOf(core: Core): Pick<Workspace, 'call' | 'get'> {
  async function call<C extends AnyChannel>(channel: C, input: Input<C>, more?: Call) {
    return (await core.call(channel, input, more)) as Result<Output<C>, AppError>;
  }
  return {
    call,
    async get(channel, input, more) {
      const answer = await call(channel, input, more);
      if (!answer.ok) throw failureOf(answer.error);
      return answer.value;
    },
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
