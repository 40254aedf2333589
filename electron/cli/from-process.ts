import { askHidden } from './prompt.ts';
import type { Surroundings } from './surroundings.ts';

/** The surroundings that come from this process, wherever its program is installed. */
export function fromProcess(): Pick<
  Surroundings,
  'cwd' | 'env' | 'stdout' | 'stderr' | 'isTerminal' | 'askPassphrase'
> {
  const { stdin, stdout, stderr } = process;
  // The reader of our output may stop early, as `head` does.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isTerminal: stdout.isTTY,
    askPassphrase: stdin.isTTY
      ? (question) => askHidden(stdin, (text) => void stderr.write(text), question)
      : null,
  };
}
