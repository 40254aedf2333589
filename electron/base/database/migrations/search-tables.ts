/**
 * Ends every text, so that each of its characters begins a trigram, and one or two of them are found
 * as the beginning of some. No name has a control character.
 */
const END = 'char(2, 2)';

function maintained(table: string, rowid: string, name: string): string {
  return `
    CREATE VIRTUAL TABLE ${table}_search
      USING fts5 (name, content = '', contentless_delete = 1, tokenize = 'trigram');
    CREATE VIRTUAL TABLE ${table}_search_terms USING fts5vocab (${table}_search, 'row');
    CREATE TRIGGER ${table}_search_added AFTER INSERT ON ${table} BEGIN
      INSERT INTO ${table}_search (rowid, name) VALUES (NEW.${rowid}, NEW.${name} || ${END});
    END;
    CREATE TRIGGER ${table}_search_changed AFTER UPDATE OF ${name} ON ${table}
      WHEN OLD.${name} <> NEW.${name}
    BEGIN
      UPDATE ${table}_search SET name = NEW.${name} || ${END} WHERE rowid = NEW.${rowid};
    END;
    CREATE TRIGGER ${table}_search_removed AFTER DELETE ON ${table} BEGIN
      DELETE FROM ${table}_search WHERE rowid = OLD.${rowid};
    END;`;
}

const TOKEN_TEXT = `
  t.sequence, a.name_key || ${END},
  (SELECT group_concat(value || ${END}, '') FROM json_each(t.scopes))`;

/**
 * What searches look into: trigrams (FTS5), so that any part of a word is found in any script. They
 * hold no text of their own, only which row has which trigram.
 */
export const searchTables = `
  ${maintained('application', 'number', 'name_key')}
  ${maintained('api', 'sequence', 'name_key')}
  ${maintained('api_scope', 'sequence', 'name')}

  CREATE VIRTUAL TABLE token_search
    USING fts5 (application, scopes, content = '', contentless_delete = 1, tokenize = 'trigram');
  CREATE VIRTUAL TABLE token_search_terms USING fts5vocab (token_search, 'row');
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

  CREATE VIRTUAL TABLE activity_search
    USING fts5 (kind, subject, detail, content = '', contentless_delete = 1, tokenize = 'trigram');
  CREATE VIRTUAL TABLE activity_search_terms USING fts5vocab (activity_search, 'row');
  CREATE TRIGGER activity_search_added AFTER INSERT ON activity BEGIN
    INSERT INTO activity_search (rowid, kind, subject, detail)
    VALUES (NEW.id, NEW.kind || ${END}, NEW.subject || ${END}, NEW.detail || ${END});
  END;
`;
