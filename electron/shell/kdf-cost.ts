import { app } from 'electron';
import type { KdfCost } from '../base/crypto/kdf.ts';

/**
 * What a guess of a passphrase costs; undefined for the program's own cost. Tests in a window sign
 * in dozens of times and set `LATCHKEY_TEST_KDF_N`; a package takes no notice of it.
 */
export function testKdfCost(): KdfCost | undefined {
  const n = app.isPackaged ? undefined : process.env['LATCHKEY_TEST_KDF_N'];
  return n === undefined ? undefined : { N: Number(n), r: 8, p: 1 };
}
