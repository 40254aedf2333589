// @peculiar/x509 needs this imported first.
import 'reflect-metadata';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { describe, expect, test } from 'vitest';
import { DAY, SECOND, startCore, type TestCore } from '../../../support/core.ts';
import {
  generate,
  jwtOf,
  makeApplication,
  makePetshop,
  regenerate,
} from '../../../support/workspace.ts';

const published = async (core: TestCore) =>
  (await core.give('gateway:get', {})).publicKeys.map(({ kid }) => kid);

const keys = (core: TestCore) => core.give('signing-key:list', {});

async function keyIn(core: TestCore, state: string) {
  const found = (await keys(core)).find((key) => key.state === state);
  if (found === undefined) throw new Error(`No key is ${state}`);
  return found;
}

async function rotate(core: TestCore) {
  const next = (await keys(core)).find((key) => key.state === 'next');
  return core.give('signing-key:rotate', { algorithm: 'RS256', next: next?.id ?? null });
}

describe('next, current, previous, retired', () => {
  test('a next key is published and signs nothing until it is rotated to', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const { kid } = await core.give('signing-key:create', { algorithm: 'RS256' });
    expect(new Set(await published(core))).toEqual(new Set([token.kid, kid]));
    const second = await regenerate(core, token);
    expect(second.kid).toBe(token.kid);
    core.clock.now += SECOND;
    expect(await rotate(core)).toEqual({ kid });
    const third = await regenerate(core, second);
    expect(third.kid).toBe(kid);
    expect(application.id).toBe(third.applicationId);
    expect(await keyIn(core, 'previous')).toMatchObject({ kid: token.kid });
  });

  test('a previous key is published until its last token has expired, and shows when that is', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await rotate(core);
    const previous = await keyIn(core, 'previous');
    expect(previous).toMatchObject({ kid: token.kid, lastExpiresAt: token.expiresAt });
    core.clock.now = token.expiresAt - 1;
    expect(await published(core)).toContain(token.kid);
    core.clock.now = token.expiresAt;
    expect(await published(core)).not.toContain(token.kid);
    expect(await keyIn(core, 'retired')).toMatchObject({
      kid: token.kid,
      retiredAt: token.expiresAt,
    });
  });

  test('rotating without a next key creates one', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const { kid } = await rotate(core);
    expect(kid).not.toBe(token.kid);
    expect((await regenerate(core, token)).kid).toBe(kid);
  });

  test('a rotation already done in another window is refused', async () => {
    const core = await startCore();
    await core.give('signing-key:create', { algorithm: 'RS256' });
    const refused = await core.refuse('signing-key:rotate', { algorithm: 'RS256', next: null });
    expect(refused.code).toBe('signing-key/not-next');
  });

  test('each algorithm has one next key', async () => {
    const core = await startCore();
    await core.give('signing-key:create', { algorithm: 'ES256' });
    const refused = await core.refuse('signing-key:create', { algorithm: 'ES256' });
    expect(refused.code).toBe('signing-key/next-exists');
  });

  test('the tokens of a replaced key are stale', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await rotate(core);
    const { tokens } = await core.give('token:list', { limit: 10 });
    expect(tokens).toMatchObject([{ id: token.id, stale: true }]);
  });

  test('each step is logged, with the affected tokens', async () => {
    const core = await startCore();
    await makePetshop(core);
    const { kid } = await rotate(core);
    await core.give('signing-key:retire', { id: (await keyIn(core, 'previous')).id });
    const { entries } = await core.give('activity:list', { limit: 2 });
    expect(entries).toMatchObject([
      { kind: 'signing-key/retired', detail: { activeTokens: 1 } },
      { kind: 'signing-key/rotated', subject: kid, detail: { activeTokens: 1 } },
    ]);
  });
});

describe('impact', () => {
  test('counts active tokens and their applications, without revoked and expired ones', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const other = await makeApplication(core, 'Other');
    const never = await generate(core, other.id, { validitySeconds: -1 });
    const key = await keyIn(core, 'current');
    const usage = async () => {
      const found = (await core.give('signing-key:usage', {})).find(({ id }) => id === key.id);
      return [found?.activeTokens, found?.applications, found?.neverExpiring];
    };
    expect(await usage()).toEqual([2, 2, 1]);
    core.clock.now = token.expiresAt;
    expect(await usage()).toEqual([1, 1, 1]);
    await core.give('token:revoke', { ids: [never.id] });
    expect(await usage()).toEqual([0, 0, 0]);
  });

  test('names the applications whose tokens stop working', async () => {
    const core = await startCore();
    const { application } = await makePetshop(core);
    const other = await makeApplication(core, 'Other');
    await generate(core, other.id);
    const { id } = await keyIn(core, 'current');
    const all = await core.give('signing-key:applications', { id, limit: 5 });
    expect(new Set(all.applications.map(({ name }) => name))).toEqual(
      new Set([application.name, 'Other']),
    );
    expect(all.applications).toMatchObject([{ activeTokens: 1 }, { activeTokens: 1 }]);
    expect(await core.give('signing-key:applications', { id, limit: 1 })).toMatchObject({
      more: true,
    });
  });
});

describe('retiring at once', () => {
  test('removes the key from the JWKS, and another one signs', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await core.give('signing-key:retire', { id: (await keyIn(core, 'current')).id });
    expect(await published(core)).not.toContain(token.kid);
    const again = await regenerate(core, token);
    expect(again.kid).not.toBe(token.kid);
    expect(await published(core)).toEqual([again.kid]);
  });

  test('makes the next key sign', async () => {
    const core = await startCore();
    const { kid } = await core.give('signing-key:create', { algorithm: 'RS256' });
    await core.give('signing-key:retire', { id: (await keyIn(core, 'current')).id });
    expect(await keyIn(core, 'current')).toMatchObject({ kid });
  });

  test('runs once', async () => {
    const core = await startCore();
    const { id } = await keyIn(core, 'current');
    await core.give('signing-key:retire', { id });
    expect((await core.refuse('signing-key:retire', { id })).code).toBe('signing-key/retired');
  });
});

test('a key that signs or has signed isn’t deleted, an unused one is', async () => {
  const core = await startCore();
  await makePetshop(core);
  await rotate(core);
  for (const state of ['current', 'previous']) {
    const { id } = await keyIn(core, state);
    expect((await core.refuse('signing-key:delete', { id })).code).toBe('signing-key/in-use');
  }
  await core.give('signing-key:create', { algorithm: 'RS256' });
  await core.give('signing-key:delete', { id: (await keyIn(core, 'next')).id });
  const states = (await keys(core)).map(({ state }) => state);
  expect(states.toSorted()).toEqual(['current', 'previous']);
});

describe('certificates', () => {
  test.each(['#', '#zz', 'a "b" \\ c, d+e=f', 'Größe, 코드'])(
    'have the subject %s',
    async (name) => {
      const core = await startCore();
      const certificate = { commonName: name, organization: name, days: 90 };
      await core.give('signing-key:create', { algorithm: 'ES256', certificate });
      const { certificate: made } = await keyIn(core, 'next');
      expect(made).toMatchObject({ commonName: name, organization: name });
    },
  );

  test('have the requested subject and validity', async () => {
    const core = await startCore();
    const certificate = { commonName: 'tokens.example', organization: 'Example AG', days: 90 };
    await core.give('signing-key:create', { algorithm: 'ES256', certificate });
    const { certificate: made } = await keyIn(core, 'next');
    expect(made).toMatchObject({
      subject: 'CN=tokens.example, O=Example AG',
      isSelfSigned: true,
      validTo: core.clock.now + 90 * DAY,
    });
  });

  test('are renewed for the same key: tokens stay valid', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const before = await keyIn(core, 'current');
    const certificate = { commonName: 'renewed', organization: '', days: 30 };
    await core.give('signing-key:renew-certificate', { id: before.id, certificate });
    const after = await keyIn(core, 'current');
    expect(after).toMatchObject({ kid: before.kid, certificate: { subject: 'CN=renewed' } });
    const [key] = (await core.give('gateway:get', {})).publicKeys;
    const [header, claims, signature] = (await jwtOf(core, token)).split('.');
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${claims}`),
        new X509Certificate(key?.certificatePem ?? '').publicKey,
        Buffer.from(signature ?? '', 'base64url'),
      ),
    ).toBe(true);
  });

  test('a request has the same key, and is signed by it', async () => {
    const core = await startCore();
    core.shell.saveTo = { folder: core.home };
    const { id } = await keyIn(core, 'current');
    const certificate = { commonName: 'csr.example', organization: 'Example' };
    const saved = await core.give('signing-key:export-csr', { id, certificate });
    const request = new Pkcs10CertificateRequest(readFileSync(saved?.path ?? '', 'utf8'));
    expect(request.subject).toBe('CN=csr.example, O=Example');
    expect(await request.verify()).toBe(true);
    const [key] = (await core.give('gateway:get', {})).publicKeys;
    const ours = new X509Certificate(key?.certificatePem ?? '').publicKey;
    const asked = createPublicKey({
      key: Buffer.from(request.publicKey.rawData),
      format: 'der',
      type: 'spki',
    });
    expect(asked.equals(ours)).toBe(true);
  });

  test('of another key are refused', async () => {
    const core = await startCore();
    await core.give('signing-key:create', { algorithm: 'RS256' });
    const [one, other] = (await core.give('gateway:get', {})).publicKeys;
    core.shell.saveTo = { folder: core.home };
    const file = `${core.home}/other.pem`;
    writeFileSync(file, other?.certificatePem ?? '');
    const { id } = (await keys(core)).find(({ kid }) => kid === one?.kid) ?? { id: '' };
    const refused = await core.refuse('signing-key:set-certificate', { id }, { paths: [file] });
    expect(refused.code).toBe('signing-key/other-certificate');
  });
});
