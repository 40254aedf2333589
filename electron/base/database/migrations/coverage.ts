/** Whether a subscription in this state goes into tokens of this key type: `grantingStates`. */
function grants(state: string, keyType: string): string {
  return `(${state} = 'UNBLOCKED' OR (${state} = 'PROD_ONLY_BLOCKED' AND ${keyType} = 'SANDBOX'))`;
}

const BUMP = 'UPDATE application_keys SET coverage = coverage + 1';

/** Those whose tokens include a subscription that matches. */
function bumpThoseWith(condition: string): string {
  return `${BUMP} WHERE id IN (
      SELECT k.id FROM subscription s JOIN application_keys k ON k.application_id = s.application_id
      WHERE ${condition} AND s.deleted_at IS NULL AND ${grants('s.state', 'k.key_type')});`;
}

function ofSubscription(row: 'OLD' | 'NEW'): string {
  return `(${row}.deleted_at IS NULL AND ${grants(`${row}.state`, 'key_type')})`;
}

/** The settings that appear in a token. */
const SETTINGS = "('issuer', 'audience', 'owner', 'profile', 'algorithm')";

const OF_KEYS = 'application_id = NEW.application_id AND keys_id = NEW.id';

const newestOf = (condition: string): string =>
  `(SELECT coalesce(max(sequence), 0) FROM token WHERE ${condition})`;

const IS_STALE = `NEW.coverage <> (SELECT coverage FROM application_keys WHERE id = NEW.keys_id)
      + (SELECT replaced FROM signing_key WHERE id = NEW.signing_key_id)
      + (SELECT version FROM coverage)`;

const OUTDATE = `UPDATE application_keys SET outdated_until = NEW.sequence
    WHERE id = NEW.keys_id AND outdated_until < NEW.sequence;`;

/**
 * Counts every change to what a new token would contain. A token remembers the count at its issue,
 * so checking whether it is stale compares two numbers. Three counters keep it exact (an
 * application's keys, its signing key, the workspace); their sum only grows.
 *
 * Beside each counter is the newest token that it made stale: of those after all three, none is
 * stale, so a list of stale tokens needn't compare them. One before them may be up to date.
 *
 * Triggers, because no statement that changes these tables can forget them.
 */
export const coverageTriggers = `
  CREATE TABLE coverage (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    outdated_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO coverage (only, version) VALUES (1, 0);
  CREATE INDEX application_keys_outdated ON application_keys (outdated_until)
    WHERE outdated_until > 0;

  CREATE TRIGGER coverage_subscription_added AFTER INSERT ON subscription BEGIN
    ${BUMP} WHERE application_id = NEW.application_id AND ${ofSubscription('NEW')};
  END;
  CREATE TRIGGER coverage_subscription_changed
    AFTER UPDATE OF business_plan_id, state, deleted_at ON subscription
  BEGIN
    ${BUMP} WHERE application_id = NEW.application_id
      AND (${ofSubscription('OLD')} <> ${ofSubscription('NEW')}
        OR (${ofSubscription('NEW')} AND OLD.business_plan_id <> NEW.business_plan_id));
  END;
  CREATE TRIGGER coverage_subscription_removed AFTER DELETE ON subscription
    -- Once its API is deleted, no token includes it.
    WHEN EXISTS (SELECT 1 FROM api WHERE id = OLD.api_id AND deleted_at IS NULL)
  BEGIN
    ${BUMP} WHERE application_id = OLD.application_id AND ${ofSubscription('OLD')};
  END;

  CREATE TRIGGER coverage_api_changed
    AFTER UPDATE OF name, version, context, provider, deleted_at ON api
    WHEN (OLD.name, OLD.version, OLD.context, OLD.provider, OLD.deleted_at IS NULL)
      <> (NEW.name, NEW.version, NEW.context, NEW.provider, NEW.deleted_at IS NULL)
  BEGIN
    ${bumpThoseWith('s.api_id = NEW.id')}
  END;
  CREATE TRIGGER coverage_scope_added AFTER INSERT ON api_scope BEGIN
    ${bumpThoseWith('s.api_id = NEW.api_id')}
  END;
  CREATE TRIGGER coverage_scope_removed AFTER DELETE ON api_scope BEGIN
    ${bumpThoseWith('s.api_id = OLD.api_id')}
  END;

  CREATE TRIGGER coverage_plan_renamed AFTER UPDATE OF name ON business_plan
    WHEN OLD.name <> NEW.name
  BEGIN
    ${bumpThoseWith('s.business_plan_id = NEW.id')}
  END;
  CREATE TRIGGER coverage_application_changed AFTER UPDATE OF name, per_token_quota, owner
    ON application
    WHEN (OLD.name, OLD.per_token_quota, OLD.owner) <> (NEW.name, NEW.per_token_quota, NEW.owner)
  BEGIN
    ${BUMP} WHERE application_id = NEW.id;
  END;

  CREATE TRIGGER coverage_form_added AFTER INSERT ON application_form BEGIN
    ${BUMP} WHERE application_id = NEW.id;
  END;
  CREATE TRIGGER coverage_form_changed AFTER UPDATE ON application_form
    WHEN (OLD.profile, OLD.algorithm, OLD.claims) IS NOT (NEW.profile, NEW.algorithm, NEW.claims)
  BEGIN
    ${BUMP} WHERE application_id = NEW.id;
  END;

  CREATE TRIGGER coverage_setting_added AFTER INSERT ON setting WHEN NEW.name IN ${SETTINGS} BEGIN
    UPDATE coverage SET version = version + 1;
  END;
  CREATE TRIGGER coverage_setting_changed AFTER UPDATE OF value ON setting
    WHEN NEW.name IN ${SETTINGS} AND OLD.value <> NEW.value
  BEGIN
    UPDATE coverage SET version = version + 1;
  END;

  CREATE TRIGGER coverage_signing_key_replaced AFTER UPDATE OF state ON signing_key
    WHEN OLD.state = 'current' AND NEW.state <> 'current'
  BEGIN
    UPDATE signing_key SET replaced = replaced + 1 WHERE id = NEW.id;
  END;

  CREATE TRIGGER coverage_keys_outdated AFTER UPDATE OF coverage ON application_keys BEGIN
    UPDATE application_keys SET outdated_until = max(outdated_until, ${newestOf(OF_KEYS)})
    WHERE id = NEW.id;
  END;
  CREATE TRIGGER coverage_signing_key_outdated AFTER UPDATE OF replaced ON signing_key BEGIN
    UPDATE signing_key
    SET outdated_until = max(outdated_until, ${newestOf('signing_key_id = NEW.id')})
    WHERE id = NEW.id;
  END;
  CREATE TRIGGER coverage_all_outdated AFTER UPDATE OF version ON coverage BEGIN
    UPDATE coverage SET outdated_until = max(outdated_until, ${newestOf('sequence > 0')});
  END;
  -- One that came back from a file, or that got another place.
  CREATE TRIGGER coverage_token_added AFTER INSERT ON token WHEN ${IS_STALE} BEGIN
    ${OUTDATE}
  END;
  CREATE TRIGGER coverage_token_changed
    AFTER UPDATE OF sequence, keys_id, signing_key_id, coverage ON token WHEN ${IS_STALE}
  BEGIN
    ${OUTDATE}
  END;
`;
