import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/** A zod message that is an error code: the contract turns it into an `AppError` at its field. */
export function code(value: ErrorCode): ErrorCode {
  return value;
}

/**
 * Characters as a person counts them, near enough: code points, so that an emoji or a rare CJK
 * sign is one. (Grapheme clusters would differ between Unicode versions.)
 */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

const controlCharacter = /\p{Cc}/u;

/**
 * What shows as nothing, or changes the order of what does show (Unicode TR 36, sections 2.6 and
 * 3.1): zero-width and bidirectional characters, fillers, the blank Braille pattern, separators of
 * lines, halves of surrogate pairs.
 */
const invisible = /[\p{DI}\p{Zl}\p{Zp}\p{Cs}\u2800\ufff9-\ufffb]/gu;

/** Scripts whose words are written with joiners (UAX 31 section 2.3.1), or with their own selectors. */
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

/** Where an invisible character is part of what a person wrote. */
const belonging = new RegExp(
  [
    // 👩‍💻, 🏳️‍🌈: one picture of several.
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

/** Without invisible characters, but for those that belong to an emoji or to a word of its script. */
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
 * Any script is welcome (api-manager refused accents once: product-apim#4094). The length is in
 * code points; leading and trailing white space, control and invisible characters are errors, never
 * trimmed away, so that what is stored is what was typed. Emoji sequences and scripts that need
 * joiners stay welcome.
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
 * A text as searches see it: without case, accents and the compatibility forms of letters.
 * Searches compare it with what is stored folded, too.
 */
export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}

/** The words of a search, folded: what is found has each of them somewhere. */
export function searchWords(search: string): readonly string[] {
  return folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * What lists are sorted by in the database: binary, so that an index has it, and near to what a
 * person expects in any language. Case and accents don't count, and numbers go by their value: "10"
 * comes after "9".
 */
export function orderKey(...names: readonly string[]): string {
  return names.map((name) => folded(name).replaceAll(/\d+/g, lengthFirst)).join('\u0001');
}

/** The digits after their number, two digits as well: the longer one is the greater one. */
function lengthFirst(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '');
  return `${String(Math.min(value.length, 99)).padStart(2, '0')}${value}`;
}

/**
 * What two names are compared by: NFC, without regard to case in any script, to the kind and number
 * of spaces, and to what shows as nothing, since names that look the same are one name. SQLite's
 * NOCASE knows ASCII only, so the key is stored beside the name.
 */
export function nameKey(name: string): string {
  return name
    .replace(invisible, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase();
}
