import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { ADDRESS_FILE, addressSchema } from '../../../shared/ipc/command-protocol.ts';
import { jsonFile } from '../../base/files/json-file.ts';
import { type Limits, type Served, serveCommand } from './connection.ts';

/** Commands at once; more of them are hung up on. */
const MOST_CONNECTIONS = 32;

const usualLimits: Limits = { greeting: 5000, idle: 10 * 60_000, reading: 30_000 };

export interface CommandServer {
  /** Ends every command: nothing of the workspace may leave the program any more. */
  locked(): void;
  close(): void;
}

type Options = Omit<Served, 'folder' | 'limits'> & { readonly limits?: Partial<Limits> };

/**
 * Listens for commands of this user: on a socket in a private folder, or on a named pipe on Windows.
 * Its address is in the data directory, which only this user can read. Throws the system's error.
 */
export async function serveCommands(options: Options): Promise<CommandServer> {
  const home = realpathSync(options.home);
  const folder = privateFolder(home);
  const address = addressIn(folder);
  const connections = new Set<ReturnType<typeof serveCommand>>();
  const served = { ...options, home, folder, limits: { ...usualLimits, ...options.limits } };
  const server = createServer((socket) => {
    const connection = serveCommand(socket, served);
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  server.on('error', () => {});
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  const file = join(home, ADDRESS_FILE);
  jsonFile(file, addressSchema).write({ address });
  return {
    locked() {
      for (const connection of connections) connection.locked();
    },
    close() {
      server.close();
      for (const connection of connections) connection.locked();
      rmSync(file, { force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A new folder for this data directory in the user's runtime folder, which is gone with the session;
 * else among the temporary files. What a killed program left in it is deleted. Throws if somebody
 * else could reach into it.
 */
function privateFolder(home: string): string {
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? '';
  const user = process.getuid?.();
  const shared =
    isAbsolute(runtime) && existsSync(runtime)
      ? join(runtime, 'latchkey')
      : join(tmpdir(), `latchkey-${user ?? 'user'}`);
  mkdirSync(shared, { recursive: true, mode: 0o700 });
  const stats = lstatSync(shared);
  const isOurs = user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
  if (!stats.isDirectory() || !isOurs) throw new Error(`${shared} isn’t private`);
  const folder = join(shared, createHash('sha256').update(home).digest('hex').slice(0, 16));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return realpathSync(folder);
}

/** A socket's path may have about 100 bytes. A pipe has no folder: its name can't be guessed. */
const addressIn = (folder: string): string =>
  process.platform === 'win32' ? `\\\\.\\pipe\\latchkey-${randomUUID()}` : join(folder, 'socket');
