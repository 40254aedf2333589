import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../../electron/features/inspect/inspect.ts';
import type { RefusalCode } from '../../../../shared/domain/inspection.ts';
import { refusalCodes } from '../../../../shared/domain/inspection.ts';
import { t } from '../../../../shared/words/words.ts';
import { encodePart } from '../../../support/jwt.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const seconds = NOW / 1000;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const header = { alg: 'RS256', typ: 'at+jwt', kid: 'ours' };
const claims = {
  iss: 'https://issuer.example',
  aud: 'https://api.example',
  sub: 'client',
  iat: seconds - 10,
  nbf: seconds - 70,
  exp: seconds + 3600,
  jti: '0f8fad5b-d9cb-469f-a165-70867728950e',
};

type Part = Readonly<Record<string, unknown>> | string;

const partOf = (part: Part): string =>
  typeof part === 'string' ? Buffer.from(part).toString('base64url') : encodePart(part);

function signed(head: Part, body: Part, key = rsa.privateKey): string {
  const text = `${partOf(head)}.${partOf(body)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

const withHeader = (more: Readonly<Record<string, unknown>>) =>
  signed({ ...header, ...more }, claims);
const withClaims = (more: Readonly<Record<string, unknown>>) =>
  signed(header, { ...claims, ...more });
const good = signed(header, claims);
const [head = '', body = '', signature = ''] = good.split('.');

/** HMAC keyed with the public key: verifiers that trust `alg` accept it (CVE-2015-9235). */
function confused(): string {
  const text = `${encodePart({ ...header, alg: 'HS256' })}.${body}`;
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
}

/** The last character has bits that no byte uses. */
function withUnusedBits(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(part.at(-1) ?? '');
  return part.slice(0, -1) + (alphabet[last ^ 1] ?? '');
}

const der = sign(
  'sha256',
  Buffer.from(`${encodePart({ ...header, alg: 'ES256', kid: 'ec' })}.${body}`),
  ec.privateKey,
);

const hostile: readonly [string, string, RefusalCode][] = [
  [
    'alg none, without a signature',
    `${encodePart({ ...header, alg: 'none' })}.${body}.`,
    'alg-none',
  ],
  ['alg none, with one', withHeader({ alg: 'none' }), 'alg-none'],
  ['alg NONE', withHeader({ alg: 'NONE' }), 'alg-none'],
  ['alg nOnE', withHeader({ alg: 'nOnE' }), 'alg-none'],
  ['HS256 with the public key as the secret', confused(), 'alg-symmetric'],
  ['HS512', withHeader({ alg: 'HS512' }), 'alg-symmetric'],
  ['no alg', signed({ typ: 'at+jwt', kid: 'ours' }, claims), 'no-alg'],
  ['an empty alg', withHeader({ alg: '' }), 'no-alg'],
  ['an alg that is no text', withHeader({ alg: ['RS256'] }), 'no-alg'],
  ['an unknown alg', withHeader({ alg: 'RSA1_5' }), 'alg-unknown'],
  ['RS512 for an RS256 key', withHeader({ alg: 'RS512' }), 'alg-mismatch'],
  ['ES256 for an RSA key', withHeader({ alg: 'ES256' }), 'alg-mismatch'],
  [
    'its own key in jwk',
    signed(
      { ...header, jwk: otherRsa.publicKey.export({ format: 'jwk' }) },
      claims,
      otherRsa.privateKey,
    ),
    'embedded-key',
  ],
  [
    'an address of keys in jku',
    withHeader({ jku: 'https://evil.example/jwks.json' }),
    'embedded-key',
  ],
  [
    'an address of a certificate in x5u',
    withHeader({ x5u: 'https://evil.example/c.pem' }),
    'embedded-key',
  ],
  ['its own certificate in x5c', withHeader({ x5c: ['MIIB'] }), 'embedded-key'],
  ['crit with an unknown extension', withHeader({ crit: ['exp'], exp: 1 }), 'crit'],
  ['an empty crit', withHeader({ crit: [] }), 'crit'],
  ['an unencoded payload (b64)', withHeader({ b64: false, crit: ['b64'] }), 'crit'],
  ['typ of an ID token', withHeader({ typ: 'id+jwt' }), 'typ-wrong'],
  ['typ of a DPoP proof', withHeader({ typ: 'dpop+jwt' }), 'typ-wrong'],
  ['a typ that is no text', withHeader({ typ: 1 }), 'typ-wrong'],
  ['another token inside', withHeader({ cty: 'JWT' }), 'nested'],
  ['an unknown kid', withHeader({ kid: '../../dev/null' }), 'unknown-key'],
  ['a kid with SQL', withHeader({ kid: "' OR 1=1 --" }), 'unknown-key'],
  ['a kid that is no text', withHeader({ kid: { $ne: null } }), 'unknown-key'],
  [
    'a key of 1024 bits',
    signed({ ...header, kid: 'short' }, claims, short.privateKey),
    'key-too-short',
  ],
  ['another key', signed(header, claims, otherRsa.privateKey), 'signature-wrong'],
  [
    'changed claims',
    `${head}.${encodePart({ ...claims, sub: 'admin' })}.${signature}`,
    'signature-wrong',
  ],
  [
    'a changed header',
    `${encodePart({ ...header, extra: 1 })}.${body}.${signature}`,
    'signature-wrong',
  ],
  ['a cut signature', `${head}.${body}.${signature.slice(0, -4)}`, 'signature-wrong'],
  [
    'an ECDSA signature in DER',
    `${encodePart({ ...header, alg: 'ES256', kid: 'ec' })}.${body}.${der.toString('base64url')}`,
    'signature-wrong',
  ],
  [
    'a zero ECDSA signature',
    `${encodePart({ ...header, alg: 'ES256', kid: 'ec' })}.${body}.${Buffer.alloc(64).toString('base64url')}`,
    'signature-wrong',
  ],
  ['no signature', `${head}.${body}.`, 'no-signature'],
  ['padding', `${head}==.${body}.${signature}`, 'not-canonical'],
  ['base64 instead of base64url', `${head}.${body}.${signature.slice(0, -1)}+`, 'not-canonical'],
  ['unused bits in the signature', `${head}.${body}.${withUnusedBits(signature)}`, 'not-canonical'],
  [
    'a member twice in the header',
    signed('{"alg":"RS256","alg":"none","typ":"JWT","kid":"ours"}', claims),
    'duplicate-member',
  ],
  [
    'a claim twice',
    signed(header, `{"sub":"a","exp":${seconds + 60},"sub":"b"}`),
    'duplicate-member',
  ],
  [
    'a claim twice, once escaped',
    signed(header, `{"sub":"a","exp":${seconds + 60},"s\\u0075b":"b"}`),
    'duplicate-member',
  ],
  ['a header that is a list', signed('["RS256"]', claims), 'header-not-json'],
  [
    'a header that is not UTF-8',
    `${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${body}.${signature}`,
    'header-not-json',
  ],
  ['claims that are text', signed(header, '"admin"'), 'claims-not-json'],
  ['claims that are null', signed(header, 'null'), 'claims-not-json'],
  [
    'claims nested 60,000 times',
    signed(header, `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`),
    'claims-not-json',
  ],
  ['an issuer that no text can be made of', withClaims({ iss: { toString: 1 } }), 'claim-type'],
  ['an audience that none can', withClaims({ aud: [{ toString: 1 }] }), 'claim-type'],
  [
    'a content type that none can',
    signed({ ...header, cty: { toString: 1 } }, { ...claims, exp: 1 }),
    'expired',
  ],
  ['20 KB', withClaims({ filler: 'x'.repeat(20_000) }), 'oversized'],
  ['no exp', signed(header, { sub: 'client' }), 'no-exp'],
  ['an exp that is a text', withClaims({ exp: String(seconds + 60) }), 'claim-type'],
  ['an exp beyond 2^53', withClaims({ exp: 2 ** 60 }), 'claim-type'],
  ['a negative nbf', withClaims({ nbf: -1 }), 'claim-type'],
  ['an exp that is past', withClaims({ exp: seconds }), 'expired'],
  ['an nbf to come', withClaims({ nbf: seconds + 120 }), 'not-yet-valid'],
  ['an iat to come', withClaims({ iat: seconds + 120 }), 'issued-in-future'],
  ['another issuer', withClaims({ iss: 'https://evil.example' }), 'issuer-wrong'],
  ['another audience', withClaims({ aud: ['https://other.example'] }), 'audience-wrong'],
  ['no audience', withClaims({ aud: undefined }), 'audience-wrong'],
];

const expected = {
  keys: [
    { kid: 'ours', algorithm: 'RS256', key: rsa.publicKey },
    { kid: 'short', algorithm: 'RS256', key: short.publicKey },
    { kid: 'ec', algorithm: 'ES256', key: createPublicKey(ec.privateKey) },
  ],
  issuers: [claims.iss],
  audiences: [claims.aud],
  now: NOW,
};

async function judge(text: string) {
  const inspected = await inspect(Buffer.from(text), expected, new Set());
  if (!inspected.ok) throw new Error(inspected.error.code);
  return inspected.value;
}

test.each(refusalCodes)('the reason for %s names the section of its RFC', (code) => {
  expect(t(`inspect.reasons.${code}`)).toMatch(/\(RFC \d{4}, section \d[\d.]*\)/);
});

describe('hostile tokens', () => {
  test('there are 40 of them and more', () => expect(hostile.length).toBeGreaterThan(40));

  test.each(hostile)('%s is refused', async (_what, token, reason) => {
    const judged = await judge(token);
    expect(judged.valid).toBe(false);
    expect(judged.reasons).toContain(reason);
  });

  test.each([
    ['alone', good],
    ['in a Bearer line', `Bearer ${good}`],
    ['in a header', `Authorization: Bearer ${good}\n`],
    ['in quotes', `"${good}"`],
  ])('the honest one is valid, %s', async (_how, text) => {
    expect(await judge(text)).toMatchObject({ valid: true, reasons: [] });
  });
});
