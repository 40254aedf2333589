import { app } from 'electron';
import { type KdfCost, testCost } from '../base/crypto/kdf.ts';

/**
 * What a guess of a passphrase costs; nothing for the program's own cost. Tests in a window sign
 * in dozens of times and set `LATCHKEY_TEST_KDF_N`; a package takes no notice of it.
 */
export function testKdfCost(): { readonly kdfCost?: KdfCost } {
  return app.isPackaged ? {} : testCost(process.env);
}
