import { z } from 'zod';
import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import {
  type DependentApplication,
  dependentApplicationSchema,
  type SigningKeyUsage,
  signingKeyUsageSchema,
} from '../../../shared/domain/signing-key.ts';
import { all, first, type ReadableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';

const idRow = z.object({ id: signingKeyUsageSchema.shape.id });

/** Active tokens of a key, in the order of their applications; reads those of all keys. */
const ACTIVE = `
  token t INDEXED BY token_not_refused_by_application
  WHERE running() AND t.application_id > '' AND t.signing_key_id = ? AND t.refused_at IS NULL
    AND (t.never_expires = 1 OR t.expires_at > ?)`;

/** Whether one of a key's tokens may be active: earlier keys needn't be counted. */
function isInUse(db: ReadableDb, id: SigningKeyId, now: number): boolean {
  const sql = 'SELECT 1 FROM token t WHERE t.signing_key_id = ? AND t.expires_at > ? LIMIT 1';
  return first(db, sql, id, now) !== undefined;
}

/** What depends on each key at `now` (ms). */
export function usageOfKeys(db: ReadableDb, now: number): SigningKeyUsage[] {
  const keys = readable(idRow, all(db, 'SELECT id FROM signing_key ORDER BY created_at DESC'));
  return keys.map(({ id }) => usageOfKey(db, id, now));
}

export function usageOfKey(db: ReadableDb, id: SigningKeyId, now: number): SigningKeyUsage {
  if (!isInUse(db, id, now)) return { id, activeTokens: 0, applications: 0, neverExpiring: 0 };
  const row = first(
    db,
    `SELECT ? AS id, coalesce(sum(g.tokens), 0) AS activeTokens, count(*) AS applications,
       coalesce(sum(g.never), 0) AS neverExpiring
     FROM (SELECT count(*) AS tokens, sum(t.never_expires) AS never FROM ${ACTIVE}
           GROUP BY t.application_id) g`,
    id,
    id,
    now,
  );
  return signingKeyUsageSchema.parse(row);
}

/** The applications with active tokens of a key at `now` (ms), at most `limit` of them. */
export function applicationsOfKey(
  db: ReadableDb,
  id: SigningKeyId,
  now: number,
  limit: number,
): DependentApplication[] {
  if (!isInUse(db, id, now)) return [];
  const rows = all(
    db,
    `SELECT a.id, a.name, g.activeTokens
     FROM (SELECT t.application_id AS applicationId, count(*) AS activeTokens FROM ${ACTIVE}
           GROUP BY t.application_id LIMIT ?) g
     CROSS JOIN application a ON a.id = g.applicationId`,
    id,
    now,
    limit,
  );
  return readable(dependentApplicationSchema, rows);
}
