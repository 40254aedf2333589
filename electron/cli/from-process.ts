import { writeSync } from 'node:fs';
import { reasonText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { exitCodes } from './failure.ts';
import { oneLine } from './one-line.ts';
import { askHidden } from './prompt.ts';
import type { Surroundings } from './surroundings.ts';

/** The surroundings that come from this process, wherever its program is installed. */
export function fromProcess(): Pick<
  Surroundings,
  'cwd' | 'env' | 'stdout' | 'stderr' | 'isTerminal' | 'askPassphrase'
> {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', endUnlessClosed);
  stderr.on('error', () => {});
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

/** The reader of our output may stop early, as `head` does. A full disk is a failure of ours. */
function endUnlessClosed(error: NodeJS.ErrnoException): void {
  const { code = 'unknown' } = error;
  if (code === 'EPIPE') return;
  const line = oneLine(t('cli.cantPrint', { reason: reasonText(code) }));
  writeSync(process.stderr.fd, line);
  process.exit(exitCodes.refused);
}
