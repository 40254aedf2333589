import { createSecretKey, randomBytes, X509Certificate } from 'node:crypto';
import { importX509, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Signer } from '../../../../electron/base/context/signer.ts';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { openInMemory } from '../../../../electron/base/database/open.ts';
import {
  algorithms,
  type SigningAlgorithm,
} from '../../../../electron/features/signing/algorithms.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { makePetshop } from '../../../support/workspace.ts';

function openSigner(algorithm?: SigningAlgorithm, db = openInMemory()): Signer {
  const cipher = createCipher(createSecretKey(randomBytes(32)));
  return createSigner(db, cipher, () => START, algorithm);
}

test('however many ask at once for the first key, one is made', async () => {
  const db = openInMemory();
  const signer = openSigner('RS256', db);
  const keys = await Promise.all(Array.from({ length: 5 }, () => signer.currentKey()));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect(db.prepare('SELECT count(*) FROM signing_key').pluck().get()).toBe(1);
});

test.each(Object.keys(algorithms) as SigningAlgorithm[])(
  'a key for %s signs what its JWK and its certificate verify',
  async (algorithm) => {
    const signer = openSigner(algorithm);
    const key = await signer.currentKey();
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

/** The first key retired by hand; the next start makes the second. */
async function rotated() {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const db = await openBeside(core.home);
  db.prepare('UPDATE signing_key SET retired_at = ?').run(START);
  db.close();
  core.clock.now += SECOND;
  await core.restart();
  const kids = async () => (await core.give('gateway:get', {})).publicKeys.map(({ kid }) => kid);
  return { core, token, kids };
}

describe('a key that signs no longer', () => {
  test('is published, after the new one, until the last token that it signed has expired', async () => {
    const { core, token, kids } = await rotated();
    const [fresh, old] = await kids();
    expect(old).toBe(token.kid);
    expect(fresh).not.toBe(token.kid);
    core.clock.now = token.expiresAt - 1;
    expect(await kids()).toEqual([fresh, old]);
    core.clock.now = token.expiresAt;
    expect(await kids()).toEqual([fresh]);
  });

  test('of both, all files have their part', async () => {
    const { core, kids } = await rotated();
    const { jwks } = await core.give('gateway:get', {});
    expect(JSON.parse(jwks)).toMatchObject({ keys: (await kids()).map((kid) => ({ kid })) });
    core.shell.saveTo = { folder: core.home };
    expect(await core.give('gateway:export', { file: 'certificate' })).toMatchObject({ count: 2 });
    // The configuration, the revocations and two keys.
    expect(await core.give('gateway:export', { file: 'haproxy' })).toMatchObject({ count: 4 });
  });
});
