import type { Migration } from '../migration.ts';

/**
 * Times (`*_at`) are whole milliseconds since the epoch. Columns that end in `_sealed` hold
 * ciphertext of base/crypto/cipher.ts and nothing else. Deleted things keep their row, with
 * `deleted_at`, until the bin is emptied.
 */
export const firstMigration: Migration = {
  version: 1,
  up: (db) =>
    db.exec(`
      CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT;

      CREATE TABLE business_plan (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL UNIQUE,
        description TEXT NOT NULL,
        requests_per_minute INTEGER CHECK (requests_per_minute > 0),
        position INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE api (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL,
        version TEXT NOT NULL CHECK (version <> ''),
        context TEXT NOT NULL CHECK (context LIKE '/%'),
        provider TEXT NOT NULL,
        description TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      -- Gateways tell APIs apart by name and version.
      CREATE UNIQUE INDEX api_by_name ON api (name_key, version) WHERE deleted_at IS NULL;

      CREATE TABLE api_scope (
        api_id TEXT NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (name <> ''),
        display_name TEXT NOT NULL,
        description TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (api_id, name)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE api_business_plan (
        api_id TEXT NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        business_plan_id TEXT NOT NULL REFERENCES business_plan (id) ON DELETE CASCADE,
        PRIMARY KEY (api_id, business_plan_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX api_business_plan_by_plan ON api_business_plan (business_plan_id);

      CREATE TABLE application (
        -- WSO2's gateways read application.id as a number.
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL,
        description TEXT NOT NULL,
        per_token_quota TEXT NOT NULL
          CHECK (per_token_quota IN ('10PerMin', '20PerMin', '50PerMin', 'Unlimited')),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX application_by_name ON application (name_key) WHERE deleted_at IS NULL;

      CREATE TABLE subscription (
        id TEXT NOT NULL PRIMARY KEY,
        application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
        api_id TEXT NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        business_plan_id TEXT NOT NULL REFERENCES business_plan (id),
        state TEXT NOT NULL
          CHECK (state IN ('UNBLOCKED', 'BLOCKED', 'PROD_ONLY_BLOCKED', 'ON_HOLD')),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      -- The same API several times in one application, but each time with another plan.
      CREATE UNIQUE INDEX subscription_once
        ON subscription (application_id, api_id, business_plan_id) WHERE deleted_at IS NULL;
      CREATE INDEX subscription_by_api ON subscription (api_id);
      CREATE INDEX subscription_by_plan ON subscription (business_plan_id);

      CREATE TABLE application_keys (
        id TEXT NOT NULL PRIMARY KEY,
        application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
        key_type TEXT NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
        consumer_key TEXT NOT NULL UNIQUE CHECK (length(consumer_key) = 28),
        consumer_secret_sealed BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        UNIQUE (application_id, key_type)
      ) STRICT;

      CREATE TABLE signing_key (
        id TEXT NOT NULL PRIMARY KEY,
        kid TEXT NOT NULL UNIQUE,
        algorithm TEXT NOT NULL CHECK (algorithm IN
          ('RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA')),
        public_jwk TEXT NOT NULL CHECK (json_valid(public_jwk)),
        private_key_sealed BLOB NOT NULL,
        certificate_pem TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        retired_at INTEGER
      ) STRICT;

      CREATE TABLE token (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        keys_id TEXT NOT NULL REFERENCES application_keys (id) ON DELETE CASCADE,
        signing_key_id TEXT NOT NULL REFERENCES signing_key (id),
        jwt_sealed BLOB NOT NULL,
        size INTEGER NOT NULL CHECK (size > 0),
        issuer TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (json_valid(audience)),
        scopes TEXT NOT NULL CHECK (json_valid(scopes)),
        -- What it opens, as it was at issue: features/tokens/coverage.ts.
        covers TEXT NOT NULL CHECK (json_valid(covers)),
        issued_at INTEGER NOT NULL CHECK (issued_at % 1000 = 0),
        expires_at INTEGER NOT NULL CHECK (expires_at % 1000 = 0 AND expires_at > issued_at),
        never_expires INTEGER NOT NULL CHECK (never_expires IN (0, 1)),
        revoked_at INTEGER
      ) STRICT;
      CREATE INDEX token_by_keys ON token (keys_id, sequence);
      CREATE INDEX token_never_expires ON token (sequence) WHERE never_expires = 1;
      CREATE INDEX token_by_issue ON token (issued_at);

      -- Tokens that are gone from the ledger but not yet expired: gateways must still refuse them.
      CREATE TABLE purged_token (
        id TEXT NOT NULL PRIMARY KEY,
        expires_at INTEGER NOT NULL,
        revoked_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activity (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        subject TEXT NOT NULL,
        detail TEXT NOT NULL CHECK (json_valid(detail)),
        -- Written right after the row, in its transaction: features/activity/activity-log.ts.
        chain BLOB
      ) STRICT;

      CREATE TABLE activity_head (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
        last_id INTEGER NOT NULL,
        mac BLOB NOT NULL
      ) STRICT;
    `),
};
