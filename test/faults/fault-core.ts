import { appendFileSync } from 'node:fs';
import { takeCheapGuesses } from '../../electron/base/crypto/kdf.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Channel, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { recordingShell } from '../support/shell.ts';

export const PASSPHRASE = 'ten green bottles on a wall';
export const NEXT = 'another passphrase';

/** No work here reads an OpenAPI file. */
const importThread = new URL('data:text/javascript,');
/** The cost of a guess doesn't matter here, and there are hundreds of sign-ins. */
const kdfCost = { N: 2 ** 4, r: 8, p: 1 };
takeCheapGuesses();

export interface FaultCore {
  readonly core: Core;
  readonly shell: ReturnType<typeof recordingShell>;
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>, AppError>>;
}

export function openFaultCore(home: string, now = Date.now): FaultCore {
  const shell = recordingShell();
  const core = createCore({ home, shell, importThread, kdfCost, now });
  return {
    core,
    shell,
    async call<C extends Channel>(channel: C, input: Input<C>) {
      return (await core.call(channel, input)) as Result<Output<C>, AppError>;
    },
  };
}

export async function withCore<T>(
  home: string,
  work: (core: FaultCore) => Promise<T>,
  now = Date.now,
): Promise<T> {
  const core = openFaultCore(home, now);
  try {
    return await work(core);
  } finally {
    await core.core.close();
  }
}

export const draft = { owner: 'Ada', passphrase: PASSPHRASE, insist: false, keyring: false };

export const signIn = ({ call }: FaultCore, passphrase = PASSPHRASE) =>
  call('workspace:sign-in', { with: 'passphrase', passphrase });

export const makeApplication = ({ call }: FaultCore, name: string) =>
  call('application:create', { name, description: 'x'.repeat(400), perTokenQuota: 'Unlimited' });

/** Gives the application `Kept` its keys of one type, and their first token. */
export async function issue(core: FaultCore, keyType: 'PRODUCTION' | 'SANDBOX') {
  const listed = await core.call('application:list', {});
  if (!listed.ok) return listed;
  const applicationId = listed.value.find(({ name }) => name === 'Kept')?.id;
  if (applicationId === undefined) throw new Error('The application is not there');
  return core.call('keys:generate', { applicationId, keyType, validitySeconds: 3600, scopes: [] });
}

/** The error code of a refused call, or "done". */
export const codeOf = (result: Result<unknown, AppError>): string =>
  result.ok ? 'done' : result.error.code;

/**
 * Opens the current workspace. Returns its applications' names and its tokens with their ids, or
 * what is wrong with it.
 */
export async function openIn(
  core: FaultCore,
  passphrase = PASSPHRASE,
): Promise<readonly string[] | string> {
  const entered = await signIn(core, passphrase);
  if (!entered.ok) return entered.error.code;
  const state = await core.call('workspace:state', {});
  if (!state.ok) return state.error.code;
  if (state.value.doubt !== null) return state.value.doubt.code;
  const listed = await core.call('application:list', {});
  if (!listed.ok) return listed.error.code;
  const tokens = await core.call('token:list', { limit: 500 });
  if (!tokens.ok) return tokens.error.code;
  const opened: string[] = [];
  for (const { id } of tokens.value.tokens) {
    const revealed = await core.call('secret:reveal', { kind: 'access-token', id });
    if (!revealed.ok) return `a token does not open: ${revealed.error.code}`;
    if (revealed.value.value.split('.').length !== 3) return 'a token is none';
    opened.push(id, revealed.value.value);
  }
  const verdict = await core.call('activity:verify', { every: true });
  if (!verdict.ok || verdict.value.brokenAt !== null) return 'the activity log is broken';
  return [...listed.value.map(({ name }) => name), ...opened];
}

/**
 * The same for another file. A refused file must not pass: the workspace from before would still be
 * the current one, and would open instead.
 */
export async function openAt(core: FaultCore, file: string): Promise<readonly string[] | string> {
  const answer = await core.core.call('workspace:open', {}, { paths: [file] });
  if (!answer.ok) return answer.error.code;
  const state = await core.call('workspace:state', {});
  if (!state.ok) return state.error.code;
  if (state.value.file !== file) return `another file is current: ${state.value.file}`;
  if (state.value.problem !== null) return state.value.problem.code;
  return openIn(core);
}

/** Records what the child has completed: it must survive whatever comes after. */
export function acknowledge(what: string): void {
  const file = process.env['FAULT_ACK'];
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}
