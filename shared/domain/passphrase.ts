import { z } from 'zod';
import { characterCount, code } from './text.ts';

/** Code points in NFC; shorter ones are accepted only with `insist`. */
export const PASSPHRASE_MIN = 12;
const PASSPHRASE_MAX = 1024;

/**
 * A typed passphrase or recovery code in UTF-8. Strings can't be overwritten, so outside the page
 * it is bytes in memory shared by all threads: `wipe` erases it for all of them.
 */
export type TypedSecret = Uint8Array & z.$brand<'typed'>;

/** Available in the page and in Node, but their type libraries declare it differently. */
declare class TextEncoder {
  encodeInto(text: string, into: Uint8Array): { readonly written: number };
}

/**
 * Keyboards encode characters such as é differently, so the text is normalized to NFC (RFC 8265).
 */
export function typedSecret(text: string): TypedSecret {
  const normal = text.normalize('NFC');
  // UTF-8 takes at most three bytes per UTF-16 code unit.
  const bytes = new Uint8Array(new SharedArrayBuffer(normal.length * 3));
  const { written } = new TextEncoder().encodeInto(normal, bytes);
  return bytes.subarray(0, written) as TypedSecret;
}

/** Overwrites every typed secret in a call's input. */
export function wipe(input: unknown): void {
  if (input instanceof Uint8Array) input.fill(0);
  else if (typeof input === 'object' && input !== null) Object.values(input).forEach(wipe);
}

const typedBytes = z
  .custom<TypedSecret>((value) => value instanceof Uint8Array)
  .refine((bytes) => bytes.length > 0, { error: code('field/required') })
  .refine((bytes) => countOf(bytes) <= PASSPHRASE_MAX, {
    error: code('field/too-long'),
    params: { max: PASSPHRASE_MAX },
  });

/** The page sends a string; the main process and the core's thread pass on the bytes. */
export const typedSecretSchema = z.preprocess(
  (value: string | TypedSecret) => (typeof value === 'string' ? typedSecret(value) : value),
  typedBytes,
);

/** Whether the schema's input may contain a typed secret. */
export function hasTypedSecret(schema: z.core.$ZodType): boolean {
  return schema === typedSecretSchema || partsOf(schema).some(hasTypedSecret);
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options;
  const isWrapped = schema instanceof z.ZodNullable || schema instanceof z.ZodOptional;
  return isWrapped ? [schema.unwrap()] : [];
}

/** Counts code points: the UTF-8 bytes that begin one. */
function countOf(typed: Uint8Array): number {
  return typed.reduce(
    (count, byte) => ((byte & 0b1100_0000) === 0b1000_0000 ? count : count + 1),
    0,
  );
}

export function isShortPassphrase(passphrase: string): boolean {
  return characterCount(passphrase.normalize('NFC')) < PASSPHRASE_MIN;
}

/** For `refine`: refuses a short new passphrase at its field, unless `insist` is set. */
export function longOrInsisted<Field extends string>(field: Field) {
  type Chosen = Readonly<Record<Field, TypedSecret>> & { readonly insist: boolean };
  const holds = (input: Chosen): boolean => input.insist || countOf(input[field]) >= PASSPHRASE_MIN;
  const refusal = {
    path: [field],
    error: code('passphrase/short'),
    params: { min: PASSPHRASE_MIN },
  };
  return [holds, refusal] as const;
}
