import { typedSecret } from '../../shared/domain/passphrase.ts';
import { PASSPHRASE, signIn, withCore } from '../faults/fault-core.ts';

/** The process whose memory is limited: merges a copy into a workspace, and prints the answer. */
const [home = '', copy = ''] = process.argv.slice(2);
const paths = { paths: [copy] };
const typed = () => ({ passphrase: typedSecret(PASSPHRASE) });
const answers = await withCore(home, async (core) => {
  await signIn(core);
  const before = process.memoryUsage().rss;
  const preview = await core.core.call('merge:preview', typed(), paths);
  const merged = await core.core.call('merge:run', typed(), paths);
  return { preview, merged, grown: process.memoryUsage().rss - before };
});
process.stdout.write(JSON.stringify(answers));
