/** The value of `current_of` for the newest token of keys `k`. */
export const CURRENT_OF_KEYS = "(CASE k.key_type WHEN 'PRODUCTION' THEN 1 ELSE 2 END)";

/** The tokens of the same keys: found by their application, since no index has only the keys. */
const ofKeys = (row: 'OLD' | 'NEW'): string =>
  `application_id = ${row}.application_id AND keys_id = ${row}.keys_id`;

/** What it must be for a token that was just added. */
const OF_NEW = `(SELECT CASE
    WHEN EXISTS (SELECT 1 FROM token WHERE ${ofKeys('NEW')} AND sequence > NEW.sequence) THEN 0
    ELSE ${CURRENT_OF_KEYS} END
  FROM application_keys k WHERE k.id = NEW.keys_id)`;

/**
 * Marks the newest token of each keys, so that the current tokens and those that were replaced are
 * read from an index. Triggers, because no statement that adds or removes tokens can forget it.
 * A token that is added with the right value isn't written twice.
 */
export const currentTokens = `
  CREATE TRIGGER token_replaces AFTER INSERT ON token BEGIN
    UPDATE token SET current_of = 0
    WHERE current_of <> 0 AND sequence =
      (SELECT sequence FROM token WHERE ${ofKeys('NEW')} AND sequence < NEW.sequence
       ORDER BY sequence DESC LIMIT 1);
    UPDATE token SET current_of = ${OF_NEW}
    WHERE sequence = NEW.sequence AND current_of <> ${OF_NEW};
  END;
  CREATE TRIGGER token_current_removed AFTER DELETE ON token WHEN OLD.current_of <> 0 BEGIN
    UPDATE token SET current_of = OLD.current_of
    WHERE sequence =
      (SELECT sequence FROM token WHERE ${ofKeys('OLD')} ORDER BY sequence DESC LIMIT 1);
  END;
`;
