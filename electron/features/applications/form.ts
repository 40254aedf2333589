import { z } from 'zod';
import type { ExtraClaims } from '../../../shared/domain/extra-claims.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { first, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

const formRow = z.object({
  profile: z.enum(profileNames).nullable(),
  algorithm: z.enum(signingAlgorithms).nullable(),
  claims: json(z.record(z.string(), z.unknown())),
});

const storedForm = formRow.optional();

/** An application's token settings; null means the value from Settings. */
export interface StoredForm extends z.infer<typeof formRow> {
  readonly claims: ExtraClaims;
}

export function findApplicationForm(db: ReadableDb, id: ApplicationId): StoredForm {
  const row = first(db, 'SELECT profile, algorithm, claims FROM application_form WHERE id = ?', id);
  return storedForm.parse(row) ?? { profile: null, algorithm: null, claims: {} };
}

export function writeApplicationForm(db: WritableDb, id: ApplicationId, form: StoredForm): void {
  runOne(
    db,
    `INSERT INTO application_form (id, profile, algorithm, claims) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE
     SET profile = excluded.profile, algorithm = excluded.algorithm, claims = excluded.claims`,
    id,
    form.profile,
    form.algorithm,
    JSON.stringify(form.claims),
  );
}
