import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
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
  expect(await core.give('gateway:copy-jwks', {})).toBeNull();
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

const files: readonly GatewayFile[] = gatewayFiles;

describe.each(files)('%s', (file) => {
  test('is readable by the owner only, and logged', { tags: 'secrets/modes' }, async () => {
    const core = await startCore();
    const { path, count } = await exported(core, file);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'gateway/exported',
      subject: file,
      detail: { file: core.shell.asked[0]?.suggestedName, count },
    });
  });

  test('isn’t written when the dialog is closed, and nothing is logged', async () => {
    const core = await startCore();
    core.shell.saveTo = null;
    const before = await core.give('activity:list', { limit: 100 });
    expect(await core.give('gateway:export', { file })).toBeNull();
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
  });

  test('that can’t be written is reported, and not logged', async () => {
    const core = await startCore();
    core.shell.saveTo = { folder: join(temporaryDirectory(), 'no', 'such') };
    if (file === 'haproxy') core.shell.saveTo = { folder: '/sys/kernel' };
    const before = await core.give('activity:list', { limit: 100 });
    expect(await core.refuse('gateway:export', { file })).toMatchObject({
      code: 'file/unwritable',
      detail: { reason: expect.stringMatching(/^E[A-Z]+$/) },
    });
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
  });
});

test('a new workspace has its key before the first token', async () => {
  const core = await startCore({ fresh: true });
  const { publicKeys } = await core.give('gateway:get', {});
  expect(publicKeys).toHaveLength(1);
  const all = await Promise.all(Array.from({ length: 5 }, () => core.give('gateway:get', {})));
  expect(new Set(all.map(({ jwks }) => jwks)).size).toBe(1);
});
