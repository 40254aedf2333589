import { z } from 'zod';
import { characterCount, code } from './text.ts';

/** Code points; shorter ones are taken only from a person who insists. */
export const PASSPHRASE_MIN = 12;
const PASSPHRASE_MAX = 1024;

/** A passphrase or a recovery code, as it was typed. */
export const typedSecretSchema = z
  .string()
  .min(1, { error: code('field/required') })
  .max(PASSPHRASE_MAX, { error: code('field/too-long') });

export function isShortPassphrase(passphrase: string): boolean {
  return characterCount(passphrase) < PASSPHRASE_MIN;
}

/** For `refine`: a new passphrase that is short is refused at its field, unless `insist` is set. */
export function longOrInsisted<Field extends string>(field: Field) {
  type Chosen = Readonly<Record<Field, string>> & { readonly insist: boolean };
  const holds = (input: Chosen): boolean => input.insist || !isShortPassphrase(input[field]);
  const refusal = {
    path: [field],
    error: code('passphrase/short'),
    params: { min: PASSPHRASE_MIN },
  };
  return [holds, refusal] as const;
}
