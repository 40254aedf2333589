import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Answer, ask, freePort, listen } from './engines/http.ts';
import { launch } from './engines/programs.ts';

/** Debian installs HAProxy in a folder outside a regular user's PATH. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` };

/** Validates a configuration with HAProxy; throws its message if it is invalid. */
export function checkConfiguration(file: string): string {
  return run(['-c', '-f', file]);
}

function run(args: readonly string[]): string {
  try {
    return execFileSync('haproxy', args, { env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(
        'HAProxy is missing: "apt-get install haproxy" (npm test installs it where it runs as root)',
        { cause: error },
      );
    }
    throw error;
  }
}

export interface Gateway {
  /** Sends a request with exactly these `Authorization` headers. */
  ask(...authorization: readonly string[]): Promise<Answer>;
  /** How many requests have reached the backend. */
  readonly passed: () => number;
}

/** Starts HAProxy with an exported configuration in front of a backend that says "hello". */
export async function startGateway(file: string): Promise<Gateway> {
  checkConfiguration(file);
  let passed = 0;
  const backend = createServer((_request, response) => {
    passed += 1;
    response.end('hello');
  });
  const backendPort = await listen(backend);
  onTestFinished(() => {
    backend.closeAllConnections();
    backend.close();
  });
  const port = await startHaproxy(file, backendPort);
  return { ask: (...authorization) => ask(port, authorization), passed: () => passed };
}

/** @returns the port that HAProxy listens on. */
async function startHaproxy(file: string, backendPort: number): Promise<number> {
  let said = '';
  // Between finding a free port and using it, another program may take it.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const env = {
      LATCHKEY_LISTEN: `127.0.0.1:${port}`,
      LATCHKEY_BACKEND: `127.0.0.1:${backendPort}`,
    };
    const haproxy = await launch({ program: 'haproxy', args: ['-db', '-f', file], env }, port);
    if (typeof haproxy === 'string') {
      said += haproxy;
      continue;
    }
    onTestFinished(async () => {
      if (haproxy.exitCode !== null) return;
      haproxy.kill();
      await once(haproxy, 'exit');
    });
    return port;
  }
  throw new Error(`HAProxy does not start: ${said}`);
}
