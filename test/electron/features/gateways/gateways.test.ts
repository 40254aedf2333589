import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { engineIds } from '../../../../shared/domain/engines/engine.ts';
import { type GatewayFile, gatewayFiles } from '../../../../shared/domain/gateway.ts';
import { START, startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

const jwksSchema = z.object({
  keys: z.array(
    z.strictObject({
      kty: z.literal('RSA'),
      n: z.string(),
      e: z.literal('AQAB'),
      kid: z.string(),
      alg: z.literal('RS256'),
      use: z.literal('sig'),
      x5c: z.array(z.string()).length(1),
      'x5t#S256': z.string(),
    }),
  ),
});

async function exported(core: TestCore, file: GatewayFile) {
  const folder = temporaryDirectory();
  core.shell.saveTo = { folder };
  const saved = await core.give('gateway:export', { file });
  if (saved === null) throw new Error('The dialog was closed');
  return { ...saved, folder, text: readFileSync(saved.path, 'utf8') };
}

test('the view has what a gateway needs', async () => {
  const core = await startCore();
  const view = await core.give('gateway:get', {});
  const [key] = jwksSchema.parse(JSON.parse(view.jwks)).keys;
  expect(view).toMatchObject({
    issuer: 'https://latchkey.localhost',
    audience: ['http://org.wso2.apimgt/gateway'],
    revokedCount: 0,
    publicKeys: [
      {
        kid: key?.kid,
        algorithm: 'RS256',
        createdAt: START,
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        certificateExpiresAt: Date.UTC(2036, 10, 23, 8),
      },
    ],
  });
});

describe('jwks.json', () => {
  test('is an RFC 7517 JWK Set, pretty-printed, as shown on the page', async () => {
    const core = await startCore();
    const { path, text, folder, count } = await exported(core, 'jwks');
    expect(path).toBe(join(folder, 'jwks.json'));
    expect(count).toBe(1);
    expect(text).toBe((await core.give('gateway:get', {})).jwks);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(jwksSchema.parse(JSON.parse(text)).keys).toHaveLength(1);
  });

  test('its certificate matches its key, and its thumbprint the certificate', async () => {
    const core = await startCore();
    const [jwk] = jwksSchema.parse(JSON.parse((await exported(core, 'jwks')).text)).keys;
    if (jwk === undefined) throw new Error('no key');
    const der = Buffer.from(jwk.x5c[0] ?? '', 'base64');
    const certificate = new X509Certificate(der);
    const { n, e, kty } = jwk;
    const publicKey = createPublicKey({ key: { n, e, kty }, format: 'jwk' });
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
    expect(jwk['x5t#S256']).toBe(createHash('sha256').update(der).digest('base64url'));
  });
});

test('the JWKS is copied as exported, without passing the page, and stays on the clipboard', async () => {
  const core = await startCore();
  expect(await core.give('gateway:copy', { what: 'jwks' })).toBeNull();
  expect(core.shell.copiedPublic).toEqual([(await exported(core, 'jwks')).text]);
  expect(core.shell.copied).toEqual([]);
});

test('certificate.pem contains only the key’s certificate', async () => {
  const core = await startCore();
  const { path, text, folder } = await exported(core, 'certificate');
  expect(path).toBe(join(folder, 'certificate.pem'));
  expect(text).toMatch(
    /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n$/,
  );
  const { publicKeys } = await core.give('gateway:get', {});
  expect(new X509Certificate(text).fingerprint256).toBe(publicKeys[0]?.fingerprint);
});

describe('revocations.txt', () => {
  test('has the jti of revoked, unexpired tokens, one per line, in order of revocation', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const short = await generate(core, application.id, { keyType: 'SANDBOX', validitySeconds: 60 });
    core.clock.now += 1000;
    await core.give('token:revoke', { ids: [token.id] });
    core.clock.now += 1000;
    const fresh = await regenerate(core, short);
    const { text, count } = await exported(core, 'revocations');
    expect(text).toBe(`${token.id}\n${short.id}\n`);
    expect(count).toBe(2);
    expect((await core.give('gateway:get', {})).revokedCount).toBe(2);

    core.clock.now = short.expiresAt;
    expect((await exported(core, 'revocations')).text).toBe(`${token.id}\n`);
    core.clock.now = fresh.expiresAt + 3_600_000;
    expect(await exported(core, 'revocations')).toMatchObject({ text: '', count: 0 });
  });
});

async function revoked() {
  const core = await startCore();
  const { token } = await makePetshop(core);
  await core.give('token:revoke', { ids: [token.id] });
  return { core, token };
}

describe('revocation lists', () => {
  test.each([
    ['revocations-map', (id: string) => `${id} revoked\n`],
    ['revocations-nginx', (id: string) => `  "${id}" 1;\n}\n`],
    ['revocations-apache', (id: string) => `Require not claim jti:${id}\n`],
  ] as const)('%s names the token, its number and its date', async (file, line) => {
    const { core, token } = await revoked();
    await exported(core, file);
    const { text } = await exported(core, file);
    expect(text).toContain(line(token.id));
    const date = new Date(core.clock.now).toISOString();
    expect(text).toContain(`# Latchkey revocation list 2, created ${date}, tokens: 1`);
  });

  test('JSON has the times, and what has expired is left out', async () => {
    const { core, token } = await revoked();
    const read = async () => JSON.parse((await exported(core, 'revocations-json')).text) as unknown;
    expect(await read()).toMatchObject({
      number: 1,
      revoked: [{ jti: token.id, expiresAt: new Date(token.expiresAt).toISOString() }],
    });
    core.clock.now = token.expiresAt;
    expect(await read()).toMatchObject({ number: 2, revoked: [] });
  });

  test('the signed one verifies with the JWKS and is no access token', async () => {
    const { core, token } = await revoked();
    const { text } = await exported(core, 'revocations-jwt');
    const { jwks } = await core.give('gateway:get', {});
    const { payload, protectedHeader } = await jwtVerify(
      text.trim(),
      createLocalJWKSet(JSON.parse(jwks)),
      { currentDate: new Date(core.clock.now) },
    );
    expect(protectedHeader.typ).toBe('revocations+jwt');
    expect(payload).toMatchObject({
      number: 1,
      revoked: [{ jti: token.id, exp: token.expiresAt / 1000 }],
    });
  });

  test('once a list is out, only what was revoked since is told', async () => {
    const { core } = await revoked();
    const told = async () => {
      const view = await core.give('gateway:get', {});
      return [view.revokedSinceExport, view.revocationsExportedAt];
    };
    expect(await told()).toEqual([1, null]);
    core.clock.now += 1000;
    const at = core.clock.now;
    await exported(core, 'revocations-map');
    expect(await told()).toEqual([0, at]);
    core.clock.now += 1000;
    const other = await makeApplication(core, 'Other');
    const { id } = await generate(core, other.id);
    await core.give('token:revoke', { ids: [id] });
    expect(await told()).toEqual([1, at]);
    expect(await core.give('gateway:get', {})).toMatchObject({ revokedCount: 2 });
  });
});

describe('every file', () => {
  test('is readable by the server that uses it, which is another user, and logged', {
    tags: 'secrets/modes',
  }, async () => {
    const core = await startCore();
    for (const file of gatewayFiles) {
      const { path, count, folder } = await exported(core, file);
      const names = readdirSync(folder, { recursive: true, withFileTypes: true });
      const modes = names.map((one) => {
        const mode = statSync(join(one.parentPath, one.name)).mode & 0o777;
        return `${one.isFile() ? 'file' : 'folder'} ${mode.toString(8)}`;
      });
      expect([file, modes.filter((mode) => !/^(?:file 644|folder 755)$/.test(mode))]).toEqual([
        file,
        [],
      ]);
      expect(basename(path)).toBe(core.shell.asked.at(-1)?.suggestedName);
      const { entries } = await core.give('activity:list', { limit: 1 });
      expect(entries[0]).toMatchObject({
        kind: 'gateway/exported',
        subject: file,
        detail: { file: basename(path), count },
      });
    }
  });

  test('isn’t written when the dialog is closed, and nothing is logged', async () => {
    const core = await startCore();
    core.shell.saveTo = null;
    const before = await core.give('activity:list', { limit: 100 });
    for (const file of gatewayFiles) {
      expect(await core.give('gateway:export', { file })).toBeNull();
    }
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
  });

  test('that can’t be written is reported, and not logged', async () => {
    const core = await startCore();
    core.shell.saveTo = { folder: '/sys/kernel' };
    const before = await core.give('activity:list', { limit: 100 });
    for (const file of gatewayFiles) {
      expect(await core.refuse('gateway:export', { file })).toMatchObject({
        code: 'file/unwritable',
        detail: { reason: expect.stringMatching(/^E[A-Z]+$/) },
      });
    }
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
  });
});

const publicKeyOf = (pem: string): string =>
  createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();

describe('one file per key', () => {
  test('bare keys and certificates are named by their kid, and are of one key', async () => {
    const core = await startCore();
    const index = await exported(core, 'issuer');
    const { publicKeys, issuer, audience } = await core.give('gateway:get', {});
    const kid = publicKeys[0]?.kid ?? '';
    expect(JSON.parse(index.text)).toEqual({
      issuer,
      audience,
      typ: ['at+jwt'],
      jwks: 'jwks.json',
      keys: [
        {
          kid,
          alg: 'RS256',
          publicKey: `public-keys/${kid}.pem`,
          certificate: `certificates/${kid}.pem`,
        },
      ],
    });
    const read = (path: string): string => readFileSync(join(index.folder, path), 'utf8');
    const bare = read(`public-keys/${kid}.pem`);
    expect(bare).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(publicKeyOf(read(`certificates/${kid}.pem`))).toBe(bare);
    for (const file of ['public-keys', 'certificates'] as const) {
      const { text, folder } = await exported(core, file);
      expect(JSON.parse(text)).toEqual({
        keys: [{ kid, alg: 'RS256', file: `${file}/${kid}.pem` }],
      });
      expect(publicKeyOf(readFileSync(join(folder, file, `${kid}.pem`), 'utf8'))).toBe(bare);
    }
  });
});

describe('what changed since an export', () => {
  test('is told per file, and gone once it is exported again', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    for (const file of ['nginx', 'kong', 'jwks', 'revocations'] as const)
      await exported(core, file);
    const told = async () => {
      const { changes } = await core.give('gateway:get', {});
      return Object.fromEntries(
        changes.map(({ file, ...rest }) => [
          file,
          Object.entries(rest)
            .filter(([, value]) => value !== 0 && value !== false)
            .map(([name, value]) => `${name} ${value}`),
        ]),
      );
    };
    expect(await told()).toEqual({ nginx: [], kong: [], jwks: [], revocations: [] });
    core.clock.now += 1000;
    await core.give('token:revoke', { ids: [token.id] });
    await core.give('settings:update', { issuer: 'urn:new', audience: ['a'], profile: 'jwt' });
    await core.give('signing-key:create', { algorithm: 'RS256' });
    expect(await told()).toEqual({
      nginx: ['newKeys 1', 'issuer true', 'audience true', 'profiles true', 'revoked 1'],
      kong: ['newKeys 1', 'issuer true', 'audience true', 'profiles true'],
      jwks: ['newKeys 1'],
      revocations: ['revoked 1'],
    });
    core.clock.now += 1000;
    await exported(core, 'nginx');
    expect(await told()).toMatchObject({ nginx: [], jwks: ['newKeys 1'] });
  });
});

test('an engine’s page shows its files as they are exported, and Copy takes all of them', async () => {
  const core = await startCore();
  for (const engine of engineIds) {
    const { config, companions, isCut } = await core.give('gateway:engine', { engine });
    const { text, folder } = await exported(core, engine);
    expect(isCut).toBe(false);
    expect(config).toBe(text);
    for (const path of companions) expect(existsSync(join(folder, path))).toBe(true);
    await core.give('gateway:copy', { what: engine });
    expect(core.shell.copiedPublic.at(-1)).toBe(text);
  }
  await core.give('gateway:copy', { what: 'issuer' });
  await core.give('gateway:copy', { what: 'audience' });
  expect(core.shell.copiedPublic.slice(-2)).toEqual([
    'https://latchkey.localhost',
    'http://org.wso2.apimgt/gateway',
  ]);
});

test('a new workspace has its key before the first token', async () => {
  const core = await startCore({ fresh: true });
  const { publicKeys } = await core.give('gateway:get', {});
  expect(publicKeys).toHaveLength(1);
  const all = await Promise.all(Array.from({ length: 5 }, () => core.give('gateway:get', {})));
  expect(new Set(all.map(({ jwks }) => jwks)).size).toBe(1);
});
