import type { Migration } from '../migration.ts';
import { bulkTables } from './bulk-tables.ts';
import { coverageTriggers } from './coverage.ts';
import { currentTokens } from './current-tokens.ts';
import { scopesInUse } from './scopes-in-use.ts';
import { searchTables } from './search-tables.ts';
import { useCounts } from './use-counts.ts';

/**
 * Times (`*_at`) are whole milliseconds since the epoch. Columns that end in `_sealed` hold only
 * ciphertext of base/crypto/cipher.ts. Deleted things keep their row, with `deleted_at`, until the
 * bin is emptied.
 */
export const firstMigration: Migration = {
  version: 1,
  up: (db) => {
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
        -- Its subscriptions outside the bin, counted by use-counts.ts.
        subscription_count INTEGER NOT NULL DEFAULT 0,
        position INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX business_plan_in_order ON business_plan (position, name);

      CREATE TABLE api (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL CHECK (name <> ''),
        name_key TEXT NOT NULL,
        -- Name and version in sort order, and the text to search, both from lists.ts.
        name_order TEXT NOT NULL,
        search_text TEXT NOT NULL,
        version TEXT NOT NULL CHECK (version <> ''),
        context TEXT NOT NULL CHECK (context LIKE '/%'),
        -- The context with its version, in lower case as gateways compare it.
        context_key TEXT NOT NULL,
        address TEXT NOT NULL,
        provider TEXT NOT NULL,
        description TEXT NOT NULL,
        -- How many applications outside the bin subscribe to it, counted by use-counts.ts.
        application_count INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      -- Gateways tell APIs apart by name and version.
      CREATE UNIQUE INDEX api_by_name ON api (name_key, version) WHERE deleted_at IS NULL;
      CREATE INDEX api_in_order ON api (name_order) WHERE deleted_at IS NULL;
      CREATE INDEX api_by_context ON api (context_key) WHERE deleted_at IS NULL;
      CREATE INDEX api_by_address ON api (address) WHERE deleted_at IS NULL;
      CREATE INDEX api_by_use ON api (application_count) WHERE deleted_at IS NULL;
      CREATE INDEX api_by_change ON api (updated_at) WHERE deleted_at IS NULL;
      CREATE INDEX api_in_bin ON api (deleted_at) WHERE deleted_at IS NOT NULL;

      CREATE TABLE api_scope (
        sequence INTEGER PRIMARY KEY,
        api_id TEXT NOT NULL REFERENCES api (id) ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (name <> ''),
        display_name TEXT NOT NULL,
        description TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (api_id, name)
      ) STRICT;
      CREATE INDEX api_scope_in_order ON api_scope (api_id, position);
      CREATE INDEX api_scope_by_name ON api_scope (name, api_id);

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
        name_order TEXT NOT NULL,
        search_text TEXT NOT NULL,
        description TEXT NOT NULL,
        -- One of those of features/applications/quotas.ts, unless that was deleted meanwhile.
        per_token_quota TEXT NOT NULL CHECK (per_token_quota <> ''),
        -- For the people who look after it; '' for that of the workspace, or for none.
        owner TEXT NOT NULL DEFAULT '',
        group_name TEXT NOT NULL DEFAULT '',
        -- In lower case, as it is compared.
        group_key TEXT NOT NULL DEFAULT '',
        is_favourite INTEGER NOT NULL DEFAULT 0 CHECK (is_favourite IN (0, 1)),
        -- By the ids of the attributes that Settings define.
        attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_type(attributes) = 'object'),
        -- What a WSO2 archive had that only another archive of it has again; no secrets.
        wso2_fields TEXT NOT NULL DEFAULT '{}' CHECK (json_type(wso2_fields) = 'object'),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;
      CREATE UNIQUE INDEX application_by_name ON application (name_key) WHERE deleted_at IS NULL;
      CREATE INDEX application_in_order ON application (name_order) WHERE deleted_at IS NULL;
      -- Of those in the bin, too: their tokens stay in the ledger.
      CREATE INDEX application_in_whole_order ON application (name_order);
      CREATE INDEX application_by_change ON application (updated_at) WHERE deleted_at IS NULL;
      CREATE INDEX application_favourites ON application (name_order)
        WHERE is_favourite = 1 AND deleted_at IS NULL;
      CREATE INDEX application_by_group ON application (group_key, name_order)
        WHERE deleted_at IS NULL AND group_key <> '';
      CREATE INDEX application_by_quota ON application (per_token_quota, name_order)
        WHERE deleted_at IS NULL;
      CREATE INDEX application_in_bin ON application (deleted_at) WHERE deleted_at IS NOT NULL;

      -- How its tokens differ from the defaults in Settings.
      CREATE TABLE application_form (
        id TEXT NOT NULL PRIMARY KEY REFERENCES application (id) ON DELETE CASCADE,
        profile TEXT CHECK (profile <> ''),
        algorithm TEXT CHECK (algorithm <> ''),
        claims TEXT NOT NULL CHECK (json_type(claims) = 'object')
      ) STRICT;
      CREATE INDEX application_form_by_profile ON application_form (profile);

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
      -- An application may subscribe to an API more than once, each time with a different plan.
      CREATE UNIQUE INDEX subscription_once
        ON subscription (application_id, api_id, business_plan_id) WHERE deleted_at IS NULL;
      CREATE INDEX subscription_by_application ON subscription (application_id, api_id);
      CREATE INDEX subscription_by_api ON subscription (api_id, application_id);
      CREATE INDEX subscription_in_bin ON subscription (deleted_at) WHERE deleted_at IS NOT NULL;
      CREATE INDEX subscription_by_plan ON subscription (business_plan_id, application_id);

      CREATE TABLE application_keys (
        id TEXT NOT NULL PRIMARY KEY,
        application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
        key_type TEXT NOT NULL CHECK (key_type IN ('PRODUCTION', 'SANDBOX')),
        consumer_key TEXT NOT NULL UNIQUE CHECK (consumer_key <> ''),
        created_at INTEGER NOT NULL,
        -- Stored for handover files. Latchkey itself doesn't use it.
        grant_types TEXT NOT NULL DEFAULT '["client_credentials"]' CHECK (json_valid(grant_types)),
        callback_url TEXT NOT NULL DEFAULT '',
        -- Gateways must refuse tokens issued before it, whatever their jti.
        not_before INTEGER CHECK (not_before % 1000 = 0),
        -- How often what a new token would contain changed, and the newest token then: coverage.ts.
        coverage INTEGER NOT NULL DEFAULT 0,
        outdated_until INTEGER NOT NULL DEFAULT 0,
        UNIQUE (application_id, key_type),
        UNIQUE (id, application_id) -- The foreign key of token.
      ) STRICT;
      CREATE INDEX application_keys_by_type ON application_keys (key_type);
      CREATE INDEX application_keys_not_before ON application_keys (not_before, consumer_key)
        WHERE not_before IS NOT NULL;

      -- Several can be valid at once, so that a new secret is in use before the old one is revoked.
      CREATE TABLE consumer_secret (
        id TEXT NOT NULL PRIMARY KEY,
        keys_id TEXT NOT NULL REFERENCES application_keys (id) ON DELETE CASCADE,
        note TEXT NOT NULL,
        secret_sealed BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER CHECK (expires_at > created_at),
        revoked_at INTEGER,
        last_shown_at INTEGER
      ) STRICT;
      CREATE INDEX consumer_secret_by_keys ON consumer_secret (keys_id, created_at);
      CREATE INDEX consumer_secret_by_expiry ON consumer_secret (expires_at)
        WHERE expires_at IS NOT NULL AND revoked_at IS NULL;

      -- Public key and certificate come from the sealed data, because a plain column can be forged.
      CREATE TABLE signing_key (
        id TEXT NOT NULL PRIMARY KEY,
        kid TEXT NOT NULL UNIQUE,
        algorithm TEXT NOT NULL CHECK (algorithm IN
          ('RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA')),
        state TEXT NOT NULL CHECK (state IN ('next', 'current', 'previous', 'retired')),
        private_key_sealed BLOB NOT NULL,
        certificate_sealed BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        -- When it started and stopped signing.
        current_at INTEGER,
        previous_at INTEGER,
        retired_at INTEGER,
        -- How often another key replaced it, and the newest token then: coverage.ts.
        replaced INTEGER NOT NULL DEFAULT 0,
        outdated_until INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE UNIQUE INDEX signing_key_current ON signing_key (algorithm) WHERE state = 'current';
      CREATE UNIQUE INDEX signing_key_next ON signing_key (algorithm) WHERE state = 'next';
      CREATE INDEX signing_key_by_state ON signing_key (state, created_at);

      CREATE TABLE token (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        -- The token's jti.
        id TEXT NOT NULL UNIQUE,
        keys_id TEXT NOT NULL,
        -- Copied from application_keys, for the indexes.
        application_id TEXT NOT NULL,
        signing_key_id TEXT NOT NULL REFERENCES signing_key (id),
        profile TEXT NOT NULL CHECK (profile <> ''),
        size INTEGER NOT NULL CHECK (size > 0),
        issuer TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (json_valid(audience)),
        scopes TEXT NOT NULL CHECK (json_valid(scopes)),
        api_count INTEGER NOT NULL CHECK (api_count >= 0),
        -- The sum of the three counters of coverage.ts at the time of issue.
        coverage INTEGER NOT NULL,
        -- The mark of its row in token_coverage.
        covers TEXT NOT NULL,
        issued_at INTEGER NOT NULL CHECK (issued_at % 1000 = 0),
        expires_at INTEGER NOT NULL CHECK (expires_at % 1000 = 0 AND expires_at > issued_at),
        never_expires INTEGER NOT NULL CHECK (never_expires IN (0, 1)),
        -- 1 or 2 for the newest token of its Production or Sandbox keys, 0 for one that was
        -- replaced: current-tokens.ts.
        current_of INTEGER NOT NULL DEFAULT 0 CHECK (current_of IN (0, 1, 2)),
        revoked_at INTEGER,
        -- When its application was moved to the bin.
        withdrawn_at INTEGER,
        -- When gateways had to start refusing it.
        refused_at INTEGER GENERATED ALWAYS AS (coalesce(revoked_at, withdrawn_at)) VIRTUAL,
        FOREIGN KEY (keys_id, application_id)
          REFERENCES application_keys (id, application_id) ON DELETE CASCADE
      ) STRICT;
      -- The ledger is read by sequence, newest first, with any filter.
      -- Finds the tokens of keys, too: an application has two at most.
      CREATE INDEX token_by_application ON token (application_id, sequence, keys_id);
      CREATE INDEX token_by_signing_key ON token (signing_key_id, sequence);
      CREATE INDEX token_never_expires_not_refused ON token (sequence)
        WHERE never_expires = 1 AND refused_at IS NULL;
      CREATE INDEX token_never_expires_refused ON token (sequence)
        WHERE never_expires = 1 AND refused_at IS NOT NULL;
      CREATE INDEX token_not_refused ON token (sequence, expires_at, never_expires, current_of)
        WHERE refused_at IS NULL;
      CREATE INDEX token_refused
        ON token (sequence, expires_at, never_expires, current_of, refused_at)
        WHERE refused_at IS NOT NULL;
      CREATE INDEX token_replaced ON token (sequence, expires_at, never_expires, refused_at)
        WHERE current_of = 0;
      CREATE INDEX token_not_refused_by_application
        ON token (application_id, current_of, expires_at, never_expires, signing_key_id)
        WHERE refused_at IS NULL;
      -- With these two, tokens are read by expiry: features/tokens/by-expiry.ts.
      CREATE INDEX token_not_refused_by_expiry ON token (current_of, never_expires, expires_at)
        WHERE refused_at IS NULL;
      CREATE INDEX token_refused_by_expiry ON token (expires_at) WHERE refused_at IS NOT NULL;
      CREATE INDEX token_refused_in_order ON token (refused_at, id, expires_at)
        WHERE refused_at IS NOT NULL;
      CREATE INDEX token_by_signing_key_and_expiry ON token (signing_key_id, expires_at);
      CREATE INDEX token_in_profile ON token (profile, sequence);
      CREATE INDEX token_by_size ON token (size);
      CREATE INDEX token_by_issue ON token (issued_at);
      CREATE TRIGGER token_withdrawn AFTER UPDATE OF deleted_at ON application
        WHEN OLD.deleted_at IS NOT NEW.deleted_at
      BEGIN
        UPDATE token SET withdrawn_at = NEW.deleted_at WHERE application_id = NEW.id;
      END;

      -- A table of its own, so that no list reads it, and it can be deleted without the token.
      CREATE TABLE token_secret (
        token_id TEXT NOT NULL PRIMARY KEY REFERENCES token (id) ON DELETE CASCADE,
        jwt_sealed BLOB NOT NULL
      ) STRICT;

      -- What tokens give access to, as of their issue; stored once for all tokens of the same keys
      -- with the same access: features/tokens/coverage.ts. A mark is a digest of covers, so all
      -- copies of a workspace have the same marks.
      CREATE TABLE token_coverage (
        keys_id TEXT NOT NULL REFERENCES application_keys (id) ON DELETE CASCADE,
        mark TEXT NOT NULL CHECK (mark <> ''),
        covers TEXT NOT NULL CHECK (json_valid(covers)),
        PRIMARY KEY (keys_id, mark)
      ) STRICT, WITHOUT ROWID;

      -- Gateways must refuse a token until it expires, even after it is deleted from the ledger.
      CREATE TABLE purged_token (
        id TEXT NOT NULL PRIMARY KEY,
        expires_at INTEGER NOT NULL,
        revoked_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX purged_token_by_expiry ON purged_token (expires_at, revoked_at);
      CREATE INDEX purged_token_in_order ON purged_token (revoked_at, id, expires_at);

      -- Until which expiry the JWTs of expired tokens have been deleted, in milliseconds.
      CREATE TABLE forgotten (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
        until INTEGER NOT NULL
      ) STRICT;
      INSERT INTO forgotten VALUES (1, 0);

      -- Ledger filters with a name; the id is the name in lower case.
      CREATE TABLE saved_filter (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        filter TEXT NOT NULL CHECK (json_type(filter) = 'object'),
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What was announced before it expires, so that it is announced once.
      CREATE TABLE reminder_sent (
        kind TEXT NOT NULL CHECK (kind IN ('token', 'consumer-secret', 'certificate')),
        id TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (kind, id, expires_at)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reminder_sent_by_expiry ON reminder_sent (expires_at);

      -- The last export of each gateway file.
      CREATE TABLE gateway_export (
        file TEXT NOT NULL PRIMARY KEY CHECK (file <> ''),
        number INTEGER NOT NULL CHECK (number > 0),
        exported_at INTEGER NOT NULL,
        -- The keys that it published.
        kids TEXT NOT NULL CHECK (json_valid(kids)),
        -- How many revoked tokens it listed.
        revoked INTEGER NOT NULL,
        -- What it was written for.
        issuer TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (json_valid(audience)),
        profiles TEXT NOT NULL CHECK (json_valid(profiles))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activity (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        subject TEXT NOT NULL,
        detail TEXT NOT NULL CHECK (json_valid(detail)),
        -- The name of the unlock method that was used, as of that time.
        by_name TEXT NOT NULL,
        by_method TEXT NOT NULL CHECK (by_method IN ('passphrase', 'recovery-code', 'keyring')),
        -- The file's seal before this entry: seal.ts.
        seal BLOB,
        -- Also covers the previous entry: features/activity/activity-log.ts.
        chain BLOB
      ) STRICT;

      -- The last use of each unlock method. It changes too often to be stored in the key slots.
      CREATE TABLE unlock_use (
        method_id TEXT NOT NULL PRIMARY KEY,
        last_used_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activity_head (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
        last_id INTEGER NOT NULL,
        mac BLOB NOT NULL,
        -- How far the log was verified, and when all of it was: features/activity/checked.ts.
        checked_id INTEGER,
        checked_entries INTEGER,
        checked_every_at INTEGER,
        checked_mac BLOB,
        CHECK ((checked_mac IS NULL) = (checked_id IS NULL)
          AND (checked_mac IS NULL) = (checked_entries IS NULL)
          AND (checked_mac IS NULL) = (checked_every_at IS NULL))
      ) STRICT;

      -- Marks of earlier data keys, each derived from its key: features/workspace/witness.ts.
      CREATE TABLE past_key (
        mark BLOB NOT NULL PRIMARY KEY CHECK (length(mark) = 32)
      ) STRICT, WITHOUT ROWID;

      -- Sums of the protected tables, so that a rollback is noticed: seal.ts.
      CREATE TABLE seal_sum (
        name TEXT NOT NULL PRIMARY KEY,
        sum BLOB NOT NULL CHECK (length(sum) = 32),
        count INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE seal (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
        generation INTEGER NOT NULL,
        head_id INTEGER NOT NULL,
        head BLOB NOT NULL,
        mac BLOB NOT NULL
      ) STRICT;
      INSERT INTO seal VALUES (1, 0, 0, x'', x'');
    `);
    db.exec(bulkTables);
    db.exec(searchTables);
    db.exec(coverageTriggers);
    db.exec(currentTokens);
    db.exec(scopesInUse);
    db.exec(useCounts);
  },
};
