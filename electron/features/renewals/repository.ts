import { z } from 'zod';
import { type Renewal, renewalSchema } from '../../../shared/domain/renewal.ts';
import { first, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

/** A setting that the Settings page doesn't show. Settings are under the seal: ADR 10. */
const NAME = 'renewals';

export function readRenewals(db: ReadableDb): readonly Renewal[] {
  const row = first(db, 'SELECT value FROM setting WHERE name = ?', NAME);
  return (
    z
      .object({ value: json(z.array(renewalSchema)) })
      .optional()
      .parse(row)?.value ?? []
  );
}

export function writeRenewals(db: WritableDb, renewals: readonly Renewal[]): void {
  runOne(
    db,
    `INSERT INTO setting (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    NAME,
    JSON.stringify(renewals),
  );
}
