import { createCore } from '../../electron/core/core.ts';
import { recordingShell } from './shell.ts';

/** Makes the program write everything it can into its data directory; run under strace. */
const [home = ''] = process.argv.slice(2);
const passphrase = 'ten green bottles on a wall';
const core = createCore({
  home,
  shell: recordingShell(),
  importThread: new URL('data:text/javascript,'),
  kdfCost: { N: 2 ** 14, r: 8, p: 1 },
});
async function give(channel: string, input: unknown): Promise<unknown> {
  const result = await core.call(channel, input);
  if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
  return result.value;
}
await give('workspace:create', { owner: 'Ada', passphrase, insist: false, keyring: false });
await give('settings:update', { lockAfterMinutes: 5 });
await give('workspace:add-method', { name: 'Grace', passphrase: 'x'.repeat(12), insist: false });
await give('backup:create', {});
const { methods } = (await give('workspace:methods', {})) as { methods: { id: string }[] };
await give('workspace:remove-method', { id: methods.at(-1)?.id });
await give('workspace:lock', {});
await give('workspace:sign-in', { with: 'passphrase', passphrase });
await core.close();
