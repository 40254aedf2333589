import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../../../build/runtime/project.ts';
import { type CommandLine, startShop } from '../../../support/command-line.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const AUDIENCE = 'https://api.example';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM');
}

/** Debian’s NGINX with the configuration of the documentation, on a certificate of its own. */
async function serve(port: number, www: string): Promise<string> {
  const folder = temporaryDirectory();
  const [certificate, key] = [join(folder, 'issuer.pem'), join(folder, 'issuer.key')];
  execFileSync(
    'openssl',
    [
      ...'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost'.split(' '),
      ...`-addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(' '),
    ],
    { stdio: 'pipe' },
  );
  const site = readFileSync(join(projectRoot, 'docs/issuer/nginx.conf'), 'utf8')
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replaceAll('issuer.example.com', 'localhost')
    .replaceAll('/etc/ssl/issuer', join(folder, 'issuer'))
    .replaceAll('root /srv/issuer', `root ${www}`);
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'site.conf'), site);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; pid ${folder}/pid; error_log stderr; events {}
    http { access_log off; types { text/html html; application/json json; }
      client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
      uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; include site.conf; }`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { stdio: 'ignore' });
  onTestFinished(() => end(nginx));
  await until(() => canConnect(port));
  return certificate;
}

/**
 * Debian’s Apache with mod_oauth2, which is given the issuer's address only. It asks over TLS without
 * verifying the server: libcurl trusts only the system's certificates.
 */
async function apache(issuer: string): Promise<(token: string) => Promise<number>> {
  const folder = temporaryDirectory();
  const port = await freePort();
  const backend = createHttpServer((_request, response) => response.end('hello'));
  onTestFinished(() => void backend.close());
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const { port: behind } = backend.address() as AddressInfo;
  const modules = [
    'mpm_event',
    'authz_core',
    'authn_core',
    'authz_user',
    'proxy',
    'proxy_http',
    'oauth2',
  ];
  const load = modules.map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  );
  const unverified = 'metadata.ssl_verify=false&jwks_uri.ssl_verify=false&ssl_verify=false';
  // The token that it saw first is verified again each time: a rotation must reach it.
  const options = `${unverified}&verify.iat=skip&expiry=0`;
  const config = join(folder, 'httpd.conf');
  writeFileSync(
    config,
    `ServerRoot "${folder}"
Listen 127.0.0.1:${port}
ServerName localhost
PidFile "${folder}/pid"
ErrorLog "${folder}/error.log"
${load.join('\n')}
StartServers 1
ServerLimit 1
ThreadsPerChild 16
MaxRequestWorkers 16
User www-data
Group www-data
ProxyPass "/" "http://127.0.0.1:${behind}/"
<Location "/">
  AuthType oauth2
  OAuth2TokenVerify metadata ${issuer}/.well-known/oauth-authorization-server ${options}
  Require oauth2_claim iss:${issuer}
</Location>
`,
  );
  const child = spawn('apache2', ['-f', config, '-DFOREGROUND'], { stdio: 'ignore' });
  onTestFinished(() => end(child));
  await until(() => canConnect(port));
  return async (token) => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.status;
  };
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  // Rejects while nobody listens.
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isTrue()) return;
    await wait(50);
  }
  throw new Error('NGINX doesn’t answer');
}

/** The libraries, in a process that trusts the certificate. */
function clients(
  issuer: string,
  certificate: string,
): (token: string) => Promise<Record<string, string>> {
  const script = join(projectRoot, 'test/support/issuer-clients.ts');
  const child = spawn(process.execPath, [script, issuer, AUDIENCE], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => end(child));
  const lines = createInterface({ input: child.stdout });
  return async (token) => {
    child.stdin.write(`${token}\n`);
    const [line] = (await once(lines, 'line')) as [string];
    return JSON.parse(line) as Record<string, string>;
  };
}

async function headersOf(url: string, certificate: string) {
  const asked = request(url, { ca: readFileSync(certificate) }).end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  answer.resume();
  return { status: answer.statusCode, headers: answer.headers };
}

const everyone = (verdict: unknown, list: unknown = verdict) => ({
  'openid-client': verdict,
  oauth4webapi: verdict,
  'jwks-rsa': verdict,
  'aws-jwt-verify': verdict,
  'revocation list': list,
});

async function shopOf(issuer: string): Promise<CommandLine> {
  const line = await startShop();
  // The libraries go by the true time.
  line.clock.now = Date.now();
  await line.json('settings', 'set', 'issuer', issuer);
  await line.json('settings', 'set', 'audience', AUDIENCE);
  await line.json('settings', 'set', 'statusListUri', `${issuer}/revocations/statuslist.jwt`);
  await line.json('settings', 'set', 'keepOldToken', 'true');
  await line.json('keys', 'generate', 'Shop', '--validity', '1d');
  return line;
}

test('verifiers discover issuer and keys, follow a rotation, and refuse a revoked token', async () => {
  const port = await freePort();
  const issuer = `https://localhost:${port}`;
  const line = await shopOf(issuer);
  const token = async () => String(await line.json('token', 'get', 'Shop'));
  const publish = () => line.json('publish', '--out', 'www');
  await publish();
  const certificate = await serve(port, join(line.cwd, 'www'));
  const verify = clients(issuer, certificate);

  const first = await token();
  expect(await verify(first)).toEqual(everyone('accepted'));
  const forged = `${first.slice(0, -8)}AAAAAAAA`;
  const throughApache = await apache(issuer);
  expect([await throughApache(first), await throughApache(forged)]).toEqual([200, 401]);
  expect(await verify(forged)).toEqual(everyone(expect.stringMatching(/^refused/), 'accepted'));

  await line.json('signing-key', 'next');
  await publish();
  await line.json('signing-key', 'rotate');
  await publish();
  const { tokenId } = (await line.json('token', 'regenerate', 'Shop')) as { tokenId: string };
  const second = await token();
  expect(await verify(second)).toEqual(everyone('accepted'));
  expect(await verify(first)).toEqual(everyone('accepted'));
  expect([await throughApache(first), await throughApache(second)]).toEqual([200, 200]);

  await line.json('token', 'revoke', tokenId);
  expect(await verify(second)).toEqual(everyone('accepted'));
  await publish();
  // Each library accepts the signature; the status list says that the token is revoked.
  expect(await verify(second)).toEqual(everyone('refused: revoked'));
  expect(await verify(first)).toEqual(everyone('accepted'));

  for (const [path, type, age] of [
    ['.well-known/openid-configuration', 'application/json', 3600],
    ['.well-known/oauth-authorization-server', 'application/json', 3600],
    ['jwks.json', 'application/jwk-set+json', 300],
    ['revocations/revocations.jwt', 'application/jwt', 60],
    ['revocations/statuslist.jwt', 'application/statuslist+jwt', 60],
    ['revocations/revocations.txt', 'text/plain', 60],
  ] as const) {
    expect(await headersOf(`${issuer}/${path}`, certificate)).toMatchObject({
      status: 200,
      headers: {
        'content-type': type,
        'cache-control': expect.stringContaining(`max-age=${age}`),
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      },
    });
  }
  expect(await headersOf(`${issuer}/`, certificate)).toMatchObject({ status: 200 });
});
