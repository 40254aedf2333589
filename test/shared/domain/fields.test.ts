import { describe, expect, test } from 'vitest';
import { contextSchema, scopeSchema } from '../../../shared/domain/api.ts';
import { settingsPatchSchema, stringOrUriSchema } from '../../../shared/domain/settings.ts';

describe('issuer and audience (RFC 7519 section 2, StringOrURI)', () => {
  test.each([
    'https://latchkey.localhost',
    'https://latchkey.example/issuer?x=1',
    'urn:example:issuer',
    'http://org.wso2.apimgt/gateway',
    'gateway',
    'ünïcode',
  ])('%s is taken', (text) => {
    expect(stringOrUriSchema.safeParse(text).success).toBe(true);
  });

  test.each([
    ['', 'field/required'],
    ['https://a b', 'field/not-a-url'],
    [' https://a', 'field/not-a-url'],
    ['https://a\n', 'field/not-a-url'],
    ['gate\0way', 'field/not-a-url'],
    ['gate\u001bway', 'field/not-a-url'],
    ['https://', 'field/not-a-url'],
    [':', 'field/not-a-url'],
    ['x'.repeat(2049), 'field/too-long'],
  ])('%j is refused: %s', (text, code) => {
    expect(stringOrUriSchema.safeParse(text).error?.issues[0]?.message).toBe(code);
  });

  test.each([
    [{ audience: [] }, 'field/required'],
    [{ audience: Array.from({ length: 17 }, (_, index) => `a${index}`) }, 'field/too-long'],
    [{ clipboardSeconds: 4 }, 'field/too-small'],
    [{ clipboardSeconds: 601 }, 'field/too-large'],
    [{ clipboardSeconds: 5.5 }, 'field/not-a-whole-number'],
    [{ defaultValiditySeconds: 0 }, 'field/zero'],
    [{ owner: '' }, 'field/required'],
  ])('the setting %j is refused', (patch, code) => {
    expect(settingsPatchSchema.safeParse(patch).error?.issues[0]?.message).toBe(code);
  });
});

describe('the context of an API', () => {
  test.each(['/pets', '/pets/1.0.0', '/t/example.com/pets', '/a-b_c~d', '/päts'])('%s', (text) => {
    expect(contextSchema.safeParse(text).success).toBe(true);
  });

  test.each(['pets', '/', '/pets/', '/pets?x', '/pets#x', '/pe ts', '//pets', '/a//b', '/a\0b'])(
    '%j is no path',
    (text) => {
      expect(contextSchema.safeParse(text).error?.issues[0]?.message).toBe('field/not-a-path');
    },
  );
});

function refusal(name: string): string | undefined {
  const scope = scopeSchema.safeParse({ name, displayName: '', description: '' });
  return scope.error?.issues[0]?.message;
}

describe('the name of a scope (RFC 6749 section 3.3)', () => {
  test.each(['read', 'pets:read', 'https://example.com/scope', '!#$%&()*+,-./:;<=>?@[]^_`{|}~'])(
    '%s is taken',
    (name) => expect(refusal(name)).toBeUndefined(),
  );

  test.each(['a b', 'a"b', 'a\\b', 'é', 'a\tb', '\x7f'])('%j is refused', (name) => {
    expect(refusal(name)).toBe('field/not-a-scope');
  });
});
