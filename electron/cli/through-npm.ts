import { constants, openSync, readFileSync, statSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** npm, its shell, and one more. */
const ANCESTORS = 3;

/**
 * Undoes what `npm run` changes for a script: the working directory, and open files beyond stderr,
 * which aren't passed on.
 */
export function throughNpm(
  env: Environment,
  cwd: string,
): { readonly env: Environment; readonly cwd: string } {
  if (env['npm_lifecycle_event'] === undefined) return { env, cwd };
  return { env: withDescriptor(env), cwd: env['INIT_CWD'] ?? cwd };
}

/** Opens the file behind npm's own `LATCHKEY_PASSPHRASE_FD`; Linux shows it under /proc. */
function withDescriptor(env: Environment): Environment {
  const number = env['LATCHKEY_PASSPHRASE_FD'] ?? '';
  if (process.platform !== 'linux' || !/^\d{1,6}$/.test(number) || Number(number) <= 2) return env;
  let pid = process.ppid;
  for (let step = 0; step < ANCESTORS && pid > 1; step += 1) {
    const path = `/proc/${pid}/fd/${number}`;
    if (isFileOrPipe(path)) {
      // Non-blocking: reading a pipe of npm's own, which no one writes to, would never end.
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return { ...env, LATCHKEY_PASSPHRASE_FD: String(descriptor) };
    }
    pid = parentOf(pid);
  }
  return env;
}

function isFileOrPipe(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.isFile() || stats.isFIFO());
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
  } catch {
    return 0;
  }
}
