/**
 * Bulk jobs, so that they can be continued, and their outcome. Nothing here is protected
 * by the seal: each token is planned again before it is signed, and issued only if it still
 * replaces the newest.
 */
export const bulkTables = `
  CREATE TABLE bulk_issue (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('generate', 'regenerate', 'revoke')),
    profile TEXT,
    algorithm TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    total INTEGER NOT NULL DEFAULT 0,
    issued INTEGER NOT NULL DEFAULT 0,
    revokes INTEGER NOT NULL DEFAULT 0,
    never_expiring INTEGER NOT NULL DEFAULT 0,
    longest_seconds INTEGER NOT NULL DEFAULT 0,
    -- How many were left out, by the code of the reason.
    left_out TEXT NOT NULL DEFAULT '{}' CHECK (json_type(left_out) = 'object'),
    -- For whole applications whose tokens are revoked: from when on their tokens count.
    cut_off TEXT CHECK (json_type(cut_off) = 'object')
  ) STRICT;

  CREATE TABLE bulk_item (
    issue INTEGER NOT NULL REFERENCES bulk_issue (sequence) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    application_id TEXT NOT NULL,
    -- As of that time: the application may be deleted since.
    application_name TEXT NOT NULL,
    key_type TEXT NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
    -- The token that is replaced or revoked; null for new keys.
    replaces TEXT,
    validity_seconds INTEGER NOT NULL,
    scopes TEXT NOT NULL CHECK (json_valid(scopes)),
    token_id TEXT,
    expires_at INTEGER,
    -- Why there is no token.
    code TEXT,
    PRIMARY KEY (issue, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX bulk_item_open ON bulk_item (issue, position) WHERE token_id IS NULL AND code IS NULL;
  CREATE INDEX bulk_item_left_out ON bulk_item (issue, position) WHERE code IS NOT NULL;
`;
