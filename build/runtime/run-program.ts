import { spawn } from 'node:child_process';

export interface Outcome {
  readonly status: number;
  readonly stderr: string;
}

/**
 * Runs a program to its end with nothing on stdin. `show` passes what it says on to our stderr;
 * otherwise its stderr is kept for the message. A program that cannot be started has status 127.
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
