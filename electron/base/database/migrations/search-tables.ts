/**
 * Ends every text so that each of its characters starts a trigram, and searches for one or two
 * characters can match a trigram's start. No name contains a control character.
 */
const END = 'char(2, 2)';

function declared(table: string, columns = 'text'): string {
  return `
    CREATE VIRTUAL TABLE ${table}_search
      USING fts5 (${columns}, content = '', contentless_delete = 1, tokenize = 'trigram');
    CREATE VIRTUAL TABLE ${table}_search_terms USING fts5vocab (${table}_search, 'row');`;
}

/** Rows in the bin are neither found nor counted. */
function ofLiving(table: string, rowid: string): string {
  const added = `INSERT INTO ${table}_search (rowid, text) VALUES (NEW.${rowid}, NEW.search_text || ${END});`;
  const removed = `DELETE FROM ${table}_search WHERE rowid = OLD.${rowid};`;
  return `${declared(table)}
    CREATE TRIGGER ${table}_search_added AFTER INSERT ON ${table} WHEN NEW.deleted_at IS NULL
    BEGIN ${added} END;
    CREATE TRIGGER ${table}_search_changed AFTER UPDATE OF search_text ON ${table}
      WHEN OLD.search_text <> NEW.search_text AND NEW.deleted_at IS NULL
    BEGIN ${removed} ${added} END;
    CREATE TRIGGER ${table}_search_binned AFTER UPDATE OF deleted_at ON ${table}
      WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL
    BEGIN ${removed} END;
    CREATE TRIGGER ${table}_search_restored AFTER UPDATE OF deleted_at ON ${table}
      WHEN OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL
    BEGIN ${added} END;
    CREATE TRIGGER ${table}_search_removed AFTER DELETE ON ${table} WHEN OLD.deleted_at IS NULL
    BEGIN ${removed} END;`;
}

/**
 * Up to which row a table is in its search index. Later rows are indexed in bulk, see
 * search-upkeep.ts: each by itself, they would write as much as everything else about a token.
 */
function marked(table: string): string {
  return `
    CREATE TABLE ${table}_search_mark (
      only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
      last INTEGER NOT NULL
    ) STRICT;
    INSERT INTO ${table}_search_mark VALUES (1, 0);`;
}

const isIndexed = (table: string, row: string): string =>
  `${row} <= (SELECT last FROM ${table}_search_mark WHERE only = 1)`;

/** One malformed row must not keep all others out of the index, or its application's name as it is. */
const SCOPES = "iif(json_valid(t.scopes), t.scopes, '[]')";

/** Adds tokens to their search index. */
export function indexTokens(condition: string): string {
  return `INSERT INTO token_search (rowid, application, scopes)
    SELECT ${TOKEN_TEXT} FROM token t CROSS JOIN application a ON a.id = t.application_id
    WHERE ${condition};`;
}

/** Tokens with consecutive numbers: see {@link zoneTokens}. */
export const ZONE = 1024;

/**
 * Notes the first expiry in each zone of tokens, so that a list of expired ones skips the zones in
 * which none has expired yet: mostly the newest ones. Expiries never change.
 */
export function zoneTokens(condition: string): string {
  return `INSERT INTO token_search_zone (zone, ends)
    SELECT t.sequence / ${ZONE}, t.expires_at FROM token t WHERE ${condition}
    ON CONFLICT (zone) DO UPDATE SET ends = min(ends, excluded.ends);`;
}

/** Adds entries of the log to their search index. */
export function indexActivity(condition: string): string {
  return `INSERT INTO activity_search (rowid, kind, subject, detail)
    SELECT l.id, l.kind || ${END}, l.subject || ${END}, l.detail || ${END} FROM activity l
    WHERE ${condition};`;
}

const TOKEN_TEXT = `
  t.sequence, a.name_key || ${END},
  (SELECT group_concat(value || ${END}, '') FROM json_each(${SCOPES}))`;

/**
 * Search indexes: trigrams (FTS5), so that any part of a word is found in any script. They store no
 * text of their own, only which row has which trigram.
 */
export const searchTables = `
  ${ofLiving('application', 'number')}
  ${ofLiving('api', 'sequence')}

  ${declared('token', 'application, scopes')}
  ${marked('token')}
  -- Written with the search index, up to its mark.
  CREATE TABLE token_search_zone (zone INTEGER PRIMARY KEY, ends INTEGER NOT NULL) STRICT;
  CREATE TRIGGER token_search_added AFTER INSERT ON token
    WHEN ${isIndexed('token', 'NEW.sequence')}
  BEGIN
    ${indexTokens('t.sequence = NEW.sequence')}
    ${zoneTokens('t.sequence = NEW.sequence')}
  END;
  CREATE TRIGGER token_search_renamed AFTER UPDATE OF name_key ON application
    WHEN OLD.name_key <> NEW.name_key
  BEGIN
    DELETE FROM token_search
    WHERE rowid IN (SELECT sequence FROM token
      WHERE application_id = NEW.id AND ${isIndexed('token', 'sequence')});
    ${indexTokens(`t.application_id = NEW.id AND ${isIndexed('token', 't.sequence')}`)}
  END;
  CREATE TRIGGER token_search_removed AFTER DELETE ON token
    WHEN ${isIndexed('token', 'OLD.sequence')}
  BEGIN
    DELETE FROM token_search WHERE rowid = OLD.sequence;
  END;

  ${declared('activity', 'kind, subject, detail')}
  ${marked('activity')}
  CREATE TRIGGER activity_search_added AFTER INSERT ON activity
    WHEN ${isIndexed('activity', 'NEW.id')}
  BEGIN
    ${indexActivity('l.id = NEW.id')}
  END;
`;
