import { z } from 'zod';
import { first, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

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
  const row = first(db, 'SELECT value FROM setting WHERE name = ?', NAME);
  return (
    z
      .object({ value: json(publicationSchema) })
      .optional()
      .parse(row)?.value ?? null
  );
}

export function writePublication(db: WritableDb, publication: Publication): void {
  runOne(
    db,
    `INSERT INTO setting (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    NAME,
    JSON.stringify(publication),
  );
}
