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
 * One line of text that names something.
 *
 * Any script is welcome (api-manager refused accents once: product-apim#4094). The length is in
 * code points; leading and trailing white space and control characters are errors, never trimmed
 * away, so that what is stored is what was typed.
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
 * What two names are compared by: NFC, and without regard to case in any script. SQLite's NOCASE
 * knows ASCII only, so the key is stored beside the name.
 */
export function nameKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase();
}
