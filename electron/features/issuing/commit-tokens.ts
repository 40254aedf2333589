import { randomUUID } from 'node:crypto';
import type { SigningKeyId, TokenId } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { inTransaction } from '../../base/database/database.ts';
import { sealTogether } from '../../base/database/seal.ts';
import { consumerSecretPlace, newConsumerSecret } from '../keys/consumer-keys.ts';
import { insertConsumerSecret, insertKeys } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { beginsLikeAnother, insertToken, revokeToken } from '../tokens/repository.ts';
import { accessTokenPlace } from '../tokens/rules.ts';
import type { Order, Plan } from './plan.ts';
import { asIssuing, markPlan, type PlanMark, recheckPlan } from './plan-mark.ts';
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
  const { db, activity } = context;
  const committed = inTransaction<readonly Outcome[], never>(db, () =>
    asIssuing(db, () => {
      const refusal = refusals(context);
      const entries: NewActivity[] = [];
      const outcomes = sealTogether(db, () =>
        batch.map((token) => {
          const refused = refusal(token, entries.length === 0);
          if (refused !== null) return refused === 'outdated' ? refused : err(refused);
          entries.push(token.plan.activity);
          return ok(storeToken(context, token));
        }),
      );
      activity.recordAll(entries);
      also(outcomes);
      return ok(outcomes);
    }),
  );
  // The transaction itself is never refused: each outcome carries its own error.
  return committed.ok ? committed.value : [];
}

/**
 * Why a token can't be stored any more, or null. What holds until the end of the transaction is
 * read once for all tokens.
 */
function refusals({ db, signer }: WriteContext) {
  const now = markPlan(db);
  let read: Settings | null = null;
  const settings = (): Settings => (read ??= readSettings(db));
  const current = new Map<SigningKeyId, boolean>();

  function isCurrent(id: SigningKeyId): boolean {
    const known = current.get(id) ?? signer.isCurrent(id);
    current.set(id, known);
    return known;
  }

  /** @param isFirst whether nothing was stored in this transaction yet. */
  return (token: SignedToken, isFirst: boolean): AppError | 'outdated' | null => {
    const found = recheckPlan(db, token, { now, isFirst }, settings);
    if (found !== null) return found;
    const isUsable = isCurrent(token.signingKeyId);
    return isUsable && !beginsLikeAnother(db, token.id, STATUS_DIGITS) ? null : 'outdated';
  };
}

function storeToken({ db, cipher, now }: WriteContext, token: SignedToken): TokenId {
  const { order, plan, id, jwt } = token;
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
  return id;
}
