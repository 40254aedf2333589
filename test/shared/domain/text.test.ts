import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  characterCount,
  descriptionSchema,
  labelSchema,
  nameKey,
  nameSchema,
  withoutInvisible,
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
    ['an emoji of several', '👩‍💻 and 🏳️‍🌈 and 👍🏽'],
    ['an emoji in colour, and a keycap', '❤️ 1️⃣'],
    ['a flag of tags', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['Persian with a non-joiner', 'کتاب\u200cها'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['Malayalam that ends with a joiner', 'ന്\u200d'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['Mongolian with its own separator', 'ᠬᠠᠷ\u180eᠠ'],
    ['a variant of a Chinese character', '葛\u{e0100}城'],
    ['an Arabic sign of the format category', '\u0600١'],
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
    ['a zero-width space', 'de\u200bpot', 'field/invisible-character'],
    ['a word joiner', 'depot\u2060', 'field/invisible-character'],
    ['a right-to-left override', '\u202etoped', 'field/invisible-character'],
    ['an isolate', '\u2066depot\u2069', 'field/invisible-character'],
    ['a mark of direction', 'depot\u200e', 'field/invisible-character'],
    ['a soft hyphen', 'de\u00adpot', 'field/invisible-character'],
    ['a grapheme joiner', 'De\u034fpot', 'field/invisible-character'],
    ['nothing but a zero-width space', '\u200b', 'field/invisible-character'],
    ['a byte order mark inside', 'de\ufeffpot', 'field/invisible-character'],
    ['a joiner between Latin letters', 'de\u200dpot', 'field/invisible-character'],
    ['a joiner after an emoji with nothing to join', '👩\u200d', 'field/invisible-character'],
    ['a joiner twice', 'क\u200d\u200dष', 'field/invisible-character'],
    ['a selector after a letter', 'a\ufe0f', 'field/invisible-character'],
    ['a selector after a digit', '1\ufe0f', 'field/invisible-character'],
    ['tags without a flag', 'a\u{e0067}\u{e007f}', 'field/invisible-character'],
    ['a Hangul filler', '\u3164', 'field/invisible-character'],
    ['a blank Braille pattern', 'a\u2800', 'field/invisible-character'],
    ['a separator of lines', 'a\u2028b', 'field/invisible-character'],
    ['half a character', 'a\ud800', 'field/invisible-character'],
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
    ['❤', '❤️'],
    ['کتاب\u200cها', 'کتابها'],
    ['葛\u{e0100}', '葛'],
    ['a b', 'a  b'],
    ['a b', 'a\u00a0b'],
    ['depot', 'de\u200bpot'],
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

test('the names of the case are all refused but the first, or are that one', () => {
  const path = '../../fixtures/openapi/field/names-that-look-alike.json';
  const names = z
    .array(z.string())
    .parse(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')));
  expect(names.map(refusal)).toEqual([
    undefined,
    ...names.slice(1).map(() => 'field/invisible-character'),
  ]);
});

test('a label may be empty, and has nothing invisible', () => {
  const label = labelSchema({ max: 5 });
  const of = (text: string) => label.safeParse(text).error?.issues[0]?.message;
  expect(['', 'a b', '👩‍💻'].map(of)).toEqual([undefined, undefined, undefined]);
  expect(of('a\u200b')).toBe('field/invisible-character');
  expect(of('123456')).toBe('field/too-long');
});

test.each([
  ['de\u200bpot \u202e👩‍💻\u200d', 'depot 👩‍💻'],
  ['کتاب\u200cها\u200b', 'کتاب\u200cها'],
  ['\u{e0067}🏴󠁧󠁢󠁷󠁬󠁳󠁿\u{e0067}', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
])('%j without what is invisible is %j', (text, expected) => {
  expect(withoutInvisible(text)).toBe(expected);
});
