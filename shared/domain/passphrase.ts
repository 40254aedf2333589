import { z } from 'zod';
import { characterCount, code } from './text.ts';

/** Code points of it in NFC; shorter ones are taken only from a person who insists. */
export const PASSPHRASE_MIN = 12;
const PASSPHRASE_MAX = 1024;

/**
 * A passphrase or a recovery code: what was typed, in UTF-8. The page has it as a string; from there
 * on it is bytes in memory that threads share, which whoever is done overwrites for all: `wipe`.
 */
export type TypedSecret = Uint8Array & z.$brand<'typed'>;

/** Every side has it, by libraries of types that differ. */
declare class TextEncoder {
  encodeInto(text: string, into: Uint8Array): { readonly written: number };
}

/**
 * Compared in NFC, as RFC 8265 does: keyboards differ in how they write an é.
 */
export function typedSecret(text: string): TypedSecret {
  const normal = text.normalize('NFC');
  // UTF-8 has at most three bytes for a unit of UTF-16.
  const bytes = new Uint8Array(new SharedArrayBuffer(normal.length * 3));
  const { written } = new TextEncoder().encodeInto(normal, bytes);
  return bytes.subarray(0, written) as TypedSecret;
}

/** Overwrites every typed secret in what a call was given. */
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

/** The page sends a string; the main process and the core's thread hand on what it became. */
export const typedSecretSchema = z.preprocess(
  (value: string | TypedSecret) => (typeof value === 'string' ? typedSecret(value) : value),
  typedBytes,
);

/** Whether something typed may be in what the schema reads. */
export function hasTypedSecret(schema: z.core.$ZodType): boolean {
  return schema === typedSecretSchema || partsOf(schema).some(hasTypedSecret);
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodUnion) return schema.options;
  return schema instanceof z.ZodNullable ? [schema.unwrap()] : [];
}

/** Code points: every byte of UTF-8 that begins one. */
function countOf(typed: Uint8Array): number {
  return typed.reduce(
    (count, byte) => ((byte & 0b1100_0000) === 0b1000_0000 ? count : count + 1),
    0,
  );
}

export function isShortPassphrase(passphrase: string): boolean {
  return characterCount(passphrase.normalize('NFC')) < PASSPHRASE_MIN;
}

/** For `refine`: a new passphrase that is short is refused at its field, unless `insist` is set. */
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
