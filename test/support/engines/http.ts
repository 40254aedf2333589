import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer as createSocketServer, type Server } from 'node:net';

export interface Answer {
  readonly status: number;
  /** `WWW-Authenticate`. */
  readonly challenge: string | undefined;
  readonly body: string;
}

export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}

export async function freePort(): Promise<number> {
  const server = createSocketServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

export async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export async function ask(port: number, authorization: readonly string[]): Promise<Answer> {
  const headers = authorization.flatMap((value) => ['Authorization', value]);
  const asking = request({
    host: '127.0.0.1',
    port,
    path: '/pets',
    agent: false,
    headers: ['Host', 'gateway', 'Connection', 'close', ...headers],
  });
  asking.end();
  const [response] = await once(asking, 'response');
  let body = '';
  for await (const part of response) body += String(part);
  return {
    status: response.statusCode ?? 0,
    challenge: response.headers['www-authenticate'],
    body,
  };
}
