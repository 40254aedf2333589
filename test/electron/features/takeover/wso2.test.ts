import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { unpack } from '../../../../electron/features/apis/import/unpack.ts';
import { type CommandLine, startCommandLine, startShop } from '../../../support/command-line.ts';
import { zip } from '../../../support/zip.ts';

/** What `apictl import app` reads, from an archive that was written here. */
async function applicationIn(path: string) {
  const files = await unpack(readFileSync(path));
  if (!files.ok) throw new Error('unreadable');
  const file = files.value.find((one) => one.path.endsWith('application.yaml'));
  return parse(Buffer.from(file?.bytes ?? []).toString('utf8'));
}

/** As API Manager 4.x exports it with keys: carbon-apimgt ExportUtils, ApplicationDTO. */
const real = {
  type: 'application',
  version: 'v4.2.0',
  data: {
    applicationInfo: {
      applicationId: '5a1a1a1a-0000-4000-8000-000000000001',
      name: 'Pizza Kiosk',
      throttlingPolicy: 'PartnerTier',
      description: 'Orders at the counter',
      tokenType: 'JWT',
      status: 'APPROVED',
      groups: ['kitchen', 'hall'],
      subscriptionCount: 2,
      keys: [
        {
          keyMappingId: 'b3c1',
          keyManager: 'Resident Key Manager',
          consumerKey: 'vYDoc9s7IgAFdkSyNDaswBX7ejoa',
          consumerSecret: Buffer.from('TIDlOFkpzB7WjufO3OJUhy1fsvAa').toString('base64'),
          supportedGrantTypes: ['client_credentials', 'iwa:ntlm', 'refresh_token'],
          callbackUrl: 'https://kiosk.example.com/callback',
          keyState: 'CREATED',
          keyType: 'PRODUCTION',
          mode: 'CREATED',
          token: { accessToken: '', tokenScopes: ['default'], validityTime: 5400 },
          additionalProperties: { id_token_expiry_time: 3600, pkceMandatory: false },
        },
      ],
      attributes: { 'Cost centre': '4711' },
      subscriptionScopes: [],
      owner: 'admin@example.com',
      hashEnabled: false,
      createdTime: '1693392000000',
    },
    subscribedAPIs: [
      {
        apiId: { providerName: 'admin', apiName: 'Petshop', version: '1.2.0', id: 7 },
        subscriber: { name: 'admin', tenantId: -1234 },
        throttlingPolicy: 'Gold',
      },
      {
        apiId: { providerName: 'admin', apiName: 'Elsewhere', version: '2.0' },
        subscriber: { name: 'admin' },
        throttlingPolicy: 'Gold',
      },
    ],
  },
};

function archive(line: CommandLine, files: Record<string, string>): string {
  const path = join(line.cwd, 'app.zip');
  writeFileSync(path, zip(Object.entries(files).map(([name, content]) => ({ name, content }))));
  return path;
}

/** What isn't of WSO2's own: counts, and the place of the lifetime. */
function comparable(document: typeof real) {
  const { applicationInfo, subscribedAPIs } = document.data;
  const keys = applicationInfo.keys.map(({ additionalProperties, ...rest }) => ({
    ...rest,
    additionalProperties: { ...additionalProperties, application_access_token_expiry_time: 5400 },
  }));
  return { ...document, data: { applicationInfo: { ...applicationInfo, keys }, subscribedAPIs } };
}

test('an archive is read and written again: nothing is lost', async () => {
  const line = await startShop();
  const path = archive(line, {
    'admin@example.com-Pizza Kiosk/application.yaml': stringify(real),
    'admin@example.com-Pizza Kiosk/application_meta.yaml': stringify({ name: 'Pizza Kiosk' }),
  });
  const ran = await line.run('import', path);
  // The subscription to an API that isn't here is said, and kept for the archive.
  expect([ran.exitCode, ran.stderr]).toEqual([1, expect.stringContaining('Elsewhere 2.0')]);
  expect(await line.json('secret', 'get', 'Pizza Kiosk')).toBe('TIDlOFkpzB7WjufO3OJUhy1fsvAa');
  const apps = (await line.json('app', 'list')) as { name: string; subscriptions: number }[];
  expect(apps).toContainEqual(expect.objectContaining({ name: 'Pizza Kiosk', subscriptions: 1 }));
  await line.json('handover', 'wso2', '--app', 'Pizza Kiosk', '--out', 'again.zip');
  const again = await applicationIn(join(line.cwd, 'again.zip'));
  expect(again).toEqual(comparable(real));
  // Reading it twice changes nothing, and adds no secret.
  const twice = await line.run('import', path, '--dry-run', '--json');
  expect(JSON.parse(twice.stdout).counts).toEqual({
    applications: 0,
    changed: 0,
    keys: 0,
    secrets: 0,
    subscriptions: 0,
    tokens: 0,
    revocations: 0,
    foreign: 0,
    unchanged: 0,
  });
});

test('our own archive brings an application with its keys into another workspace', async () => {
  const line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--scope', 'pets:read');
  await line.json('handover', 'wso2', '--app', 'Shop', '--out', 'shop.zip');
  const other = await startCommandLine();
  other.clock.now = line.clock.now;
  await other.run('import', join(line.cwd, 'shop.zip'));
  for (const what of ['secret', 'token'] as const) {
    expect(await other.json(what, 'get', 'Shop')).toBe(await line.json(what, 'get', 'Shop'));
  }
});

test('what is changed here is written, and the rest stays', async () => {
  const line = await startShop();
  const path = archive(line, { 'x/application.yaml': stringify(real) });
  await line.run('import', path);
  await line.json('app', 'update', 'Pizza Kiosk', '--description', 'Now outside');
  await line.json('handover', 'wso2', '--app', 'Pizza Kiosk', '--out', 'again.zip');
  const { applicationInfo } = (await applicationIn(join(line.cwd, 'again.zip'))).data;
  expect(applicationInfo).toMatchObject({
    description: 'Now outside',
    throttlingPolicy: 'PartnerTier',
    attributes: { 'Cost centre': '4711' },
  });
});

const named = (name: string) =>
  stringify({
    ...real,
    data: { applicationInfo: { name, keys: [], owner: 'admin' }, subscribedAPIs: [] },
  });

test('layouts that real archives have', async () => {
  const line = await startCommandLine();
  const version3 = JSON.stringify({
    uuid: '5a1a1a1a-0000-4000-8000-000000000003',
    name: 'Version 3',
    subscriber: { name: 'admin' },
    tier: '20PerMin',
    keys: [
      { type: 'SANDBOX', consumerKey: 'k'.repeat(28), grantTypes: 'client_credentials,implicit' },
    ],
    subscribedAPIs: [],
  });
  const path = archive(line, {
    'admin-One\\application.yaml': named('Windows'),
    'deeper/still/admin-Two/application.yaml': named('Deep'),
    'admin-Three/application.json': JSON.stringify(parse(named('Json'))),
    'Version 3/Version 3.json': version3,
    '__MACOSX/admin-One/application.yaml': named('Ghost'),
    'admin-Two/api.yaml': 'type: api\n',
  });
  const { counts } = (await line.json('import', path)) as { counts: { applications: number } };
  expect(counts.applications).toBe(4);
  const names = ((await line.json('app', 'list')) as { name: string }[]).map(({ name }) => name);
  expect(names.toSorted()).toEqual(['Deep', 'Json', 'Version 3', 'Windows']);
  // Unpacked by hand.
  writeFileSync(join(line.cwd, 'application.yaml'), named('By hand'));
  expect(await line.json('import', 'application.yaml')).toMatchObject({
    counts: { applications: 1 },
  });
});

test('keys of another application, other key managers and foreign tokens', async () => {
  const line = await startShop();
  const { consumerKey } = (await line.json('keys', 'generate', 'Shop')) as { consumerKey: string };
  const [key] = real.data.applicationInfo.keys;
  const token = await new SignJWT({ azp: key?.consumerKey, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(Buffer.alloc(32));
  const keys = [
    { ...key, token: { ...key?.token, accessToken: token } },
    { ...key, keyManager: 'Okta', consumerKey: 'other' },
    { ...key, keyType: 'SANDBOX', consumerKey },
  ];
  const { data } = real;
  const changed = {
    ...real,
    data: {
      ...data,
      applicationInfo: {
        ...data.applicationInfo,
        applicationId: 'x',
        name: 'Next',
        keys: keys.slice(0, 2),
      },
    },
  };
  const first = await line.run(
    'import',
    archive(line, { 'a/application.yaml': stringify(changed) }),
    '--json',
  );
  const reasons = JSON.parse(first.stdout).leftOut.map((one: { reason: string }) => one.reason);
  expect(reasons.toSorted()).toEqual(['algorithm', 'no-api', 'too-many-keys']);
  // An application here keeps its keys, whatever an archive with its name says.
  const stolen = {
    ...changed,
    data: {
      ...data,
      applicationInfo: {
        ...data.applicationInfo,
        applicationId: 'x',
        name: 'Next',
        keys: keys.slice(2),
      },
    },
  };
  const second = await line.run(
    'import',
    archive(line, { 'a/application.yaml': stringify(stolen) }),
    '--json',
  );
  const found = JSON.parse(second.stdout);
  expect(found.counts).toMatchObject({ keys: 0, applications: 0 });
});
