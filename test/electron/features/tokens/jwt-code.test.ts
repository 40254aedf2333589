import { array, assert, constantFrom, oneof, pre, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';
import { jwtCode } from '../../../../electron/features/tokens/jwt-code.ts';
import { accessTokenPlace } from '../../../../electron/features/tokens/rules.ts';
import { tokenIdSchema } from '../../../../shared/domain/ids.ts';
import { signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { profileNames } from '../../../../shared/domain/token-form.ts';
import { startCore } from '../../../support/core.ts';
import { jwtOf, makePetshop, regenerate } from '../../../support/workspace.ts';

const stored = (text: string): string => jwtCode.read(jwtCode.write(text));
const [TEXT, PACKED, DEFLATED] = [0, 1, 2];
const formatOf = (text: string): number | undefined => jwtCode.write(text)[0];

test('a token of each profile and algorithm comes back exactly, in a fraction of the bytes', async () => {
  const core = await startCore();
  let { token } = await makePetshop(core);
  for (const profile of profileNames) {
    for (const algorithm of signingAlgorithms) {
      await core.give('settings:update', { profile, algorithm });
      token = await regenerate(core, token);
      core.clock.elapsed += 60_000;
      // Revealed from the database: it was packed, sealed, opened and unpacked.
      const jwt = await jwtOf(core, token);
      expect(token.size).toBe(jwt.length);
      expect(formatOf(jwt)).toBe(DEFLATED);
      expect(stored(jwt)).toBe(jwt);
      expect(jwtCode.write(jwt).length / jwt.length).toBeLessThan(0.65);
    }
  }
});

const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = json({ alg: 'EdDSA' });

describe('texts that other programs wrote', () => {
  test.each([
    ['no token', 'not a token', TEXT],
    ['nothing', '', TEXT],
    ['base64url with padding', `${header}.e30=.c2ln`, TEXT],
    ['base64 instead of base64url', `${header}.eyJhIjoi+/8ifQ.c2ln`, TEXT],
    // The last character has bits that no byte needs.
    ['a last character that decodes like another', `${header}.e31.c2ln`, TEXT],
    ['an empty signature', `${header}.e30.`, DEFLATED],
    ['five parts, as an encrypted token', `${header}.e30.e30.e30.c2ln`, TEXT],
    ['a line break', `${header}.e30.c2ln\n`, TEXT],
    ['another script', 'ключ.🔑.c2ln', TEXT],
    ['a part that is no JSON', `${header}.AP__.c2ln`, DEFLATED],
    ['nothing to deflate', `${json(1)}.${json(2)}.c2ln`, PACKED],
    ['a long claim', `${header}.${json({ a: 'x'.repeat(100_000) })}.c2ln`, DEFLATED],
    ['a long header', `${json({ a: 'x'.repeat(100_000) })}.e30.c2ln`, TEXT],
  ])('%s', (_what, text, format) => {
    expect(stored(text)).toBe(text);
    expect(formatOf(text)).toBe(format);
  });

  test('any text, and anything of base64url in three parts', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/'.split(
      '',
    );
    const part = string({ unit: constantFrom(...alphabet), maxLength: 40 });
    const parts = array(part, { minLength: 2, maxLength: 4 }).map((all) => all.join('.'));
    assert(
      property(oneof(string({ unit: 'binary' }), parts), (text) => {
        // A lone surrogate has no UTF-8, and no token has one.
        pre(text.isWellFormed());
        expect(stored(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

test('what an earlier program stored is read', () => {
  const text = `${json({ typ: 'at+jwt', alg: 'EdDSA', kid: 'abc' })}.${json({ sub: 'x', scope: 'default' })}.c2ln`;
  expect(stored(text)).toBe(text);
  const bytes = Buffer.from(STORED, 'hex');
  expect(jwtCode.read(bytes)).toBe(text);
});

/** Written by the first version. */
const STORED = '02002a0003c395cc4029129e82129392956aaba169a4024bccd50200736967';

test('what is no stored token is refused as damaged', () => {
  const key = Key.random();
  const place = accessTokenPlace(tokenIdSchema.parse('00000000-0000-4000-8000-000000000000'));
  const { code: _code, ...plain } = place;
  const bytes = ['eyJh.e30.c2ln', '\u0002', '\u0002\u0000\u0001\u0000\u0001abc'];
  for (const text of bytes) {
    const sealed = createCipher(key).seal(plain, new Secret(text));
    expect(createCipher(key).open(place, sealed)).toMatchObject({
      ok: false,
      error: { code: 'secret/damaged' },
    });
  }
});
