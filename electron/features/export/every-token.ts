import { z } from 'zod';
import { applicationIdSchema, tokenIdSchema } from '../../../shared/domain/ids.ts';
import { keyTypes } from '../../../shared/domain/token.ts';
import { allValues, type ReadableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { flag, json } from '../../base/database/values.ts';
import type { ChosenToken } from './exported-token.ts';

const tokenRow = z.tuple([
  z.number(),
  tokenIdSchema,
  z.string(),
  z.string(),
  json(z.array(z.string())),
  z.string(),
  z.number(),
  z.number(),
  flag,
  z.number().nullable(),
  z.instanceof(Buffer).nullable(),
]);

const PAGE = `
  SELECT t.sequence, t.id, t.keys_id, t.signing_key_id, t.scopes, t.issuer, t.issued_at,
    t.expires_at, t.never_expires, t.refused_at, s.jwt_sealed
  FROM token t LEFT JOIN token_secret s ON s.token_id = t.id
  WHERE running() AND t.sequence < ? ORDER BY t.sequence DESC LIMIT ?`;

/**
 * Every token, newest first, page by page, with what a file says of it and its sealed JWT. A page of
 * the ledger takes three times as long: it tells more, and looks up each token's keys again.
 */
export function* everyToken(
  db: ReadableDb,
  step: number,
): Generator<readonly ChosenToken[], void, void> {
  const [ownerOf, signedBy] = [owners(db), signingKeys(db)];
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = allValues(db, PAGE, before, step);
    const tokens = readable(tokenRow, rows);
    yield tokens.flatMap((row) => {
      const [, id, keysId, keyId, scopes, issuer, issuedAt, expiresAt, ...more] = row;
      const [neverExpires, revokedAt, sealed] = more;
      const [owner, key] = [ownerOf(keysId), signedBy(keyId)];
      if (owner === null || key === null) return [];
      const times = { issuedAt, expiresAt, neverExpires, revokedAt };
      const { consumerKey, ...application } = owner;
      return [
        { summary: { id, ...application, ...key, scopes, issuer, ...times }, consumerKey, sealed },
      ];
    });
    const last = rows.at(-1)?.[0];
    if (rows.length < step || typeof last !== 'number') return;
    before = last;
  }
}

/**
 * How many looked-up owners are kept, about 30 MB: tokens of the same keys are far apart, and looking
 * up their owners each time would take as long as everything else.
 */
const MOST_KEPT = 100_000;

/** Looks up each id once. */
function lookup<T>(read: (id: string) => T): (id: string) => T {
  const kept = new Map<string, T>();
  return (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const found = read(id);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(id, found);
    return found;
  };
}

const ownerRow = z.tuple([z.enum(keyTypes), z.string(), applicationIdSchema, z.string()]);

/** Also of applications in the bin; null if it can't be read. */
function owners(db: ReadableDb) {
  return lookup((keysId) => {
    const sql = `SELECT k.key_type, k.consumer_key, a.id, a.name
      FROM application_keys k CROSS JOIN application a ON a.id = k.application_id WHERE k.id = ?`;
    const [row] = readable(ownerRow, allValues(db, sql, keysId));
    if (row === undefined) return null;
    const [keyType, consumerKey, applicationId, applicationName] = row;
    return { keyType, consumerKey, applicationId, applicationName };
  });
}

const keyRow = z.tuple([z.string(), z.string()]);

function signingKeys(db: ReadableDb) {
  return lookup((id) => {
    const sql = 'SELECT kid, algorithm FROM signing_key WHERE id = ?';
    const [row] = readable(keyRow, allValues(db, sql, id));
    return row === undefined ? null : { kid: row[0], algorithm: row[1] };
  });
}
