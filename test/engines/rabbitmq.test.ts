import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { engines } from '../../shared/domain/engines/verdict.ts';
import { temporaryDirectory } from '../support/core.ts';
import { isAccepted, makeCorpus } from '../support/engines/corpus.ts';
import { canConnect, freePort } from '../support/engines/http.ts';

/** Starts RabbitMQ with the exported file, unchanged. @returns the port that speaks STOMP. */
async function startRabbitmq(folder: string): Promise<number> {
  const [amqp, stomp, distribution, epmd] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  writeFileSync(
    join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${amqp}\nstomp.listeners.tcp.1 = 127.0.0.1:${stomp}\n`,
  );
  writeFileSync(
    join(folder, 'enabled_plugins'),
    '[rabbitmq_auth_backend_oauth2,rabbitmq_stomp].\n',
  );
  cpSync(join(folder, engines.rabbitmq.file), join(folder, 'advanced.config'));
  mkdirSync(join(folder, 'log'));
  const server = spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', [], {
    // The server is a child of this shell script: both end together.
    detached: true,
    env: {
      ...process.env,
      HOME: folder,
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
      RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_NODENAME: `latchkey${stomp}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(epmd),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  onTestFinished(async () => {
    if (server.pid !== undefined && server.exitCode === null) {
      process.kill(-server.pid, 'SIGTERM');
      await once(server, 'exit');
    }
  });
  while (server.exitCode === null) {
    if (await canConnect(stomp)) return stomp;
    await pause(100);
  }
  throw new Error(`RabbitMQ does not start: ${said}`);
}

/** The command that RabbitMQ answers a login with: CONNECTED or ERROR. */
async function logIn(port: number, jwt: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    const head = 'CONNECT\naccept-version:1.2\nhost:/\nlogin:any';
    socket.write(`${head}\npasscode:${jwt}\n\n\0`);
    const [data] = await once(socket, 'data');
    return String(data).split('\n')[0] ?? '';
  } finally {
    socket.destroy();
  }
}

test('rabbitmq: each answer is the verdict, with the exported file unchanged', async () => {
  const { core, cases } = await makeCorpus();
  const folder = temporaryDirectory();
  core.shell.saveTo = { path: join(folder, engines.rabbitmq.file) };
  await core.give('gateway:export', { file: 'rabbitmq' });
  const port = await startRabbitmq(folder);
  const wrong: string[] = [];
  for (const one of cases) {
    const answer = await logIn(port, one.jwt);
    const expected = isAccepted('rabbitmq', one) ? 'CONNECTED' : 'ERROR';
    if (answer !== expected) wrong.push(`${one.name}: ${answer}`);
  }
  const [first] = cases;
  const scopeless = first && { ...first, planned: { ...first.planned, scopes: ['default'] } };
  expect(scopeless && isAccepted('rabbitmq', scopeless)).toBe(false);
  expect(wrong).toEqual([]);
});
