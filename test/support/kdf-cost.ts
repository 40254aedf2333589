/** The key derivation cost in window tests: the lowest that a file may have. */
export const windowKdfCost = { N: 2 ** 14, r: 8, p: 1 };

/** Tells an unpackaged program to take that cost. */
export const cheapGuesses = { LATCHKEY_TEST_KDF_N: String(windowKdfCost.N) };
