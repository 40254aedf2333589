import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keepLog, log, redact } from '../../../../electron/base/log/log.ts';
import {
  newConsumerKey,
  newConsumerSecret,
} from '../../../../electron/features/keys/consumer-keys.ts';
import { newRecoveryCode } from '../../../../electron/features/workspace/recovery-code.ts';
import { temporaryDirectory } from '../../../support/core.ts';

const jwt = () =>
  [{ alg: 'RS256' }, { sub: 'x'.repeat(40) }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(randomBytes(256).toString('base64url'))
    .join('.');
const pem = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

describe('a log line', { tags: 'secrets/redaction' }, () => {
  test.each<[string, () => string]>([
    ['a token', jwt],
    ['a token without its signature', () => jwt().split('.').slice(0, 2).join('.')],
    ['a private key', pem],
    ['a private key that was cut off', () => pem().slice(0, 120)],
    ['a recovery code', newRecoveryCode],
    ['a recovery code with spaces', () => newRecoveryCode().replaceAll('-', ' ')],
    ['a consumer key', newConsumerKey],
    ['a consumer secret', () => newConsumerSecret().expose()],
    ['a data key in base64', () => randomBytes(32).toString('base64')],
    ['a data key in hex', () => randomBytes(32).toString('hex')],
  ])('keeps nothing of %s', (_name, make) => {
    for (let round = 0; round < 200; round += 1) {
      const secret = make();
      for (const text of [`at "${secret}"`, `{"value":"${secret}"}`, secret, `x=${secret};`]) {
        const said = redact(text);
        const left = secret
          .split(/[\s.-]+/)
          .filter((part) => part.length > 4 && said.includes(part));
        expect(left, `${secret} in ${said}`).toEqual([]);
      }
      if (secret.startsWith('---')) break;
    }
  });

  test('keeps what helps: words, places, ids', () => {
    const text = `Error: no such column: jwt_sealed
    at findToken (file:///opt/latchkey/resources/app.asar/out/main/core.js:120:33)
    token 0f8fad5b-d9cb-469f-a165-70867728950e`;
    expect(redact(text)).toBe(text);
  });
});

describe('the log file', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    return () => vi.restoreAllMocks();
  });

  test('is redacted, private, and limited in size', {
    tags: ['secrets/redaction', 'secrets/modes'],
  }, () => {
    const home = temporaryDirectory();
    keepLog(home);
    const secret = newConsumerSecret().expose();
    log('latchkey core', new Error(`damaged: ${secret}`));
    const folder = join(home, 'logs');
    const text = readFileSync(join(folder, 'latchkey.log'), 'utf8');
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+ latchkey core: Error: damaged: \[redacted\]\n/);
    expect(JSON.stringify(vi.mocked(process.stderr.write).mock.calls)).not.toContain(secret);

    for (let line = 0; line < 3000; line += 1) log('latchkey', 'a line of words '.repeat(16));
    expect(readdirSync(folder).toSorted()).toEqual(['latchkey.log', 'latchkey.log.1']);
    const stats = readdirSync(folder).map((name) => statSync(join(folder, name)));
    expect(stats.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600]);
    expect(Math.max(...stats.map(({ size }) => size))).toBeLessThan(300_000);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
