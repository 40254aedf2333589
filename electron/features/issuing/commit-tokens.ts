import { randomUUID } from 'node:crypto';
import type { SigningKeyId, TokenId } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { inTransaction } from '../../base/database/database.ts';
import { consumerSecretPlace, newConsumerSecret } from '../keys/consumer-keys.ts';
import { insertConsumerSecret, insertKeys } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { beginsLikeAnother, insertToken, revokeToken } from '../tokens/repository.ts';
import { accessTokenPlace } from '../tokens/rules.ts';
import type { Order, Plan } from './plan.ts';
import { asIssuing, type PlanMark, recheckPlan } from './plan-mark.ts';
import { readSignedClaims } from './signed-claims.ts';
import { STATUS_DIGITS } from './status.ts';

/** A token that is signed but not yet stored. */
export interface SignedToken {
  readonly order: Order;
  /** What was signed. */
  readonly plan: Plan;
  readonly mark: PlanMark;
  readonly id: TokenId;
  readonly signingKeyId: SigningKeyId;
  readonly profile: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly jwt: Secret;
}

/** The stored token's id, why its order is now refused, or that its plan is outdated. */
export type Outcome = Result<TokenId, AppError> | 'outdated';

/**
 * Stores signed tokens with all that their plans change, in one transaction. An order that is
 * refused, or whose plan is outdated, changes nothing and doesn't stop the others.
 *
 * @param also writes in the same transaction what depends on the outcomes.
 * @returns one outcome per token, in the same order.
 */
export function commitTokens(
  context: WriteContext,
  batch: readonly SignedToken[],
  also: (outcomes: readonly Outcome[]) => void = () => {},
): readonly Outcome[] {
  const { db } = context;
  let read: Settings | null = null;
  const settings = (): Settings => (read ??= readSettings(db));
  const committed = inTransaction<readonly Outcome[], never>(db, () =>
    asIssuing(db, () => {
      const outcomes = batch.map((token) => commitToken(context, token, settings));
      also(outcomes);
      return ok(outcomes);
    }),
  );
  // The transaction itself is never refused: each outcome carries its own error.
  return committed.ok ? committed.value : [];
}

function commitToken(context: WriteContext, token: SignedToken, settings: () => Settings): Outcome {
  const { db, cipher, signer, activity, now } = context;
  const { order, plan, id, jwt } = token;
  const found = recheckPlan(db, token, settings);
  if (found !== null) return found === 'outdated' ? found : err(found);
  if (!signer.isCurrent(token.signingKeyId)) return 'outdated';
  if (beginsLikeAnother(db, id, STATUS_DIGITS)) return 'outdated';
  const { client } = plan;
  const claims = readSignedClaims(jwt);
  if (plan.createsClient) {
    insertKeys(db, {
      ...client,
      applicationId: order.applicationId,
      keyType: order.keyType,
      createdAt: claims.issuedAt,
    });
    const secretId = randomUUID();
    const existing = 'newClient' in order.by ? order.by.newClient.secret : undefined;
    const secret = existing ?? newConsumerSecret();
    insertConsumerSecret(db, {
      id: secretId,
      keysId: client.id,
      note: '',
      secretSealed: cipher.seal(consumerSecretPlace(secretId), secret),
      createdAt: claims.issuedAt,
      expiresAt: null,
    });
  }
  if (plan.revokes !== null) revokeToken(db, plan.revokes, now());
  activity.record(plan.activity);
  insertToken(db, {
    ...claims,
    id,
    keysId: client.id,
    applicationId: order.applicationId,
    profile: token.profile,
    signingKeyId: token.signingKeyId,
    jwtSealed: cipher.seal(accessTokenPlace(id), jwt),
    size: jwt.expose().length,
    covers: plan.covers,
    neverExpires: neverExpires(order.validitySeconds),
  });
  return ok(id);
}
