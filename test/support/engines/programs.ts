import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../../build/runtime/project.ts';
import type { EngineId } from '../../../shared/domain/engines/engine.ts';
import { engines } from '../../../shared/domain/engines/verdict.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { type Answer, ask, canConnect, freePort, listen } from './http.ts';

/** A running engine with the exported files, unchanged, in front of a backend that says "hello". */
export interface Running {
  ask(...authorization: readonly string[]): Promise<Answer>;
  /** Takes over newer files, on the same port. */
  reload(exported: string): Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  /** Where the exported files are. */
  readonly folder: string;
  readonly port: number;
  readonly backend: number;
}

interface Started {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a person does with the exported files besides copying them. */
type Prepare = (place: Place) => Started;

const modules = '/usr/lib/apache2/modules';

function apache(module: string): Prepare {
  return ({ folder, port, backend }) => {
    const config = join(folder, 'httpd.conf');
    const file = engines[module === 'oauth2' ? 'apache' : 'apache-openidc'].file;
    const names = ['mpm_event', 'authz_core', 'authn_core', 'authz_user', 'proxy', 'proxy_http'];
    writeFileSync(
      config,
      `ServerRoot "${folder}"
Listen 127.0.0.1:${port}
ServerName localhost
PidFile "${folder}/pid"
ErrorLog "${folder}/error.log"
${[...names, module].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so\n`).join('')}
StartServers 1
ServerLimit 1
ThreadsPerChild 16
MaxRequestWorkers 16
User www-data
Group www-data
Include ${file}
ProxyPass "/" "http://127.0.0.1:${backend}/"
`,
    );
    return { program: 'apache2', args: ['-f', config, '-DFOREGROUND'] };
  };
}

const module = (name: string): string => `(name = "${name}", esModule = embed "${name}")`;

const prepare: Partial<Readonly<Record<EngineId, Prepare>>> = {
  haproxy: ({ folder, port, backend }) => ({
    program: 'haproxy',
    args: ['-db', '-f', join(folder, engines.haproxy.file)],
    env: { LATCHKEY_LISTEN: `127.0.0.1:${port}`, LATCHKEY_BACKEND: `127.0.0.1:${backend}` },
  }),
  nginx: ({ folder, port, backend }) => {
    const config = join(folder, 'nginx.conf');
    writeFileSync(
      config,
      `load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
pid ${folder}/pid;
error_log ${folder}/error.log;
daemon off;
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/tmp1;
  proxy_temp_path ${folder}/tmp2;
  fastcgi_temp_path ${folder}/tmp3;
  uwsgi_temp_path ${folder}/tmp4;
  scgi_temp_path ${folder}/tmp5;
  include ${engines.nginx.file};
  server {
    listen 127.0.0.1:${port};
    include latchkey/server.conf;
    location / {
      include latchkey/location.conf;
      proxy_pass http://127.0.0.1:${backend};
    }
  }
}
`,
    );
    return { program: 'nginx', args: ['-e', `${folder}/error.log`, '-c', config] };
  },
  apache: apache('oauth2'),
  'apache-openidc': apache('auth_openidc'),
  express: ({ folder, port }) => {
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'app.mjs'),
      `import express from 'express';
import { latchkey } from './${engines.express.file}';
express().use(latchkey()).use((request, response) => response.send('hello')).listen(${port}, '127.0.0.1');
`,
    );
    return { program: process.execPath, args: [join(folder, 'app.mjs')] };
  },
  workerd: ({ folder, port, backend }) => {
    writeFileSync(
      join(folder, 'config.capnp'),
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${[engines.workerd.file, 'latchkey/accepted.mjs', 'latchkey/revoked.mjs'].map(module).join(', ')}],
      compatibilityDate = "2025-01-01",
      bindings = [(name = "BACKEND", service = "backend")],
    )),
    (name = "backend", external = (address = "127.0.0.1:${backend}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
    );
    const workerd = `@cloudflare/workerd-linux-${process.arch === 'arm64' ? 'arm64' : '64'}/bin/workerd`;
    const program = join(projectRoot, 'node_modules', workerd);
    return { program, args: ['serve', join(folder, 'config.capnp')] };
  },
};

/** The engines that take over new files at a signal, without ending. */
const reloaded: ReadonlySet<EngineId> = new Set(['nginx', 'apache', 'apache-openidc']);

/** Starts an engine with the files in `exported`. Throws with what it said if it doesn't start. */
export async function startEngine(id: EngineId, exported: string): Promise<Running> {
  const prepared = prepare[id];
  if (prepared === undefined) throw new Error(`${id} doesn't run here`);
  const folder = copied(exported);
  // Apache's modules send the claims to the backend once more, as headers.
  const backend = createServer({ maxHeaderSize: 65_536 }, (_request, response) =>
    response.end('hello'),
  );
  const backendPort = await listen(backend);
  const begin = (port: number) => prepared({ folder, port, backend: backendPort });
  let said = '';
  // Between finding a free port and using it, another program may take it.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const begun = begin(port);
    const first = await launch(begun, port);
    if (typeof first === 'string') {
      said += first;
      continue;
    }
    let child = first;
    return {
      ask: (...authorization) => ask(port, authorization),
      reload: async (newer) => {
        cpSync(newer, folder, { recursive: true });
        if (reloaded.has(id)) {
          child.kill('SIGHUP');
          return;
        }
        await ended(child);
        const next = await launch(begun, port);
        if (typeof next === 'string') throw new Error(`${id} does not start again: ${next}`);
        child = next;
      },
      stop: async () => {
        await ended(child);
        await closed(backend);
      },
    };
  }
  await closed(backend);
  throw new Error(`${id} does not start: ${said}`);
}

/** @returns the process once its port answers, or what it said before it ended. */
export async function launch(
  { program, args, env }: Started,
  port: number,
): Promise<ChildProcess | string> {
  let said = '';
  const child = spawn(program, args, {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  while (child.exitCode === null && child.signalCode === null) {
    if (failure !== undefined) throw failure;
    if (await canConnect(port)) return child;
    await pause(20);
  }
  return said;
}

/** Readable for the user that Apache and NGINX run as, who can't enter a private folder. */
function copied(exported: string): string {
  const folder = temporaryDirectory();
  cpSync(exported, folder, { recursive: true });
  return folder;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function closed(backend: Server): Promise<void> {
  backend.closeAllConnections();
  backend.close();
  await once(backend, 'close');
}
