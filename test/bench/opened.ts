import { type Core, createCore } from '../../electron/core/core.ts';
import type { Channel, Input, Output } from '../../shared/ipc/contract.ts';
import { byPassphrase } from '../support/core.ts';
import { windowKdfCost } from '../support/kdf-cost.ts';
import { type RecordingShell, recordingShell } from '../support/shell.ts';

/** A core as in the window: on files on disk, with reader threads. */
export interface Opened {
  readonly core: Core;
  readonly shell: RecordingShell;
  /** Duration of the sign-in in milliseconds. */
  readonly signIn: number;
  readonly give: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
}

const source = (path: string): URL => new URL(`../../electron/${path}`, import.meta.url);

export async function openHome(home: string): Promise<Opened> {
  const shell = recordingShell();
  const core = createCore({
    home,
    shell,
    importThread: source('features/apis/import/thread.ts'),
    readers: { entry: source('core/readers/thread.ts'), count: 2 },
    kdfCost: windowKdfCost,
    report: (error) => console.error(error),
    // No backups, which would disturb the measurements.
    backupRhythm: { first: 2 ** 31 - 1, every: 2 ** 31 - 1 },
  });
  const start = performance.now();
  const entered = await core.call('workspace:sign-in', byPassphrase);
  if (!entered.ok) throw new Error(entered.error.code);
  const signIn = performance.now() - start;
  return {
    core,
    shell,
    signIn,
    give: async (channel, input) => {
      const result = await core.call(channel, input);
      if (!result.ok) throw new Error(`${channel}: ${result.error.code}`);
      return result.value as never;
    },
  };
}
