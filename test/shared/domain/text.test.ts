import { describe, expect, test } from 'vitest';
import {
  characterCount,
  descriptionSchema,
  nameKey,
  nameSchema,
} from '../../../shared/domain/text.ts';

const name = nameSchema({ max: 70 });
const refusal = (text: unknown) => name.safeParse(text).error?.issues[0]?.message;

describe('a name', () => {
  test.each([
    ['one letter', 'a'],
    ['accents (product-apim#4094)', 'Café São Tomé'],
    ['another script', 'Тестовое приложение'],
    ['right to left', 'تطبيق'],
    ['signs', '应用程序'],
    ['punctuation', `O'Neil & "Sons" <b> -- ; DROP TABLE`],
    ['spaces inside', 'a  b'],
    ['an emoji', '🔑'],
    ['70 letters', 'x'.repeat(70)],
    ['70 emoji, which are 140 code units', '🔑'.repeat(70)],
  ])('%s is welcome', (_what, text) => {
    expect(name.safeParse(text)).toMatchObject({ success: true, data: text });
  });

  test.each([
    ['empty', '', 'field/required'],
    ['only spaces', '   ', 'field/required'],
    ['only a no-break space', '\u00a0', 'field/required'],
    ['a leading space', ' a', 'field/surrounding-space'],
    ['a trailing space', 'a ', 'field/surrounding-space'],
    ['a trailing no-break space', 'a\u00a0', 'field/surrounding-space'],
    ['a line break inside', 'a\nb', 'field/control-character'],
    ['a tab inside', 'a\tb', 'field/control-character'],
    ['a NUL inside', 'a\0b', 'field/control-character'],
    ['71 letters', 'x'.repeat(71), 'field/too-long'],
    ['71 emoji', '🔑'.repeat(71), 'field/too-long'],
  ])('%s is refused', (_what, text, code) => {
    expect(refusal(text)).toBe(code);
  });

  test('the limit is named with the error', () => {
    const issue = name.safeParse('x'.repeat(71)).error?.issues[0];
    expect(issue).toMatchObject({ params: { max: 70 } });
  });
});

describe('what two names are compared by', () => {
  test.each([
    ['Petshop', 'PETSHOP'],
    ['Éclair', 'éCLAIR'],
    ['Приложение', 'ПРИЛОЖЕНИЕ'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['Straße', 'STRASSE'],
    ['ﬁle', 'FILE'],
    ['composed é', 'composed e\u0301'],
  ])('%j and %j are one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ['Cafe', 'Café'],
    ['a b', 'ab'],
    ['a', 'а'],
    ['v1', 'v2'],
  ])('%j and %j are two', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});

test('a character is a code point', () => {
  expect(['', 'abc', 'é', '🔑🔑', '应用'].map(characterCount)).toEqual([0, 3, 1, 2, 2]);
});

test('a description may be empty and have lines, up to its limit', () => {
  const schema = descriptionSchema({ max: 512 });
  expect(schema.safeParse('').success).toBe(true);
  expect(schema.safeParse(`a\nb\n${'🔑'.repeat(508)}`).success).toBe(true);
  expect(schema.safeParse('x'.repeat(513)).error?.issues[0]?.message).toBe('field/too-long');
});
