import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { connectInMemory } from '../../../../electron/base/database/connect.ts';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { migrateEmpty } from '../../../../electron/base/database/migrate.ts';
import {
  recountCurrent,
  recountOutdated,
} from '../../../../electron/base/database/recount-uses.ts';
import { indexAll } from '../../../../electron/base/database/search-upkeep.ts';
import { firstUnexpired } from '../../../../electron/features/tokens/expiry-zones.ts';
import { countTokens } from '../../../../electron/features/tokens/ledger.ts';
import { lastStale, staleWays } from '../../../../electron/features/tokens/stale-tokens.ts';

const KEYS = ['production', 'sandbox', 'other'] as const;

function ledger() {
  const db = connectInMemory();
  migrateEmpty(db as unknown as WritableDb);
  db.pragma('foreign_keys = OFF');
  const keys = db.prepare(
    `INSERT INTO application_keys (id, application_id, key_type, consumer_key, created_at)
     VALUES (?, ?, ?, ?, 0)`,
  );
  for (const id of KEYS) {
    keys.run(id, id, id === 'sandbox' ? 'SANDBOX' : 'PRODUCTION', id);
  }
  db.prepare(
    `INSERT INTO application (id, name, name_key, name_order, search_text, description,
       per_token_quota, created_at, updated_at)
     VALUES ('production', 'p', 'p', 'p', 'p', '', 'Unlimited', 0, 0)`,
  ).run();
  const insert = db.prepare(
    `INSERT INTO token (sequence, id, keys_id, application_id, signing_key_id, profile, size,
       issuer, audience, scopes, api_count, coverage, covers, issued_at, expires_at, never_expires,
       current_of)
     VALUES (?, ?, ?, ?, 's', 'standard', 1, '', '[]', '[]', 0, 0, '', 0, ?, 0, ?)`,
  );
  const add = {
    run: (sequence: number, id: string, keys: string, expiresAt: number, said: number) =>
      insert.run(sequence, id, keys, keys, expiresAt, said),
  };
  return { db, add };
}

/** The marks, and what they must be. */
function marks(db: Database.Database) {
  const rows = db
    .prepare(
      `SELECT current_of AS given, CASE
         WHEN sequence < (SELECT max(n.sequence) FROM token n WHERE n.keys_id = t.keys_id) THEN 0
         WHEN keys_id = 'sandbox' THEN 2 ELSE 1 END AS must
       FROM token t ORDER BY sequence`,
    )
    .all() as { given: number; must: number }[];
  return [rows.map(({ given }) => given), rows.map(({ must }) => must)] as const;
}

const step = record({
  sequence: integer({ min: 1, max: 5 }),
  keys: constantFrom(...KEYS),
  said: constantFrom(0, 1, 2),
  removed: boolean(),
});

test('the newest token of each keys is marked, in whatever order tokens come and go', () => {
  assert(
    property(array(step, { minLength: 12, maxLength: 24 }), (steps) => {
      const { db, add } = ledger();
      for (const { sequence, keys, said, removed } of steps) {
        if (removed) db.prepare('DELETE FROM token WHERE sequence = ?').run(sequence);
        else if (db.prepare('SELECT 1 FROM token WHERE sequence = ?').get(sequence) === undefined)
          add.run(sequence, randomUUID(), keys, 1000, said);
        const [given, must] = marks(db);
        expect(given).toEqual(must);
      }
      db.exec(
        "UPDATE token SET (keys_id, application_id) = ('other', 'other') WHERE keys_id = 'production'",
      );
      recountCurrent(db as unknown as WritableDb);
      const [given, must] = marks(db);
      expect(given).toEqual(must);
      db.close();
    }),
    { numRuns: 25 },
  );
});

/** The tokens that are stale, compared one by one. */
const STALE = `SELECT t.sequence FROM token t JOIN application_keys k ON k.id = t.keys_id
  JOIN signing_key g ON g.id = t.signing_key_id
  WHERE t.coverage <> k.coverage + g.replaced + (SELECT version FROM coverage) ORDER BY 1`;
const FRESH = `(SELECT k.coverage + g.replaced + version FROM application_keys k, signing_key g,
  coverage WHERE k.id = token.keys_id AND g.id = token.signing_key_id)`;

const changes = [
  'UPDATE application_keys SET coverage = coverage + 1 WHERE id = $keys',
  `INSERT INTO application_form (id, claims) VALUES ($keys, '{}')
   ON CONFLICT (id) DO UPDATE SET profile = $named`,
  "UPDATE signing_key SET state = iif(state = 'current', 'previous', 'current') WHERE id = $signed",
  "INSERT INTO setting VALUES ('issuer', $named) ON CONFLICT (name) DO UPDATE SET value = $named",
  'DELETE FROM token WHERE sequence = $sequence',
  `UPDATE OR IGNORE token SET sequence = (SELECT max(sequence) FROM token) + 1
   WHERE sequence = $sequence`,
  'UPDATE token SET coverage = $said WHERE sequence = $sequence',
  `UPDATE token SET coverage = ${FRESH} WHERE sequence = $sequence`,
  'UPDATE token SET (keys_id, application_id) = ($keys, $keys) WHERE sequence = $sequence',
] as const;

const turn = record({
  /** Another one adds a token. */
  change: integer({ min: 0, max: changes.length + 6 }),
  sequence: integer({ min: 1, max: 8 }),
  keys: constantFrom(...KEYS),
  signed: constantFrom('s', 'r'),
  isFresh: boolean(),
  said: integer({ min: -1, max: 2 }),
  recounted: boolean(),
});

test('every stale token is where its list looks, whatever changed before', () => {
  assert(
    property(array(turn, { minLength: 12, maxLength: 30 }), (turns) => {
      const { db, add } = ledger();
      db.exec(`INSERT INTO signing_key (id, kid, algorithm, state, private_key_sealed,
          certificate_sealed, created_at)
        VALUES ('s', 's', 'RS256', 'current', x'', x'', 0), ('r', 'r', 'ES256', 'current', x'', x'', 0)`);
      const writable = db as unknown as WritableDb;
      for (const [at, { change, recounted, isFresh, ...values }] of turns.entries()) {
        const sql = changes[change];
        const { sequence, keys, signed, said } = values;
        if (sql !== undefined) {
          const named = JSON.stringify(`${at}`);
          const used = Object.entries({ ...values, named }).filter(([name]) =>
            sql.includes(`$${name}`),
          );
          db.prepare(sql).run(Object.fromEntries(used));
        } else if (
          db.prepare('SELECT 1 FROM token WHERE sequence = ?').get(sequence) === undefined
        ) {
          add.run(sequence, randomUUID(), keys, 1000, 0);
          db.prepare('UPDATE token SET signing_key_id = ? WHERE sequence = ?').run(
            signed,
            sequence,
          );
          const coverage = isFresh ? FRESH : said;
          db.exec(`UPDATE token SET coverage = ${coverage} WHERE sequence = ${sequence}`);
        }
        if (recounted) recountOutdated(writable);
        const stale = db.prepare(STALE).pluck().all() as number[];
        const found = staleWays.flatMap(
          (way) =>
            db
              .prepare(`SELECT t.sequence FROM ${way.from} WHERE ${way.found}`)
              .pluck()
              .all() as number[],
        );
        expect(stale.filter((one) => !found.includes(one))).toEqual([]);
        expect(lastStale(writable)).toBeGreaterThanOrEqual(Math.max(0, ...found));
        expect(countTokens(writable, { stale: true }, 0, -1).found).toBe(stale.length);
        // Only what is stale, once counted anew.
        const last = lastStale(writable);
        expect(recounted ? last : 0).toBe(recounted ? Math.max(0, ...stale) : 0);
      }
      db.close();
    }),
    { numRuns: 25 },
  );
});

test('the ledger knows which applications have tokens with which scopes', () => {
  const { db, add } = ledger();
  const change = db.prepare('UPDATE token SET scopes = ? WHERE sequence = ?');
  const remove = db.prepare('DELETE FROM token WHERE sequence = ?');
  const known = () => db.prepare('SELECT * FROM scopes_in_use ORDER BY scopes').raw().all();
  for (const sequence of [1, 2, 3]) add.run(sequence, randomUUID(), 'production', 1000, 1);
  expect(known()).toEqual([['[]', 'production']]);
  const long = JSON.stringify(['x'.repeat(50)]);
  change.run(long, 3);
  expect(known()).toEqual([
    [long.slice(0, 40), 'production'],
    ['[]', 'production'],
  ]);
  remove.run(1);
  expect(known()).toHaveLength(2);
  remove.run(2);
  expect(known()).toEqual([[long.slice(0, 40), 'production']]);
  remove.run(3);
  expect(known()).toEqual([]);
  db.close();
});

test('a list of expired tokens begins after those that have not expired, and leaves none out', () => {
  const { db, add } = ledger();
  const [before, after, long] = [1000, 9000, 1_000_000];
  for (let sequence = 1; sequence <= 5000; sequence += 1) {
    add.run(sequence, randomUUID(), 'production', sequence === 1500 ? before : long, 1);
  }
  indexAll(db as unknown as WritableDb, 'token');
  const from = (end: number): number => firstUnexpired(db as unknown as WritableDb, end);
  // None has expired, one in the second thousand, all.
  expect(from(before - 1)).toBe(0);
  expect(from(after)).toBeGreaterThan(1500);
  expect(from(after)).toBeLessThan(3000);
  expect(from(long)).toBeGreaterThan(5000);
  // One that isn't indexed yet, and one that a merge puts among the others.
  add.run(5001, randomUUID(), 'production', before, 1);
  expect(from(after)).toBeGreaterThan(5001);
  db.prepare('DELETE FROM token WHERE sequence >= 5001').run();
  db.prepare('DELETE FROM token WHERE sequence = 4000').run();
  expect(from(after)).toBeLessThan(3000);
  add.run(4000, randomUUID(), 'production', before, 1);
  expect(from(after)).toBeGreaterThan(4000);
  db.close();
});
