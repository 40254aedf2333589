import type { ExtraClaims } from '../../../shared/domain/extra-claims.ts';
import type { KeysId, TokenId } from '../../../shared/domain/ids.ts';
import type { IssueRequest } from '../../../shared/domain/keys.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { SigningAlgorithm } from '../../../shared/domain/signing-key.ts';
import type { ProfileName, RsaLength } from '../../../shared/domain/token-form.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { findApplicationForm } from '../applications/form.ts';
import { requireIssuing } from '../applications/rules.ts';
import { findKeys, isConsumerKeyTaken } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listAvailableScopes, listGrantingSubscriptions } from '../subscriptions/repository.ts';
import { type Coverage, coverageOf } from '../tokens/coverage.ts';
import { findNewestToken } from '../tokens/repository.ts';
import { tokenSubject } from '../tokens/rules.ts';
import type { TokenContent } from './claims.ts';

/** The OAuth2 client of one application and key type. */
export interface Client {
  readonly id: KeysId;
  readonly consumerKey: string;
}

/** A client that is created with its first token. */
export interface NewClient extends Client {
  /** A secret that exists elsewhere; without it, one is generated. */
  readonly secret?: Secret;
}

/** A token that was requested. */
export interface Order extends IssueRequest {
  /**
   * Either the new client, whose keys are generated with its first token, or the current token that
   * the new one replaces.
   */
  readonly by: { readonly newClient: NewClient } | { readonly replaces: TokenId };
}

/** How the token is written and signed. */
export interface Form {
  readonly profile: ProfileName;
  readonly algorithm: SigningAlgorithm;
  /** The length of the key, if this token is the first to need it. */
  readonly rsaLength: RsaLength;
  readonly extraClaims: ExtraClaims;
}

/** Everything that issuing a token will change, as plain data that can be compared. */
export interface Plan {
  readonly client: Client;
  readonly createsClient: boolean;
  /** The token that is revoked in the same transaction. */
  readonly revokes: TokenId | null;
  readonly content: TokenContent;
  readonly form: Form;
  readonly covers: Coverage;
  readonly activity: NewActivity;
}

/**
 * Plans an order from the database's state. Nothing is written.
 *
 * @param settings if they were just read, for many orders.
 * @returns the plan, `missing/application`, `keys/exist`, `keys/none`, `token/not-current` or
 *   `scope/not-subscribed`.
 */
export function planToken(
  db: ReadableDb,
  order: Order,
  settings: Settings = readSettings(db),
): Result<Plan, AppError> {
  const { applicationId, keyType, validitySeconds } = order;
  const application = requireIssuing(db, applicationId);
  if (!application.ok) return application;
  const { id, number, name, perTokenQuota } = application.value;
  const scopes = chosenScopes(db, order);
  if (!scopes.ok) return scopes;
  const change = planChange(db, order, settings);
  if (!change.ok) return change;
  const subscriptions = listGrantingSubscriptions(db, id, keyType);
  const own = findApplicationForm(db, id);
  const { issuer, audience, owner, rsaLength, statusListUri } = settings;
  const { client, kind, detail } = change.value;
  return ok({
    client,
    createsClient: 'newClient' in order.by,
    revokes: change.value.revokes,
    content: {
      issuer,
      audience,
      owner: application.value.owner || owner,
      keyType,
      consumerKey: client.consumerKey,
      application: { id, number, name, perTokenQuota },
      subscriptions,
      scopes: scopes.value,
      validitySeconds,
      statusListUri,
    },
    form: {
      profile: order.profile ?? own.profile ?? settings.profile,
      algorithm: order.algorithm ?? own.algorithm ?? settings.algorithm,
      rsaLength,
      extraClaims: own.claims,
    },
    covers: coverageOf(subscriptions),
    activity: {
      kind,
      subject: tokenSubject({ applicationName: name, keyType }),
      detail: { ...detail, validitySeconds },
    },
  });
}

/** The chosen scopes in the order of the page, or `scope/not-subscribed` at `scopes`. */
function chosenScopes(
  db: ReadableDb,
  { applicationId, keyType, scopes }: Order,
): Result<readonly string[], AppError> {
  if (scopes.length === 0) return ok([]);
  const available = listAvailableScopes(db, applicationId, keyType).map(({ name }) => name);
  const foreign = scopes.find((scope) => !available.includes(scope));
  return foreign === undefined
    ? ok(available.filter((scope) => scopes.includes(scope)))
    : err(appError('scope/not-subscribed', { field: 'scopes', detail: { scope: foreign } }));
}

export interface Change extends Pick<Plan, 'client' | 'revokes'> {
  readonly kind: NewActivity['kind'];
  readonly detail: Readonly<Record<string, string>>;
}

/** The token's client, and the token that it replaces. */
export function planChange(
  db: ReadableDb,
  { applicationId, keyType, by }: Order,
  settings: Settings,
): Result<Change, AppError> {
  const keys = findKeys(db, applicationId, keyType);
  if ('newClient' in by) {
    if (keys !== undefined) return err(appError('keys/exist'));
    const { id, consumerKey } = by.newClient;
    if (isConsumerKeyTaken(db, consumerKey)) {
      return err(appError('keys/consumer-key-taken', { field: 'existing.consumerKey' }));
    }
    const client = { id, consumerKey };
    const detail = { consumerKey: client.consumerKey };
    return ok({ client, revokes: null, kind: 'keys/generated', detail });
  }
  if (keys === undefined) return err(appError('keys/none'));
  const old = findNewestToken(db, keys.id);
  if (old === undefined || old.id !== by.replaces) return err(appError('token/not-current'));
  // Revoke even an expired one: if our clock is ahead, a gateway may still accept it.
  const revokes = !settings.keepOldToken && old.revokedAt === null ? old.id : null;
  const client = { id: keys.id, consumerKey: keys.consumerKey };
  return ok({ client, revokes, kind: 'token/regenerated', detail: { replaces: old.id } });
}
