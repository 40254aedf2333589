import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { messageTypes } from '../../../build/words/message-types.ts';
import { errorCodes } from '../../../shared/errors.ts';
import en from '../../../shared/words/en.json' with { type: 'json' };
import { direction, setLocale, t, tFrom, tList, tParts } from '../../../shared/words/words.ts';

afterEach(() => setLocale({ language: 'en', region: undefined }));

describe('the catalogue', () => {
  test('has the types that are checked in: `npm run words` writes them', () => {
    const file = join(import.meta.dirname, '../../../shared/words/messages.ts');
    expect(readFileSync(file, 'utf8')).toBe(messageTypes(en));
  });

  test('says whole sentences for every error code', () => {
    const unended = errorCodes.filter((code) => !/[.}]$/.test(en[`error.${code}`]));
    expect(unended).toEqual([]);
  });
});

describe('a message', () => {
  test('has the plural of its number', () => {
    expect(t('tokens.revoked', { count: 1 })).toContain('1 token ');
    expect(t('tokens.revoked', { count: 2 })).toContain('2 tokens ');
  });

  test('writes numbers as the region does, and words and plurals in the language', () => {
    setLocale({ language: 'en', region: 'de-DE' });
    expect(t('tokens.revoked', { count: 1204 })).toContain('1.204 tokens');
    setLocale({ language: 'en', region: 'ar-EG' });
    expect(t('tokens.revoked', { count: 2 })).toMatch(/tokens/);
  });

  test.each(['C', 'xx-invalid-locale-name', ''])(
    'survives a system whose locale is “%s”',
    (region) => {
      setLocale({ language: 'en', region });
      expect(t('tokens.revoked', { count: 2 })).toContain('2 tokens');
    },
  );

  test('leaves a blank empty where an error carries less than its message needs', () => {
    expect(tFrom('error.field/taken', {})).toBe(t('error.field/taken', { name: '' }));
  });

  test('lists names as the language does', () => {
    expect(tList(['Petshop', 'Orders', 'Payments'])).toBe('Petshop, Orders, and Payments');
    expect(tList(['1 added', '2 changed'], 'unit')).toBe('1 added, 2 changed');
  });
});

describe('the pseudo-locales', () => {
  test('lengthen every message by about 40 % and keep its arguments', () => {
    const plain = t('tokens.revoked', { count: 2 });
    setLocale({ language: 'en-XA', region: undefined });
    const long = t('tokens.revoked', { count: 2 });
    expect(long).toContain('2');
    expect(long.length).toBeGreaterThan(plain.length * 1.3);
    expect(direction()).toBe('ltr');
  });

  test('run right to left where Arabic would', () => {
    setLocale({ language: 'ar-XB', region: undefined });
    expect(direction()).toBe('rtl');
    expect(t('frame.navigation')).not.toBe(en['frame.navigation']);
  });
});

test('tags become what their functions make of their content', () => {
  const parts = tParts('keys.revokesNow', {
    link: (text) => ({ link: text }),
  });
  expect(parts).toEqual([expect.stringMatching(/ $/), { link: 'revocation list' }, '.']);
});
