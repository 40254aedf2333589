import { z } from 'zod';
import type { ReadableDb, WritableDb } from '../../base/database/database.ts';
import { readStored, writeStored } from '../../base/database/stored-setting.ts';

/** The last publication; a setting that no page shows. */
const NAME = 'publication';

const numbered = z.object({
  /** 1 for the first one. */
  number: z.number(),
  /** When it changed last, in milliseconds since the epoch. */
  at: z.number(),
  /** SHA-256 of what it says, without number and time. */
  digest: z.string(),
});

const publicationSchema = numbered.extend({ revocations: numbered });
export type Numbered = z.infer<typeof numbered>;
export type Publication = z.infer<typeof publicationSchema>;

export function readPublication(db: ReadableDb): Publication | null {
  return readStored(db, NAME, publicationSchema) ?? null;
}

export function writePublication(db: WritableDb, publication: Publication): void {
  writeStored(db, NAME, publication);
}
