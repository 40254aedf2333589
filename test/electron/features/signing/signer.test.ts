import { X509Certificate } from 'node:crypto';
import { importX509, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Signer } from '../../../../electron/base/context/signer.ts';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';
import { openInMemory } from '../../../../electron/base/database/open.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { given } from '../../../support/given.ts';
import { makePetshop } from '../../../support/workspace.ts';

const cipher = createCipher(Key.random());

function openSigner(db = openInMemory()): Signer {
  return createSigner(db, cipher, () => START);
}

test('concurrent requests for the first key create one', async () => {
  const db = openInMemory();
  const signer = openSigner(db);
  const keys = await Promise.all(Array.from({ length: 5 }, () => signer.currentKey().then(given)));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect(db.prepare('SELECT count(*) FROM signing_key').pluck().get()).toBe(1);
});

test.each(signingAlgorithms)(
  'a key for %s signs what its JWK and its certificate verify',
  async (algorithm) => {
    const signer = openSigner();
    const key = given(await signer.currentKey(algorithm));
    expect(key).toMatchObject({ algorithm, publicJwk: { alg: algorithm, kid: key.kid } });
    const signed = await signer.sign(key, { typ: 'at+jwt' }, { sub: 'x' });
    if (!signed.ok) throw new Error(signed.error.code);
    const jwt = signed.value.expose();
    expect((await jwtVerify(jwt, key.publicJwk)).payload).toEqual({ sub: 'x' });
    const ofCertificate = await importX509(key.certificatePem, algorithm);
    expect((await jwtVerify(jwt, ofCertificate)).protectedHeader).toEqual({
      typ: 'at+jwt',
      alg: algorithm,
      kid: key.kid,
    });
    const certificate = new X509Certificate(key.certificatePem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  },
);

/** Retires the first key by hand; the next start generates the second. */
async function rotated() {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const db = await openBeside(core.home);
  db.prepare("UPDATE signing_key SET state = 'previous', previous_at = ?").run(START);
  db.close();
  core.clock.now += SECOND;
  await core.restart();
  const kids = async () => (await core.give('gateway:get', {})).publicKeys.map(({ kid }) => kid);
  return { core, token, kids };
}

describe('a key that no longer signs', () => {
  test('is published after the new one, until the last token it signed has expired', async () => {
    const { core, token, kids } = await rotated();
    const [fresh, old] = await kids();
    expect(old).toBe(token.kid);
    expect(fresh).not.toBe(token.kid);
    core.clock.now = token.expiresAt - 1;
    expect(await kids()).toEqual([fresh, old]);
    core.clock.now = token.expiresAt;
    expect(await kids()).toEqual([fresh]);
  });

  test('is included in all files', async () => {
    const { core, kids } = await rotated();
    const { jwks } = await core.give('gateway:get', {});
    expect(JSON.parse(jwks)).toMatchObject({ keys: (await kids()).map((kid) => ({ kid })) });
    core.shell.saveTo = { folder: core.home };
    expect(await core.give('gateway:export', { file: 'certificate' })).toMatchObject({ count: 2 });
    // The configuration, the revocations, the cut-off times and two keys.
    expect(await core.give('gateway:export', { file: 'haproxy' })).toMatchObject({ count: 5 });
  });
});

describe('several keys', () => {
  test('each algorithm has its own signing key, and keeps it', async () => {
    const signer = openSigner();
    const [rsa, ed] = [given(await signer.currentKey()), given(await signer.currentKey('EdDSA'))];
    expect([rsa.algorithm, ed.algorithm]).toEqual(['RS256', 'EdDSA']);
    expect(given(await signer.currentKey('EdDSA')).kid).toBe(ed.kid);
    const published = given(await signer.publishedKeys()).map(({ kid }) => kid);
    expect(new Set(published)).toEqual(new Set([rsa.kid, ed.kid]));
  });

  test('the database refuses two that sign with one algorithm', async () => {
    const db = openInMemory();
    await openSigner(db).currentKey();
    const copy = db.prepare(
      `INSERT INTO signing_key
         (id, kid, algorithm, state, private_key_sealed, certificate_sealed, created_at)
       SELECT 'x', 'x', algorithm, ?, private_key_sealed, certificate_sealed, created_at
       FROM signing_key`,
    );
    expect(() => copy.run('current')).toThrow(/UNIQUE/);
    expect(copy.run('next').changes).toBe(1);
  });

  test('the next one is published; a retired one isn’t', async () => {
    const db = openInMemory();
    const key = given(await openSigner(db).currentKey());
    const published = async (state: string) => {
      db.prepare('UPDATE signing_key SET state = ?').run(state);
      return given(await openSigner(db).publishedKeys()).map(({ kid }) => kid);
    };
    expect(await published('next')).toEqual([key.kid]);
    expect(await published('retired')).toEqual([]);
    // None of its tokens is left.
    expect(await published('previous')).toEqual([]);
  });
});

describe('published keys come from authenticated data', {
  tags: ['secrets/sealed', 'authenticity/derived'],
}, () => {
  const damaged = { ok: false, error: { code: 'secret/damaged' } };

  test.each([
    ['another kid', "kid = 'another'"],
    ['another certificate', 'certificate_sealed = (SELECT certificate_sealed FROM other)'],
    ['another private key', 'private_key_sealed = (SELECT private_key_sealed FROM other)'],
  ])('%s in the row is refused', async (_what, change) => {
    const [db, elsewhere] = [openInMemory(), openInMemory()];
    await openSigner(db).currentKey();
    await openSigner(elsewhere).currentKey();
    const other = elsewhere.prepare('SELECT * FROM signing_key').all();
    db.exec('CREATE TABLE other (private_key_sealed, certificate_sealed)');
    const { private_key_sealed, certificate_sealed } = z
      .object({ private_key_sealed: z.unknown(), certificate_sealed: z.unknown() })
      .parse(other[0]);
    db.prepare('INSERT INTO other VALUES (?, ?)').run(private_key_sealed, certificate_sealed);
    db.prepare(`UPDATE signing_key SET ${change}`).run();
    const signer = openSigner(db);
    expect(await signer.currentKey()).toMatchObject(damaged);
    expect(await signer.publishedKeys()).toMatchObject(damaged);
  });

  test('a certificate of another key, encrypted for this place, is refused', async () => {
    const [db, elsewhere] = [openInMemory(), openInMemory()];
    const key = given(await openSigner(db).currentKey());
    const { certificatePem } = given(await openSigner(elsewhere).currentKey());
    const place = { kind: 'certificate', id: key.id };
    const sealed = cipher.seal(place, new Secret(certificatePem));
    db.prepare('UPDATE signing_key SET certificate_sealed = ?').run(sealed);
    expect(await openSigner(db).currentKey()).toMatchObject(damaged);
  });
});
