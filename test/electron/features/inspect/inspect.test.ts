import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../../electron/features/inspect/inspect.ts';
import { startCore } from '../../../support/core.ts';
import { jwtOf, makePetshop } from '../../../support/workspace.ts';

const none = { keys: [], issuers: null, audiences: null, now: 0 };
const tell = async (content: string | Uint8Array) => {
  const found = await inspect(Buffer.from(content), none, new Set());
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};

describe('a token of this workspace', () => {
  test('is valid, and found in the ledger', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const text = `Bearer ${await jwtOf(core, token)}`;
    const found = await core.give('token:inspect', { text, keys: null });
    expect(found).toMatchObject({
      kind: 'token',
      valid: true,
      reasons: [],
      token: { id: token.id },
    });
    expect(JSON.parse(found.claims ?? '')).toMatchObject({ jti: token.id });
  });

  test.each([
    ['revoked', 'revoked'],
    ['of a retired key', 'retired-key'],
  ])('%s is refused', async (_what, reason) => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const text = await jwtOf(core, token);
    if (reason === 'revoked') await core.give('token:revoke', { ids: [token.id] });
    else {
      const [key] = await core.give('signing-key:list', {});
      await core.give('signing-key:retire', { id: key?.id ?? '' });
    }
    const found = await core.give('token:inspect', { text, keys: null });
    expect(found).toMatchObject({ valid: false, reasons: [reason] });
  });

  test('keeps its issuer after the setting has changed', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await core.give('settings:update', { issuer: 'urn:new', audience: ['new'] });
    const text = await jwtOf(core, token);
    expect(await core.give('token:inspect', { text, keys: null })).toMatchObject({ valid: true });
  });

  test('nothing is logged and nothing changes', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const text = await jwtOf(core, token);
    const before = await core.give('activity:list', { limit: 50 });
    core.shell.changes.length = 0;
    await core.give('token:inspect', { text, keys: null });
    expect(await core.give('activity:list', { limit: 50 })).toEqual(before);
    expect(core.shell.changes).toEqual([]);
  });

  test('is verified with other keys, if there are some', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const text = await jwtOf(core, token);
    const { jwks } = await core.give('gateway:get', {});
    expect(await core.give('token:inspect', { text, keys: jwks })).toMatchObject({ valid: true });
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const keys = foreign.export({ type: 'spki', format: 'pem' }).toString();
    expect(await core.give('token:inspect', { text, keys })).toMatchObject({
      reasons: ['signature-wrong'],
    });
    const refused = await core.refuse('token:inspect', { text, keys: 'no key' });
    expect(refused).toMatchObject({ code: 'key-file/not-a-key', field: 'keys' });
  });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = generateKeyPairSync('ed25519');

/** Created for this test and encrypted; its public half is in plain text. */
const sshPrivate = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABAj4Lod2C
j8vS9ExcR8adbJAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIC/fSOhkpH8pi78C
uWtVh/MIMGXQtLiKoOaHipJCnca8AAAAkMaOOtvz0btvdkMwHcgPB7HMGqHF82mwe7AJpK
xIAb461Ah8dM7+IUQFF6Ikaa9Sb3gUdV+FglSnHYtOFF8a62DEkkV+k4tGMXPVPe3E3Ujo
K6jWisR8M1Rf3KLW0zXGAyiTS9pStgRbuMk/zkivGGuoGVdvT2Gd6xJAB8obcKA+FcEDBQ
B6P5WZTNi/Tzm8Jw==
-----END OPENSSH PRIVATE KEY-----`;
const sshPublic =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC/fSOhkpH8pi78CuWtVh/MIMGXQtLiKoOaHipJCnca8 test';
const sshEcdsa =
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBC8GaAPkCKO7ZmFXRvYnkc+yYU1PvWjHlYt8ETjoZQvS/XefDQMtue0G8FbTQw/1HlzjyGjl5PkDWchFNw4m4Rg= test';

/** As authorized_keys has it. */
function sshRsa(): string {
  const { e = '', n = '' } = rsa.publicKey.export({ format: 'jwk' });
  const strings = [
    Buffer.from('ssh-rsa'),
    Buffer.from(e, 'base64url'),
    Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')]),
  ];
  const blob = strings.flatMap((bytes) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')} somebody@here`;
}

describe('a key', () => {
  test.each([
    ['PKCS #8', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }), 'secp384r1', true],
    ['PKCS #8 DER', ed.privateKey.export({ type: 'pkcs8', format: 'der' }), 'ed25519', true],
    ['PKCS #1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }), 'RSA 2048', true],
    ['SPKI', rsa.publicKey.export({ type: 'spki', format: 'pem' }), 'RSA 2048', false],
    ['JWK', JSON.stringify(ed.publicKey.export({ format: 'jwk' })), 'ed25519', false],
    [
      'JWKS',
      JSON.stringify({ keys: [ec.privateKey.export({ format: 'jwk' })] }),
      'secp384r1',
      true,
    ],
  ])('in %s is told, without its private half', async (_format, content, kind, isPair) => {
    const { keys } = await tell(content);
    expect(keys).toMatchObject([{ kind, isPair }]);
    const [key] = keys;
    expect(JSON.parse(key?.jwk ?? '')).not.toHaveProperty('d');
    // PEM and JWK are the same key.
    const fromJwk = createPublicKey({ key: JSON.parse(key?.jwk ?? ''), format: 'jwk' });
    expect(createPublicKey(key?.pem ?? '').equals(fromJwk)).toBe(true);
  });

  test('of OpenSSH: an encrypted private one has its public half in the clear', async () => {
    const [publicKey] = (await tell(sshPublic)).keys;
    const [privateKey] = (await tell(sshPrivate)).keys;
    expect(publicKey).toMatchObject({ isPair: false, kind: 'ed25519' });
    expect(privateKey).toMatchObject({ isPair: true, jwk: publicKey?.jwk });
  });

  test('of OpenSSH, RSA and ECDSA, one per line', async () => {
    const { keys } = await tell(`${sshRsa()}\n${sshEcdsa}\n`);
    expect(keys.map(({ kind }) => kind)).toEqual(['RSA 2048', 'prime256v1']);
    const ours = createPublicKey(keys[0]?.pem ?? '');
    expect(ours.equals(rsa.publicKey)).toBe(true);
  });

  test('of a type that JOSE has no name for is told without a JWK', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
    const { keys } = await tell(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(keys).toMatchObject([{ kind: 'brainpoolP256r1', kid: null, jwk: null }]);
  });

  test('is found in a set with one that nobody knows yet, however dotted its name is', async () => {
    const { e, n } = rsa.publicKey.export({ format: 'jwk' });
    const unknown = { kty: 'AKP', alg: 'ML-DSA-65', pub: 'AAAA' };
    const { keys } = await tell(
      JSON.stringify({ keys: [unknown, { kty: 'RSA', e, n, kid: 'id.example.org' }] }),
    );
    expect(keys).toMatchObject([{ kid: 'id.example.org', kind: 'RSA 2048' }]);
  });

  test('that is encrypted is said to be', async () => {
    const options = {
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    } as const;
    expect(await tell(ec.privateKey.export(options))).toMatchObject({ kind: 'encrypted-key' });
  });

  test('that is encrypted is opened with its passphrase, and only with that', async () => {
    const passphrase = 'of the file';
    const options = { type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase } as const;
    const der = ec.privateKey.export(options);
    const opened = await inspect(der, none, new Set(), Buffer.from(passphrase));
    if (!opened.ok) throw new Error(opened.error.code);
    const [key] = opened.value.keys;
    expect(key).toMatchObject({ kind: 'secp384r1', isPair: true });
    // Never the private half.
    expect(JSON.parse(key?.jwk ?? '')).not.toHaveProperty('d');
    expect(createPublicKey(key?.pem ?? '').equals(ec.publicKey)).toBe(true);
    expect(await inspect(der, none, new Set(), Buffer.from('a guess'))).toMatchObject({
      ok: false,
      error: { code: 'key-file/wrong-passphrase', field: 'passphrase' },
    });
  });

  test('a certificate is told with its subject; a key of ours is known', async () => {
    const core = await startCore();
    const [key] = (await core.give('gateway:get', {})).publicKeys;
    const found = await core.give('token:inspect', { text: key?.certificatePem ?? '', keys: null });
    expect(found.keys).toMatchObject([{ isOurs: true, validTo: key?.certificateExpiresAt }]);
    expect(found.keys[0]?.subject).toContain('CN=Latchkey');
  });
});

test('a claim is told as it is written, beyond 2^53 too', async () => {
  const parts = ['{"alg":"RS256"}', '{"id":123456789012345678901}'];
  const jwt = [...parts, ''].map((part) => Buffer.from(part).toString('base64url')).join('.');
  expect((await tell(jwt)).claims).toContain('"id": 123456789012345678901');
});

test('a JWE is told to be encrypted', async () => {
  const jwe = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..AA.AA.AA`;
  expect(await tell(jwe)).toMatchObject({ kind: 'encrypted-token', reasons: ['encrypted'] });
});

test('what is neither token nor key is said to be that', async () => {
  const cutOff = sshPrivate.replace(/(\n.{40})[^-]+/, '$1\n');
  const texts = ['', 'Dear Ada', '{"a":1}', '0'.repeat(1000), '...', '-----BEGIN X-----', cutOff];
  for (const text of texts) {
    const found = await inspect(Buffer.from(text), none, new Set());
    expect([text, found.ok || found.error.code]).toEqual([text, 'inspect/nothing']);
  }
});

test('a file is read as well', async () => {
  const core = await startCore();
  const file = join(core.home, 'key.pem');
  // As PowerShell redirects a text to a file.
  const pem = ec.publicKey.export({ type: 'spki', format: 'pem' });
  writeFileSync(file, `\ufeff${String(pem)}`, 'utf16le');
  const found = await core.give('token:inspect-file', { keys: null }, { paths: [file] });
  expect(found).toMatchObject({ kind: 'keys' });
});
