import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { Key } from './key.ts';

/** Bytes (128 × N × r): more than anyone needs, and no more than a machine has. */
const MOST_MEMORY = 2 ** 30;
/** Below this cost, a crafted file could make a typed passphrase cheap to guess. */
const LEAST_N = 2 ** 14;
const SALT_BYTES = 16;

/** The work of one passphrase guess. */
export const kdfCostSchema = z.object({
  N: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20)
    .refine((n) => (n & (n - 1)) === 0),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(4),
});

let leastN = LEAST_N;

/**
 * For tests, which sign in thousands of times: accepts files that cost almost nothing to guess
 * until the returned function is called.
 */
export function takeCheapGuesses(): () => void {
  leastN = 2;
  return () => {
    leastN = LEAST_N;
  };
}

/**
 * How a passphrase becomes a key: scrypt (RFC 7914). Upper bounds keep a crafted file from using up
 * a machine's memory or time, lower bounds from making the passphrase cheap to guess.
 */
export const kdfSchema = kdfCostSchema
  .extend({
    name: z.literal('scrypt'),
    r: z.number().int().min(8).max(16),
    /** 16 random bytes, base64. */
    salt: z.base64().length(Math.ceil(SALT_BYTES / 3) * 4),
  })
  .refine(({ N }) => N >= leastN)
  .refine(({ N, r }) => 128 * N * r <= MOST_MEMORY)
  .refine(({ salt }) => Buffer.from(salt, 'base64').length === SALT_BYTES);

export type Kdf = z.infer<typeof kdfSchema>;
export type KdfCost = z.infer<typeof kdfCostSchema>;

/** 128 MB and about 0.4 s on a 2026 laptop. */
export const currentCost: KdfCost = { N: 2 ** 17, r: 8, p: 1 };

/**
 * The cost that a test sets in `LATCHKEY_TEST_KDF_N` when it starts the program, as an option of
 * the core; empty for the program's own cost. Not for a package.
 */
export function testCost(env: Readonly<NodeJS.ProcessEnv>): { readonly kdfCost?: KdfCost } {
  const n = env['LATCHKEY_TEST_KDF_N'];
  return n === undefined ? {} : { kdfCost: { N: Number(n), r: 8, p: 1 } };
}

export function newKdf(cost: KdfCost): Kdf {
  return { name: 'scrypt', ...cost, salt: randomBytes(SALT_BYTES).toString('base64') };
}

/** Whether a slot was made with less work than is now required. */
export function isCheaper(kdf: Kdf, cost: KdfCost): boolean {
  return kdf.N * kdf.r * kdf.p < cost.N * cost.r * cost.p;
}

/** Runs on the thread pool, so only the sign-in waits for it. The caller must wipe the key. */
export function deriveKey(typed: TypedSecret, { N, r, p, salt }: Kdf): Promise<Key> {
  const maxmem = 256 * N * r;
  return new Promise((resolve, reject) => {
    scrypt(typed, Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem }, (error, bytes) => {
      if (error === null) resolve(Key.take(bytes));
      else reject(error);
    });
  });
}
