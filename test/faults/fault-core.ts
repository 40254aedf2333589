import { appendFileSync } from 'node:fs';
import { type Core, createCore } from '../../electron/core/core.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Channel, Input, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { recordingShell } from '../support/shell.ts';

export const PASSPHRASE = 'ten green bottles on a wall';
export const NEXT = 'another passphrase';

const importThread = new URL('../../electron/features/apis/import/thread.ts', import.meta.url);
/** The cost of a guess doesn't matter here, and there are hundreds of sign-ins. */
const kdfCost = { N: 2 ** 4, r: 8, p: 1 };

export interface FaultCore {
  readonly core: Core;
  readonly shell: ReturnType<typeof recordingShell>;
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>, AppError>>;
}

export function openFaultCore(home: string): FaultCore {
  const shell = recordingShell();
  const core = createCore({ home, shell, importThread, kdfCost });
  return {
    core,
    shell,
    async call<C extends Channel>(channel: C, input: Input<C>) {
      return (await core.call(channel, input)) as Result<Output<C>, AppError>;
    },
  };
}

export const draft = { owner: 'Ada', passphrase: PASSPHRASE, insist: false, keyring: false };

export const signIn = ({ call }: FaultCore, passphrase = PASSPHRASE) =>
  call('workspace:sign-in', { with: 'passphrase', passphrase });

export const makeApplication = ({ call }: FaultCore, name: string) =>
  call('application:create', { name, description: 'x'.repeat(400), perTokenQuota: 'Unlimited' });

/** The names of the applications, or the code of what kept it from opening. */
export async function applicationsIn(core: FaultCore, passphrase = PASSPHRASE) {
  const entered = await signIn(core, passphrase);
  if (!entered.ok) return entered.error.code;
  const listed = await core.call('application:list', {});
  if (!listed.ok) return listed.error.code;
  const verdict = await core.call('activity:verify', {});
  if (!verdict.ok || verdict.value.brokenAt !== null) return 'the activity log is broken';
  return listed.value.map(({ name }) => name);
}

/** What a child acknowledges: it survives whatever comes after. */
export function acknowledge(what: string): void {
  const file = process.env['FAULT_ACK'];
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}
