import type Database from 'better-sqlite3';
import { z } from 'zod';

const ruleRow = z.object({ type: z.string(), name: z.string(), sql: z.string() });

/** Fills the search tables as their triggers would have. */
const searches = [
  `INSERT INTO application_search (rowid, text)
   SELECT number, search_text || char(2, 2) FROM application WHERE deleted_at IS NULL`,
  `INSERT INTO api_search (rowid, text)
   SELECT sequence, search_text || char(2, 2) FROM api WHERE deleted_at IS NULL`,
  `INSERT INTO token_search (rowid, application, scopes)
   SELECT t.sequence, a.name_key || char(2, 2),
     (SELECT group_concat(value || char(2, 2), '') FROM json_each(t.scopes))
   FROM token t JOIN application a ON a.id = t.application_id`,
  `INSERT OR IGNORE INTO scopes_in_use SELECT substr(scopes, 1, 40), application_id FROM token`,
  `INSERT INTO token_search_zone SELECT sequence / 1024, min(expires_at) FROM token GROUP BY 1`,
  'UPDATE token_search_mark SET last = (SELECT coalesce(max(sequence), 0) FROM token)',
  `INSERT INTO activity_search (rowid, kind, subject, detail)
   SELECT id, kind || char(2, 2), subject || char(2, 2), detail || char(2, 2) FROM activity`,
  'UPDATE activity_search_mark SET last = (SELECT coalesce(max(id), 0) FROM activity)',
];

/**
 * Fills tables without indexes and triggers, and recreates those unchanged afterwards: a million
 * rows then take minutes instead of hours.
 */
export function withoutUpkeep(db: Database.Database, fill: () => void): void {
  const rules = z.array(ruleRow).parse(
    db
      .prepare(
        `SELECT type, name, sql FROM sqlite_schema
           WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name NOT LIKE '%\\_search\\_%' ESCAPE '\\'`,
      )
      .all(),
  );
  db.pragma('foreign_keys = OFF');
  for (const { type, name } of rules) db.exec(`DROP ${type} ${name}`);
  fill();
  for (const { sql } of rules.filter(({ type }) => type === 'index')) db.exec(sql);
  for (const table of ['application', 'api', 'token', 'activity']) {
    db.exec(`DELETE FROM ${table}_search`);
  }
  db.exec('DELETE FROM token_search_zone');
  db.transaction(() => {
    for (const sql of searches) db.exec(sql);
  })();
  for (const { sql } of rules.filter(({ type }) => type === 'trigger')) db.exec(sql);
  db.pragma('foreign_keys = ON');
}
