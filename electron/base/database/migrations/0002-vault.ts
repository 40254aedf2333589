import type { Migration } from '../migration.ts';

/**
 * The data key moves from a file beside the workspace into it, wrapped; and the activity log gets
 * its chain. Rows that are there already are chained when the workspace is next opened: that takes
 * the data key, which a migration does not have.
 */
export const vaultMigration: Migration = {
  version: 2,
  up: (db) =>
    db.exec(`
      CREATE TABLE key_slot (
        kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN ('passphrase', 'recovery-code', 'keyring')),
        -- scrypt's parameters and salt; {} for the keyring, which needs none.
        kdf TEXT NOT NULL CHECK (json_valid(kdf)),
        data_key_sealed BLOB NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      ALTER TABLE activity ADD COLUMN chain BLOB;

      CREATE TABLE activity_head (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
        last_id INTEGER NOT NULL,
        mac BLOB NOT NULL
      ) STRICT;
    `),
};
