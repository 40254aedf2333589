import { execFileSync } from 'node:child_process';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import forge from 'node-forge';
import { describe, expect, test } from 'vitest';
import { decryptPkcs8 } from '../../../../electron/features/signing/pkcs8.ts';
import { PASSPHRASE, startCore, temporaryDirectory } from '../../../support/core.ts';
import { makePetshop } from '../../../support/workspace.ts';

const folder = temporaryDirectory;
const FILE_PASSPHRASE = 'für die Datei';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const ed = generateKeyPairSync('ed25519').privateKey;

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1', isEncrypted = false) =>
  key.export({
    type,
    format: 'pem',
    ...(isEncrypted ? { cipher: 'aes-256-cbc', passphrase: FILE_PASSPHRASE } : {}),
  } as never) as string | Buffer;

const der = (key: KeyObject, isEncrypted = false) =>
  key.export({
    type: 'pkcs8',
    format: 'der',
    ...(isEncrypted ? { cipher: 'aes-256-cbc', passphrase: FILE_PASSPHRASE } : {}),
  } as never) as Buffer;

const jwk = (key: KeyObject, changed: Readonly<Record<string, string>> = {}) =>
  JSON.stringify({ ...key.export({ format: 'jwk' }), ...changed });

const jwe = (key: KeyObject) =>
  new CompactEncrypt(Buffer.from(jwk(key)))
    .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 5000 })
    .encrypt(Buffer.from(FILE_PASSPHRASE));

/** A PKCS #12 file written by OpenSSL, with current or legacy algorithms. */
function p12(key: KeyObject, more: readonly string[] = []): Buffer {
  const { at, openssl } = certified(key, '/CN=p12');
  const files = ['-inkey', 'key.pem', '-in', 'cert.pem', '-out', 'key.p12'];
  openssl('pkcs12', '-export', ...files, '-passout', `pass:${FILE_PASSPHRASE}`, ...more);
  return readFileSync(join(at, 'key.p12'));
}

/** A folder with `key.pem` and its `cert.pem`. */
function certified(key: KeyObject, subject: string) {
  const at = folder();
  writeFileSync(join(at, 'key.pem'), pem(key, 'pkcs8'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: at, stdio: 'pipe' });
  openssl('req', '-new', '-x509', '-key', 'key.pem', '-subj', subject, '-out', 'cert.pem');
  return { at, openssl };
}

/** With a month 99 in its certificate. */
function withoutItsEnd(key: KeyObject): string {
  const { at } = certified(key, '/CN=p12');
  const body = readFileSync(join(at, 'cert.pem'), 'utf8').replaceAll(/-----[^-]+-----|\s/g, '');
  const changed = Buffer.from(body, 'base64');
  const [, until] = [...changed.toString('latin1').matchAll(/\d{12}Z/g)];
  changed.write('99', (until?.index ?? 0) + 2);
  return `-----BEGIN CERTIFICATE-----\n${changed.toString('base64')}\n-----END CERTIFICATE-----\n${String(pem(key, 'pkcs8'))}`;
}

/** Elements of DER, each with a length of two bytes. */
const element = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([
    Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]),
    content,
  ]);
};
const sequence = (...parts: readonly Uint8Array[]) => element(0x30, ...parts);
const oid = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));

/** A PKCS #12 file that isn't encrypted, whose key is (RFC 7292 section 4.2.1 has it the other way). */
function encryptedInside(key: Buffer): Buffer {
  const data = (content: Buffer) =>
    sequence(oid('2a864886f70d010701'), element(0xa0, element(0x04, content)));
  const bag = sequence(oid('2a864886f70d010c0a0101'), element(0xa0, key));
  return sequence(Buffer.from('020103', 'hex'), data(sequence(data(sequence(bag)))));
}

async function importing(content: string | Buffer, passphrase?: string) {
  const core = await startCore();
  const file = join(folder(), 'key');
  writeFileSync(file, content);
  const chosen = await core.call('signing-key:choose', {}, { paths: [file] });
  if (!chosen.ok || chosen.value === null) return { core, chosen, imported: null };
  const imported = await core.call('signing-key:import', {
    id: chosen.value.id,
    passphrase: passphrase ?? null,
  });
  return { core, chosen, imported };
}

const readable: readonly [
  string,
  () => string | Buffer | Promise<string>,
  'RS256' | 'ES256' | 'EdDSA',
  boolean,
][] = [
  ['PKCS #8 PEM, RSA', () => pem(rsa, 'pkcs8'), 'RS256', false],
  ['PKCS #8 PEM, Ed25519', () => pem(ed, 'pkcs8'), 'EdDSA', false],
  ['encrypted PKCS #8 PEM', () => pem(ec, 'pkcs8', true), 'ES256', true],
  ['PKCS #1 PEM', () => pem(rsa, 'pkcs1'), 'RS256', false],
  ['encrypted PKCS #1 PEM', () => pem(rsa, 'pkcs1', true), 'RS256', true],
  ['SEC1 PEM', () => pem(ec, 'sec1'), 'ES256', false],
  ['PKCS #8 DER', () => der(ec), 'ES256', false],
  ['encrypted PKCS #8 DER', () => der(rsa, true), 'RS256', true],
  ['PKCS #12, RSA', () => p12(rsa), 'RS256', true],
  ['PKCS #12, P-256', () => p12(ec), 'ES256', true],
  [
    'PKCS #12, 3DES',
    () => p12(rsa, ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']),
    'RS256',
    true,
  ],
  ['JWK with a byte order mark', () => `\ufeff${jwk(rsa)}`, 'RS256', false],
  ['JWK set', () => `{"keys":[${jwk(ed)}]}`, 'EdDSA', false],
  ['encrypted JWK', () => jwe(ec), 'ES256', true],
];

describe('a key is imported from', () => {
  test.each(readable)('%s', async (_name, make, algorithm, isEncrypted) => {
    const content = await make();
    const { core, chosen, imported } = await importing(
      content,
      isEncrypted ? FILE_PASSPHRASE : undefined,
    );
    expect(chosen).toMatchObject({ ok: true, value: { isEncrypted } });
    expect(imported).toMatchObject({ ok: true, value: { algorithm } });
    const next = (await core.give('signing-key:list', {})).find(({ state }) => state === 'next');
    if (next === undefined) throw new Error('Nothing was imported');
    await core.give('signing-key:rotate', { algorithm, next: next.id });
    const { token } = await makePetshop(core);
    const request = { applicationId: token.applicationId, keyType: 'PRODUCTION' } as const;
    const signed = await core.give('token:regenerate', {
      ...request,
      validitySeconds: 60,
      scopes: [],
      algorithm,
      replaces: token.id,
    });
    expect(signed.kid).toBe(next.kid);
  });

  test.each(readable.filter(([, , , isEncrypted]) => isEncrypted))(
    'not without the passphrase of %s',
    async (_name, make) => {
      const { imported } = await importing(await make(), 'another one');
      expect(imported).toMatchObject({ error: { code: 'key-file/wrong-passphrase' } });
    },
  );

  test('PKCS #12 keeps its certificate', async () => {
    const { core } = await importing(p12(ec), FILE_PASSPHRASE);
    const next = (await core.give('signing-key:list', {})).find(({ state }) => state === 'next');
    expect(next?.certificate.subject).toBe('CN=p12');
  });

  test('a certificate without a subject', async () => {
    const { at } = certified(ec, '/');
    const { core } = await importing(
      ['cert.pem', 'key.pem'].map((name) => readFileSync(join(at, name), 'utf8')).join(''),
    );
    const next = (await core.give('signing-key:list', {})).find(({ state }) => state === 'next');
    expect(next?.certificate).toMatchObject({ subject: '', commonName: '' });
  });
});

// Node reads them itself; in the window it has BoringSSL, which doesn't.
test.each([[['-scrypt']], [['-v2prf', 'hmacWithSHA512']], [['-v2', 'aes-128-cbc']]])(
  'PKCS #8 that is encrypted with %j is decrypted without OpenSSL',
  (options) => {
    const { at, openssl } = certified(ec, '/CN=p8');
    const files = ['-in', 'key.pem', '-outform', 'DER', '-out', 'key.der'];
    openssl('pkcs8', '-topk8', ...files, '-passout', `pass:${FILE_PASSPHRASE}`, ...options);
    const text = readFileSync(join(at, 'key.der')).toString('binary');
    const root = forge.asn1.fromDer(forge.util.createBuffer(text));
    expect(decryptPkcs8(root, Buffer.from(FILE_PASSPHRASE)).equals(der(ec))).toBe(true);
  },
);

describe('refuses', () => {
  test.each([
    [
      'an RSA key of 1024 bits',
      () => pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8'),
      'key-file/too-short',
    ],
    [
      'a curve that no JWS algorithm of ours has',
      () => pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, 'pkcs8'),
      'key-file/unsupported',
    ],
    [
      'a key for agreement',
      () => pem(generateKeyPairSync('x25519').privateKey, 'pkcs8'),
      'key-file/unsupported',
    ],
    [
      'a public JWK',
      () => JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })),
      'key-file/no-private-key',
    ],
    [
      'a public key in DER',
      () => createPublicKey(ec).export({ type: 'spki', format: 'der' }),
      'key-file/no-private-key',
    ],
    [
      'two keys',
      () => `${String(pem(rsa, 'pkcs8'))}${String(pem(ec, 'sec1'))}`,
      'key-file/no-private-key',
    ],
    [
      'the halves of two keys',
      () => {
        const { n = '' } = rsa.export({ format: 'jwk' });
        return jwk(rsa, { n: `${n.slice(0, 100)}AAAA${n.slice(104)}` });
      },
      'key-file/mismatched',
    ],
    ['an RSA key with the exponent 1', () => jwk(rsa, { e: 'AQ' }), 'key-file/weak'],
    ['a certificate with a date that is none', () => withoutItsEnd(ec), 'key-file/not-a-key'],
    ['text', () => 'Dear Ada', 'key-file/not-a-key'],
    ['nothing', () => '', 'key-file/not-a-key'],
  ])('%s', async (_name, make, code) => {
    const { chosen, imported } = await importing(make());
    const refused = imported ?? chosen;
    expect(refused).toMatchObject({ ok: false, error: { code } });
  });

  test('a key that is in the workspace already', async () => {
    const { core } = await importing(pem(ec, 'pkcs8'));
    const file = join(folder(), 'key');
    writeFileSync(file, pem(ec, 'pkcs8'));
    const again = await core.give('signing-key:choose', {}, { paths: [file] });
    const refused = await core.refuse('signing-key:import', {
      id: again?.id ?? '',
      passphrase: null,
    });
    expect(refused.code).toBe('signing-key/exists');
  });

  test.each([
    ['PKCS #8 with two billion rounds', () => withRounds(der(ec, true))],
    [
      'PKCS #12 with two million rounds, in JavaScript',
      () => withRounds(p12(rsa), 'last', '001e8480'),
    ],
    ['PKCS #8 with scrypt, 127 times', () => withScrypt(0x7f)],
    ['PKCS #12 with another in it', () => encryptedInside(withRounds(der(ec, true)))],
  ])('%s', async (_name, make) => {
    const { imported } = await importing(make(), FILE_PASSPHRASE);
    expect(imported).toMatchObject({ ok: false, error: { code: 'key-file/too-much-work' } });
  });
});

/** With N = 16,384, r = 8 and this p. */
function withScrypt(p: number): Buffer {
  const { at, openssl } = certified(ec, '/CN=p8');
  const files = ['-in', 'key.pem', '-outform', 'DER', '-out', 'key.der'];
  openssl('pkcs8', '-topk8', '-scrypt', ...files, '-passout', `pass:${FILE_PASSPHRASE}`);
  const content = readFileSync(join(at, 'key.der'));
  content[content.indexOf(Buffer.from('020108020101', 'hex')) + 5] = p;
  return content;
}

/** A count of 2048 rounds becomes one of four bytes. */
function withRounds(
  content: Buffer,
  which: 'first' | 'last' = 'first',
  rounds = '7fffffff',
): Buffer {
  const before = Buffer.from('02020800', 'hex');
  const place = which === 'first' ? content.indexOf(before) : content.lastIndexOf(before);
  if (place < 0) throw new Error('No rounds are there');
  // It grows by two bytes, so each enclosing length must too.
  return grow(content, place, rounds);
}

function grow(content: Buffer, place: number, rounds: string): Buffer {
  const changed = Buffer.concat([
    content.subarray(0, place),
    Buffer.from(`0204${rounds}`, 'hex'),
    content.subarray(place + 4),
  ]);
  let at = 0;
  while (at < place) {
    const { start, lengthAt, lengthBytes, length } = headerAt(changed, at);
    if (start > place) break;
    if (start + length > place) {
      writeLength(changed, lengthAt, lengthBytes, length + 2);
      at = start;
    } else at = start + length;
  }
  return changed;
}

function headerAt(der: Buffer, at: number) {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
  return { start: at + 2 + lengthBytes, lengthAt: at + 1, lengthBytes, length };
}

function writeLength(der: Buffer, at: number, bytes: number, length: number): void {
  if (bytes === 0) der[at] = length;
  else der.writeUIntBE(length, at + 1, bytes);
}

async function exporting(passphrase: string, encryption: { passphrase: string } | null) {
  const core = await startCore();
  core.shell.saveTo = { folder: core.home };
  const [key] = await core.give('signing-key:list', {});
  const answer = await core.call('workspace:export-signing-key', {
    id: key?.id ?? '',
    passphrase,
    encryption: encryption && { ...encryption, insist: true },
  });
  return { core, key, answer };
}

describe('exporting the private key', { tags: 'secrets/sealed' }, () => {
  test('requires the passphrase of the workspace', async () => {
    const { core, answer } = await exporting('a guess', null);
    expect(answer).toMatchObject({ error: { code: 'workspace/wrong', field: 'passphrase' } });
    expect(core.shell.asked.length).toBe(0);
  });

  test('encrypts it, and is logged', async () => {
    const { core, key, answer } = await exporting(PASSPHRASE, { passphrase: FILE_PASSPHRASE });
    const path = answer.ok ? (answer.value?.path ?? '') : '';
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(createPrivateKey({ key: text, passphrase: FILE_PASSPHRASE }).asymmetricKeyType).toBe(
      'rsa',
    );
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries).toMatchObject([
      { kind: 'signing-key/exported', subject: key?.kid, detail: { encrypted: 1 } },
    ]);
  });

  test('in plain text is a choice, and importing it elsewhere gives the same kid', async () => {
    const { key, answer } = await exporting(PASSPHRASE, null);
    const text = readFileSync(answer.ok ? (answer.value?.path ?? '') : '', 'utf8');
    const { core, imported } = await importing(text);
    // All test workspaces start with the same key.
    expect(imported).toMatchObject({
      error: { code: 'signing-key/exists', detail: { kid: key?.kid } },
    });
    expect(core.defects).toEqual([]);
  });
});
