/** As much of a token's scopes as the ledger is sorted by: those that begin alike are sorted by owner. */
export const scopesOf = (t: string): string => `substr(${t}.scopes, 1, 40)`;

const removed = (row: 'OLD'): string => `
    DELETE FROM scopes_in_use
    WHERE scopes = ${scopesOf(row)} AND application_id = ${row}.application_id AND NOT EXISTS (
      SELECT 1 FROM token t WHERE t.application_id = ${row}.application_id
        AND ${scopesOf('t')} = ${scopesOf(row)});`;

const added = `
    INSERT OR IGNORE INTO scopes_in_use VALUES (${scopesOf('NEW')}, NEW.application_id);`;

/**
 * Which applications have tokens with which scopes: the ledger sorted by scopes is read along it. A new
 * token mostly has those of the one that it replaces, so it writes nothing here; an index of all tokens
 * had another page for each.
 */
export const scopesInUse = `
  CREATE TABLE scopes_in_use (
    scopes TEXT NOT NULL,
    application_id TEXT NOT NULL,
    PRIMARY KEY (scopes, application_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER scopes_in_use_added AFTER INSERT ON token BEGIN ${added} END;
  CREATE TRIGGER scopes_in_use_changed AFTER UPDATE OF scopes, application_id ON token
    WHEN (OLD.scopes, OLD.application_id) <> (NEW.scopes, NEW.application_id)
  BEGIN ${added} ${removed('OLD')} END;
  CREATE TRIGGER scopes_in_use_removed AFTER DELETE ON token BEGIN ${removed('OLD')} END;
`;
