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

const TOKEN_TEXT = `
  t.sequence, a.name_key || ${END},
  (SELECT group_concat(value || ${END}, '') FROM json_each(t.scopes))`;

/**
 * Search indexes: trigrams (FTS5), so that any part of a word is found in any script. They store no
 * text of their own, only which row has which trigram.
 */
export const searchTables = `
  ${ofLiving('application', 'number')}
  ${ofLiving('api', 'sequence')}

  ${declared('token', 'application, scopes')}
  CREATE TRIGGER token_search_added AFTER INSERT ON token BEGIN
    INSERT INTO token_search (rowid, application, scopes)
    SELECT ${TOKEN_TEXT} FROM token t JOIN application a ON a.id = t.application_id
    WHERE t.sequence = NEW.sequence;
  END;
  CREATE TRIGGER token_search_renamed AFTER UPDATE OF name_key ON application
    WHEN OLD.name_key <> NEW.name_key
  BEGIN
    DELETE FROM token_search
    WHERE rowid IN (SELECT sequence FROM token WHERE application_id = NEW.id);
    INSERT INTO token_search (rowid, application, scopes)
    SELECT ${TOKEN_TEXT} FROM token t JOIN application a ON a.id = t.application_id
    WHERE t.application_id = NEW.id;
  END;
  CREATE TRIGGER token_search_removed AFTER DELETE ON token BEGIN
    DELETE FROM token_search WHERE rowid = OLD.sequence;
  END;

  ${declared('activity', 'kind, subject, detail')}
  CREATE TRIGGER activity_search_added AFTER INSERT ON activity BEGIN
    INSERT INTO activity_search (rowid, kind, subject, detail)
    VALUES (NEW.id, NEW.kind || ${END}, NEW.subject || ${END}, NEW.detail || ${END});
  END;
`;
