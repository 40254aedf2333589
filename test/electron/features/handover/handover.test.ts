import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy';
import { RequestAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/RequestAuthentication';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { fromBuffer } from 'yauzl';
import { z } from 'zod';
import { variablesOf } from '../../../../electron/features/handover/variables.ts';
import { wso2FieldsSchema } from '../../../../shared/domain/handover.ts';
import { type CommandLine, startShop } from '../../../support/command-line.ts';

async function shopWithKeys(): Promise<CommandLine> {
  const line = await startShop();
  const generate = ['keys', 'generate', 'Shop', '--validity', '1d', '--scope', 'pets:read'];
  await line.json(...generate);
  await line.json('keys', 'generate', 'Shop', '--type', 'sandbox');
  return line;
}

const read = (line: CommandLine, name: string) => readFileSync(join(line.cwd, name), 'utf8');
const token = async (line: CommandLine) => String(await line.json('token', 'get', 'Shop'));
const secret = async (line: CommandLine) => String(await line.json('secret', 'get', 'Shop'));

/** Path → text, by a reader that isn't ours. */
async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const { promise, resolve, reject } = Promise.withResolvers<null>();
  fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (failed, archive) => {
    if (failed) return reject(failed);
    archive.on('entry', (entry) => {
      archive.openReadStream(entry, (unreadable, stream) => {
        if (unreadable) return reject(unreadable);
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          files[entry.fileName] = Buffer.concat(pieces).toString('utf8');
          archive.readEntry();
        });
      });
    });
    archive.on('end', () => resolve(null));
    archive.readEntry();
  });
  await promise;
  return files;
}

test('wso2: an apictl archive with keys, scopes, subscriptions and what an import needs', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'wso2', '--app', 'Shop', '--out', 'shop.zip');
  const bytes = readFileSync(join(line.cwd, 'shop.zip'));
  expect(statSync(join(line.cwd, 'shop.zip')).mode & 0o777).toBe(0o600);
  const files = await unzip(bytes);
  expect(Object.keys(files)).toEqual([
    'Ada_Lovelace-Shop/application.yaml',
    'Ada_Lovelace-Shop/application_meta.yaml',
  ]);
  expect(parse(files['Ada_Lovelace-Shop/application_meta.yaml'] ?? '')).toEqual({
    name: 'Shop',
    owner: 'Ada Lovelace',
  });
  const { type, data } = parse(files['Ada_Lovelace-Shop/application.yaml'] ?? '');
  expect(type).toBe('application');
  expect(data.applicationInfo).toMatchObject({
    name: 'Shop',
    throttlingPolicy: 'Unlimited',
    tokenType: 'JWT',
    subscriptionCount: 1,
    hashEnabled: false,
  });
  expect(data.applicationInfo.keys).toHaveLength(2);
  expect(data.applicationInfo.keys[0]).toMatchObject({
    keyType: 'PRODUCTION',
    consumerSecret: Buffer.from(await secret(line)).toString('base64'),
    token: { accessToken: await token(line), tokenScopes: ['pets:read'], validityTime: 86_400 },
  });
  expect(data.subscribedAPIs).toEqual([
    {
      apiId: { providerName: expect.any(String), apiName: 'Petshop', version: '1.2.0' },
      subscriber: { name: 'Ada Lovelace' },
      throttlingPolicy: 'Gold',
    },
  ]);
  // The same state gives the same bytes; unzip itself finds no fault.
  await line.json('handover', 'wso2', '--app', 'Shop', '--out', 'again.zip');
  expect(readFileSync(join(line.cwd, 'again.zip'))).toEqual(bytes);
  const judged = ['-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())'];
  expect(
    execFileSync('python3', [...judged, join(line.cwd, 'shop.zip')], { encoding: 'utf8' }),
  ).toBe('None\n');
});

test('keycloak: confidential clients under their consumer keys, for a partial import', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'keycloak', '--out', 'import.json');
  const { ifResourceExists, clients, components } = JSON.parse(read(line, 'import.json'));
  expect([ifResourceExists, clients.length, components]).toEqual(['SKIP', 2, undefined]);
  expect(clients[0]).toMatchObject({
    secret: await secret(line),
    publicClient: false,
    serviceAccountsEnabled: true,
    standardFlowEnabled: false,
    attributes: { 'access.token.lifespan': '86400' },
  });
  expect(clients[0].clientId).toMatch(/^\w{28}$/);
  expect(read(line, 'import.json')).not.toContain('PRIVATE KEY');
});

test('keycloak with the signing key: tokens issued here verify with what the realm has', async () => {
  const line = await shopWithKeys();
  const ran = await line.run('handover', 'keycloak', '--with-signing-key', '--out', 'realm.json');
  expect(ran.stdout).toContain('anyone who has it can issue tokens');
  const realm = JSON.parse(read(line, 'realm.json'));
  const [{ providerId, config }] = realm.components['org.keycloak.keys.KeyProvider'];
  const jwt = await token(line);
  expect([providerId, config.kid, config.algorithm]).toEqual([
    'rsa',
    [decodeProtectedHeader(jwt).kid],
    ['RS256'],
  ]);
  const fromPrivate = createPublicKey(createPrivateKey(config.privateKey[0]));
  const fromCertificate = new X509Certificate(config.certificate[0]).publicKey;
  expect(fromPrivate.equals(fromCertificate)).toBe(true);
  await jwtVerify(jwt, fromPrivate, { currentDate: new Date(line.clock.now) });
  const kinds = ((await line.json('activity')) as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['signing-key/exported', 'handover/written']));
  expect(statSync(join(line.cwd, 'realm.json')).mode & 0o777).toBe(0o600);
  const wrong = await line.run('handover', 'postman', '--with-signing-key', '--out', 'x');
  expect(wrong.exitCode).toBe(2);
});

test('kubernetes: a Secret with all secrets, a ConfigMap with none', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'kubernetes-secret', '--out', 'secret.yaml');
  const made = parse(read(line, 'secret.yaml'));
  expect(made).toMatchObject({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque' });
  expect(made.stringData).toMatchObject({
    SHOP_PRODUCTION_TOKEN: await token(line),
    SHOP_PRODUCTION_CONSUMER_SECRET: await secret(line),
  });
  for (const name of Object.keys(made.stringData)) expect(name).toMatch(/^[-._a-zA-Z0-9]+$/);
  await line.json('handover', 'kubernetes-configmap', '--out', 'map.yaml');
  const map = parse(read(line, 'map.yaml'));
  const keys = createLocalJWKSet(JSON.parse(map.data['jwks.json']));
  await jwtVerify(await token(line), keys, { currentDate: new Date(line.clock.now) });
  expect(read(line, 'map.yaml')).not.toContain(await secret(line));
});

test('API clients: Bruno’s parser reads its environment; the others (test/engines) have their fields', async () => {
  const line = await shopWithKeys();
  const expected = { SHOP_PRODUCTION_TOKEN: await token(line) };
  await line.json('handover', 'bruno', '--out', 'env.bru');
  const require = createRequire(import.meta.url);
  const envToJson = require('@usebruno/lang/v2/src/envToJson') as (text: string) => {
    readonly variables: readonly { readonly name: string; readonly value: string }[];
  };
  const { variables } = envToJson(read(line, 'env.bru'));
  expect(Object.fromEntries(variables.map(({ name, value }) => [name, value]))).toMatchObject(
    expected,
  );

  await line.json('handover', 'postman', '--out', 'env.json');
  const postman = JSON.parse(read(line, 'env.json'));
  expect(postman).toMatchObject({ _postman_variable_scope: 'environment' });
  expect(postman.values).toContainEqual({
    key: 'SHOP_PRODUCTION_TOKEN',
    value: expected.SHOP_PRODUCTION_TOKEN,
    type: 'secret',
    enabled: true,
  });

  await line.json('handover', 'insomnia', '--out', 'insomnia.json');
  const insomnia = JSON.parse(read(line, 'insomnia.json'));
  expect(insomnia).toMatchObject({ _type: 'export', __export_format: 4 });
  const [workspace, environment] = insomnia.resources;
  expect(workspace).toMatchObject({ _id: environment.parentId, _type: 'workspace' });
  expect(environment).toMatchObject({ _type: 'environment', data: expected });
});

test('istio: its own schemas accept what is handed over', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'istio', '--out', 'istio.yaml');
  const documents = parseAllDocuments(read(line, 'istio.yaml')).map((one) => one.toJS());
  const kinds = documents.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['RequestAuthentication', 'AuthorizationPolicy']));
  const models = { RequestAuthentication, AuthorizationPolicy } as const;
  for (const document of documents) {
    const Model = models[document.kind as keyof typeof models];
    new Model(document).validate();
  }
  // The schema does judge.
  expect(() => new RequestAuthentication({ spec: { jwtRules: 'x' } } as never).validate()).toThrow(
    'jwtRules',
  );
});

/** decK 3.0 (Kong's JSON schema of `_format_version: "3.0"`): strict, so that no field is invented. */
const deck = z.strictObject({
  _format_version: z.literal('3.0'),
  _info: z.strictObject({ select_tags: z.array(z.string()) }),
  consumers: z.array(
    z.strictObject({
      username: z.string(),
      jwt_secrets: z.array(
        z.strictObject({
          key: z.string(),
          algorithm: z.enum(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'PS256', 'EdDSA']),
          // The plugin's schema requires it, also with a public key.
          secret: z.string(),
          rsa_public_key: z.string().startsWith('-----BEGIN PUBLIC KEY-----'),
        }),
      ),
    }),
  ),
  plugins: z.array(
    z.strictObject({
      name: z.literal('jwt'),
      config: z.strictObject({
        key_claim_name: z.string(),
        claims_to_verify: z.array(z.enum(['exp', 'nbf'])),
        uri_param_names: z.array(z.string()),
        cookie_names: z.array(z.string()),
      }),
    }),
  ),
});

/** gateway.envoyproxy.io/v1alpha1 SecurityPolicy: the fields of its custom resource definition. */
const securityPolicy = z.strictObject({
  apiVersion: z.literal('gateway.envoyproxy.io/v1alpha1'),
  kind: z.literal('SecurityPolicy'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.looseObject({
    targetRefs: z.array(z.strictObject({ group: z.string(), kind: z.string(), name: z.string() })),
    jwt: z.strictObject({
      providers: z.array(
        z.looseObject({
          name: z.string(),
          issuer: z.string(),
          audiences: z.array(z.string()),
          localJWKS: z.strictObject({ type: z.literal('Inline'), inline: z.string() }),
        }),
      ),
    }),
  }),
});

test('kong, envoy-gateway: only fields that their schemas have, and keys that verify the token', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'kong', '--out', 'kong.yaml');
  const written = parse(read(line, 'kong.yaml'));
  const { consumers } = deck.parse(written);
  // The schema does judge.
  expect(deck.safeParse({ ...written, jwt: {} }).success).toBe(false);
  const pem = consumers[0]?.jwt_secrets[0]?.rsa_public_key ?? '';
  const currentDate = new Date(line.clock.now);
  await jwtVerify(await token(line), createPublicKey(pem), { currentDate });
  await line.json('handover', 'envoy-gateway', '--out', 'envoy.yaml');
  const { spec } = securityPolicy.parse(parse(read(line, 'envoy.yaml')));
  const [provider] = spec.jwt.providers;
  const keys = createLocalJWKSet(JSON.parse(provider?.localJWKS.inline ?? ''));
  const { issuer = '', audiences = [] } = provider ?? {};
  const verified = jwtVerify(await token(line), keys, { currentDate, issuer, audience: audiences });
  await expect(verified).resolves.toMatchObject({ payload: { iss: issuer } });
});

test('apigee: a policy of VerifyJWT, named as apigeelint asks', async () => {
  const line = await shopWithKeys();
  await line.json('handover', 'apigee', '--out', 'policy.xml');
  const policy = read(line, 'policy.xml');
  // Rule PO007 of apigeelint wants the prefix; test/engines runs it.
  expect(policy).toContain('<VerifyJWT name="VJWT-Latchkey">');
  const children = [...policy.matchAll(/^ {2}<(\w+)>/gm)].map(([, name]) => name);
  expect(children).toEqual(['Algorithm', 'PublicKey', 'Issuer', 'Audience', 'TimeAllowance']);
  const jwks = /<JWKS>(.*)<\/JWKS>/.exec(policy)?.[1]?.replaceAll('&quot;', '"') ?? '';
  const currentDate = new Date(line.clock.now);
  await jwtVerify(await token(line), createLocalJWKSet(JSON.parse(jwks)), { currentDate });
});

test('refuses what can’t be handed over', async () => {
  const line = await shopWithKeys();
  await line.json('app', 'create', 'Other');
  expect(await line.run('handover', 'wso2', '--out', 'x')).toMatchObject({ exitCode: 2 });
  expect(await line.run('handover', 'latin', '--out', 'x')).toMatchObject({ exitCode: 2 });
  expect(await line.run('handover', 'bruno', '--app', 'None', '--out', 'x')).toMatchObject({
    exitCode: 1,
  });
});

test('gives each application names of its own', () => {
  const keys = [
    {
      keyType: 'PRODUCTION' as const,
      consumerKey: 'k',
      consumerSecret: null,
      accessToken: 't',
      scopes: [],
      validitySeconds: 1,
      grantTypes: [],
      callbackUrl: '',
    },
  ];
  const party = (name: string) => ({
    id: 'c0ffee00-1',
    name,
    description: '',
    perTokenQuota: 'Unlimited',
    owner: '',
    group: '',
    fields: wso2FieldsSchema.parse({}),
    keys,
    subscriptions: [],
  });
  expect([
    ...variablesOf([party('A-b'), party('a b'), party('日本'), party('Kässe'), party('24')]).keys(),
  ]).toEqual([
    'A_B_PRODUCTION_CONSUMER_KEY',
    'A_B_PRODUCTION_TOKEN',
    'A_B_2_PRODUCTION_CONSUMER_KEY',
    'A_B_2_PRODUCTION_TOKEN',
    'APPLICATION_C0FFEE00_PRODUCTION_CONSUMER_KEY',
    'APPLICATION_C0FFEE00_PRODUCTION_TOKEN',
    // As exports name them: without marks, and no variable begins with a digit.
    'KASSE_PRODUCTION_CONSUMER_KEY',
    'KASSE_PRODUCTION_TOKEN',
    '_24_PRODUCTION_CONSUMER_KEY',
    '_24_PRODUCTION_TOKEN',
  ]);
  // None takes the number of another.
  const numbered = variablesOf([party('Shop!'), party('Shop?'), party('Shop 2')]);
  expect(numbered.size).toBe(6);
});
