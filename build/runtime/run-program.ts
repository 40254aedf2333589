import { spawn } from 'node:child_process';

export interface Outcome {
  readonly status: number;
  readonly stderr: string;
}

/**
 * Runs a program to its end with empty stdin. `show` forwards its output to our stderr; otherwise
 * its stderr is kept for the message. If the program can't be started, the status is 127.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly timeoutMs?: number;
    readonly show?: boolean;
  } = {},
): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeoutMs,
    stdio: options.show ? ['ignore', 2, 2] : ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('error', (error) => resolve({ status: 127, stderr: error.message }));
  child.on('close', (code) => resolve({ status: code ?? 1, stderr }));
  return promise;
}
