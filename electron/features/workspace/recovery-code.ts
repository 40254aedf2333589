import { randomInt } from 'node:crypto';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';

/** Crockford's base 32: no I, L, O or U, which are misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 6;
const GROUP_LENGTH = 5;

/** 30 characters in groups of five, 150 bits: "7Q2ZK-…". */
export function newRecoveryCode(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(
      '',
    ),
  ).join('-');
}

/**
 * Passes the normalized code to `use`: case, spaces, dashes and misread letters don't matter. The
 * normalized bytes are overwritten afterwards.
 */
export async function withRecoveryCode<T>(
  typed: TypedSecret,
  use: (code: TypedSecret) => Promise<T>,
): Promise<T> {
  const read = new Uint8Array(new ArrayBuffer(typed.length));
  let length = 0;
  for (const byte of typed) {
    const meant = meantBy(byte);
    if (meant === null) continue;
    read[length] = meant;
    length += 1;
  }
  try {
    return await use(read.subarray(0, length) as TypedSecret);
  } finally {
    read.fill(0);
  }
}

const codeOf = (character: string): number => character.charCodeAt(0);

/** The intended ASCII character for a typed one, or null for one that is ignored. */
function meantBy(byte: number): number | null {
  const isLower = byte >= codeOf('a') && byte <= codeOf('z');
  const upper = isLower ? byte - 32 : byte;
  if (upper === codeOf('O')) return codeOf('0');
  if (upper === codeOf('I') || upper === codeOf('L')) return codeOf('1');
  const isLetter = upper >= codeOf('A') && upper <= codeOf('Z');
  return isLetter || (upper >= codeOf('0') && upper <= codeOf('9')) ? upper : null;
}
