import { app } from 'electron';
import { type KdfCost, testCost } from '../base/crypto/kdf.ts';

/**
 * The KDF cost of a passphrase; empty for the program's own. Tests in a window sign in dozens of
 * times and set `LATCHKEY_TEST_KDF_N`; a package ignores it.
 */
export function testKdfCost(): { readonly kdfCost?: KdfCost } {
  return app.isPackaged ? {} : testCost(process.env);
}
