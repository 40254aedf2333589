import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { engineTools } from '../../build/runtime/engine-tools.ts';
import { engines } from '../../shared/domain/engines/verdict.ts';
import { type CommandLine, startShop } from '../support/command-line.ts';
import { listen } from '../support/engines/http.ts';

// Programs of others, from npm: `npm run test:engines` installs them beside the project.
const tools = join(engineTools(), 'node_modules');
const require = createRequire(import.meta.url);
const run = promisify(execFile);

async function shopWithKeys(): Promise<CommandLine> {
  const line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--validity', '1d');
  await line.json('keys', 'generate', 'Shop', '--type', 'sandbox');
  return line;
}

/** What API clients are to have under each name. */
async function variables({ json }: CommandLine): Promise<Readonly<Record<string, unknown>>> {
  return {
    SHOP_PRODUCTION_TOKEN: await json('token', 'get', 'Shop'),
    SHOP_PRODUCTION_CONSUMER_SECRET: await json('secret', 'get', 'Shop'),
    SHOP_SANDBOX_TOKEN: await json('token', 'get', 'Shop', '--type', 'sandbox'),
  };
}

/** A proxy as Apigee deploys it, whose PreFlow applies the exported policy. */
function writeProxy(folder: string): void {
  const policy = engines.apigee.file;
  const files = {
    'shop.xml': '<APIProxy name="shop"><DisplayName>Shop</DisplayName></APIProxy>',
    'proxies/default.xml': `<ProxyEndpoint name="default">
  <PreFlow><Request><Step><Name>VJWT-Latchkey</Name></Step></Request></PreFlow>
  <HTTPProxyConnection><BasePath>/v1/shop</BasePath></HTTPProxyConnection>
  <RouteRule name="default"><TargetEndpoint>default</TargetEndpoint></RouteRule>
</ProxyEndpoint>`,
    'targets/default.xml': `<TargetEndpoint name="default">
  <HTTPTargetConnection><URL>https://shop.example</URL></HTTPTargetConnection>
</TargetEndpoint>`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'apiproxy', name)), { recursive: true });
    writeFileSync(join(folder, 'apiproxy', name), text);
  }
  mkdirSync(join(folder, 'apiproxy/policies'));
  renameSync(join(folder, policy), join(folder, 'apiproxy/policies/VJWT-Latchkey.xml'));
}

interface Finding {
  readonly filePath: string;
  readonly messages: readonly { readonly severity: number; readonly message: string }[];
}

/** Everything apigeelint says about the policy, by its rules for Apigee X. */
async function lint(folder: string): Promise<readonly string[]> {
  const program = join(tools, 'apigeelint/cli.js');
  const options = [
    '--norc',
    '--profile',
    'apigeex',
    '-f',
    'json.js',
    '-s',
    join(folder, 'apiproxy'),
  ];
  // It exits with 1 if it finds an error anywhere.
  const { stdout } = await run(process.execPath, [program, ...options]).catch(
    (failed: { readonly stdout: string }) => failed,
  );
  const found = JSON.parse(stdout) as readonly Finding[];
  expect(found.map(({ filePath }) => filePath)).toContainEqual(
    expect.stringContaining('VJWT-Latchkey.xml'),
  );
  return found
    .filter(({ filePath }) => filePath.includes('VJWT-Latchkey.xml'))
    .flatMap(({ messages }) => messages.map(({ message }) => message));
}

test.each([
  ['export', 'apigee'],
  ['handover', 'apigee'],
])('apigeelint finds nothing in the policy of %s', async (...command) => {
  const line = await shopWithKeys();
  await line.json(...command, '--out', engines.apigee.file);
  writeProxy(line.cwd);
  expect(await lint(line.cwd)).toEqual([]);
  // It does judge: a policy that the proxy doesn't use, whose name says another kind.
  const policy = join(line.cwd, 'apiproxy/policies/VJWT-Latchkey.xml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replace('"VJWT-Latchkey"', '"Latchkey"'));
  expect(await lint(line.cwd)).not.toEqual([]);
});

test('Newman, Postman’s runner, sends the token of the environment', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'postman', '--out', 'env.json');
  const sent: unknown[] = [];
  const server = createServer(({ headers }, response) => {
    sent.push(headers['authorization']);
    response.end();
  });
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${await listen(server)}/`;
  const expected = await variables(line);
  const item = Object.keys(expected).map((name) => ({
    name,
    request: { method: 'GET', url, header: [{ key: 'Authorization', value: `{{${name}}}` }] },
  }));
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  const collection = { info: { name: 'Shop', schema }, item };
  writeFileSync(join(line.cwd, 'collection.json'), JSON.stringify(collection));
  const newman = join(tools, 'newman/bin/newman.js');
  const args = [newman, 'run', 'collection.json', '-e', 'env.json', '--bail'];
  await run(process.execPath, args, { cwd: line.cwd });
  expect(sent).toEqual(Object.values(expected));
});

test('Insomnia’s importer finds one environment, with every variable', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'insomnia', '--out', 'insomnia.json');
  const { convert } = require(join(tools, 'insomnia-importers')) as {
    readonly convert: (text: string) => Promise<{
      readonly type: { readonly id: string };
      readonly data: { readonly resources: readonly Record<string, unknown>[] };
    }>;
  };
  const { type, data } = await convert(readFileSync(join(line.cwd, 'insomnia.json'), 'utf8'));
  expect(type.id).toBe('insomnia-4');
  const environments = data.resources.filter(({ _type }) => _type === 'environment');
  expect(environments).toMatchObject([{ data: await variables(line) }]);
  await expect(convert('{ "values": [] }')).rejects.toThrow('No importers found');
});
