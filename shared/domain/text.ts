import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** A zod message that is an error code: the contract turns it into an `AppError` at its field. */
export function code(value: ErrorCode): ErrorCode {
  return value;
}

/**
 * Approximates the characters that a person counts: code points, so that an emoji or a rare CJK
 * character is one. (Grapheme clusters differ between Unicode versions.)
 */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

const controlCharacter = /\p{Cc}/u;

/**
 * Characters that are invisible or reorder visible ones (Unicode TR 36, sections 2.6 and 3.1):
 * zero-width and bidirectional characters, fillers, the blank Braille pattern, line separators,
 * unpaired surrogates.
 */
const invisible = /[\p{DI}\p{Zl}\p{Zp}\p{Cs}\u2800\ufff9-\ufffb]/gu;

/** Scripts that use joiners within words (UAX 31 section 2.3.1), or selectors of their own. */
const joined = [
  'Arab',
  'Syrc',
  'Nkoo',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Khmr',
  'Mymr',
  'Tibt',
  'Mong',
  'Bali',
  'Java',
]
  .map((script) => `\\p{scx=${script}}`)
  .join('');

/** Matches invisible characters that belong to an emoji or a word. */
const belonging = new RegExp(
  [
    // 👩‍💻, 🏳️‍🌈: one emoji made of several.
    String.raw`(?<=(?:\p{ExtPict}|\p{EMod})\ufe0f?)\u200d(?=\p{ExtPict})`,
    // ❤️ in colour, 1️⃣
    String.raw`(?<=\p{ExtPict}|\p{EMod})[\ufe0e\ufe0f]`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    // The flag of Wales
    String.raw`(?<=\u{1f3f4})[\u{e0020}-\u{e007e}]+\u{e007f}`,
    // Persian, Hindi, Malayalam, Mongolian, …
    `(?<=[${joined}])[\\u200c\\u200d\\u180b-\\u180f]`,
    // A variant of a Chinese character
    String.raw`(?<=\p{Script=Han})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  ].join('|'),
  'gu',
);

function hasInvisible(text: string): boolean {
  return text.replace(belonging, '').search(invisible) !== -1;
}

/** Removes invisible characters, except those that belong to an emoji or a word. */
export function withoutInvisible(text: string): string {
  if (!hasInvisible(text)) return text;
  const kept = new Set(
    [...text.matchAll(belonging)].flatMap(({ 0: { length }, index }) =>
      Array.from({ length }, (_, step) => index + step),
    ),
  );
  return text.replace(invisible, (character, at: number) => (kept.has(at) ? character : ''));
}

/**
 * One line of text that names something.
 *
 * Any script is allowed (api-manager once refused accents: product-apim#4094), and so are emoji
 * sequences and joiners. The length is in code points. To store exactly what was typed, leading and
 * trailing white space, control and invisible characters are refused, not removed.
 */
export function nameSchema(limits: { readonly max: number }): z.ZodString {
  return z
    .string()
    .refine((text) => text.trim() !== '', { error: code('field/required'), abort: true })
    .refine((text) => text === text.trim(), { error: code('field/surrounding-space'), abort: true })
    .refine((text) => !controlCharacter.test(text), {
      error: code('field/control-character'),
      abort: true,
    })
    .refine((text) => !hasInvisible(text), {
      error: code('field/invisible-character'),
      abort: true,
    })
    .refine((text) => characterCount(text) <= limits.max, {
      error: code('field/too-long'),
      params: limits,
    });
}

/** A name that may be empty: of a provider, or beside another name. */
export function labelSchema(limits: { readonly max: number }): z.ZodString {
  return z
    .string()
    .refine((text) => !hasInvisible(text), {
      error: code('field/invisible-character'),
      abort: true,
    })
    .refine((text) => characterCount(text) <= limits.max, {
      error: code('field/too-long'),
      params: limits,
    });
}

/** Free text of up to `max` code points; may be empty, may have line breaks. */
export function descriptionSchema(limits: { readonly max: number }): z.ZodString {
  return z.string().refine((text) => characterCount(text) <= limits.max, {
    error: code('field/too-long'),
    params: limits,
  });
}

/**
 * Folds a text for searches: ignores case, accents and compatibility forms of letters. Searches
 * compare it with text that is stored folded.
 */
export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}

/** The words of a search, folded: a result contains all of them. */
export function searchWords(search: string): readonly string[] {
  return folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * The sort key of lists in the database. It is compared byte by byte, so that an index can sort by
 * it. Case and accents are ignored, and numbers are sorted by value: "10" comes after "9".
 */
export function orderKey(...names: readonly string[]): string {
  return names.map((name) => folded(name).replaceAll(/\d+/g, lengthFirst)).join('\u0001');
}

/** The digits, prefixed by their count in two digits, so that longer numbers sort last. */
function lengthFirst(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '');
  return `${String(Math.min(value.length, 99)).padStart(2, '0')}${value}`;
}

/**
 * Names that look the same count as duplicates: the key is in NFC and ignores case in any script,
 * the kind and number of spaces, and invisible characters. SQLite's NOCASE handles only ASCII, so
 * the key is stored beside the name.
 */
export function nameKey(name: string): string {
  return name
    .replace(invisible, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase();
}
