import { type ProfileName, profileNames } from '../../../shared/domain/token-form.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { readSettings } from '../settings/repository.ts';

/** The profiles of tokens not expired at `now` (ms), and those that new tokens may have. */
export function profilesInUse(db: ReadableDb, now: number): readonly ProfileName[] {
  const { profile: fromSettings } = readSettings(db);
  const exists = (sql: string, ...values: (string | number)[]) =>
    first(db, `SELECT 1 FROM ${sql} LIMIT 1`, ...values) !== undefined;
  return profileNames.filter(
    (name) =>
      name === fromSettings ||
      exists('application_form WHERE profile = ?', name) ||
      exists('token WHERE profile = ? AND expires_at > ?', name, now),
  );
}
