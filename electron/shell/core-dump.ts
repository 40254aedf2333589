import { execFile } from 'node:child_process';
import { log } from '../base/log/log.ts';

/**
 * A core dump is the memory of the program, keys and all, as a file. Linux writes one only if the
 * limit allows it, so the limit is set to nothing; macOS and Windows write none unasked.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  execFile('prlimit', ['--core=0:0', '--pid', String(process.pid)], (error) => {
    if (error !== null) log('latchkey', 'core dumps could not be switched off');
  });
}
