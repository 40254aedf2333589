import { statSync } from 'node:fs';
import type { Key } from '../../crypto/key.ts';
import { openRaw } from './raw-file.ts';
import { damagedIn } from './raw-rows.ts';

/** Reading a larger file takes longer than a person would wait for this detail. */
const LARGEST = 128 * 2 ** 20;

export interface DamagedPages {
  readonly damaged: number;
  readonly pages: number;
}

/** How many pages of a closed file are damaged. @returns null if unknown, also for a wrong key. */
export function countDamaged(file: string, key: Key): DamagedPages | null {
  if (statSync(file).size > LARGEST) return null;
  const raw = openRaw(file, key);
  try {
    const { damaged, pages } = damagedIn(raw);
    return damaged.length === pages ? null : { damaged: damaged.length, pages };
  } finally {
    raw.close();
  }
}
