import { randomUUID } from 'node:crypto';
import { keysIdSchema } from '../../../shared/domain/ids.ts';
import type { KeysOf, KeysView } from '../../../shared/domain/keys.ts';
import { opensApi } from '../../../shared/domain/subscription.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Context, FeatureHandlers } from '../../base/context/context.ts';
import { logActivity } from '../activity/repository.ts';
import { theApplication } from '../applications/rules.ts';
import { consumerSecretPlace, newConsumerKey, newConsumerSecret } from '../keys/consumer-keys.ts';
import { findKeys, insertKeys, listAvailableScopes } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listSubscriptions } from '../subscriptions/repository.ts';
import { compareCoverage, coverageOf } from '../tokens/coverage.ts';
import { findCoverage, findCurrentToken } from '../tokens/repository.ts';
import { clockBehindSeconds, issueToken } from './issue.ts';

/** All that **Production Keys** and **Sandbox Keys** show, but no secret. */
function viewKeys(
  { db, now }: Context,
  { applicationId, keyType }: KeysOf,
): Result<KeysView, AppError> {
  const application = theApplication(db, applicationId, now());
  if (!application.ok) return application;
  const keys = findKeys(db, applicationId, keyType) ?? null;
  const token = (keys && findCurrentToken(db, keys.id)) ?? null;
  const opened = listSubscriptions(db, applicationId).filter(({ state }) =>
    opensApi(state, keyType),
  );
  const covers = coverageOf(opened);
  const settings = readSettings(db);
  return ok({
    keys,
    token,
    coverage: compareCoverage(token === null ? covers : findCoverage(db, token.id), covers),
    scopes: listAvailableScopes(db, applicationId, keyType),
    defaultValiditySeconds: settings.defaultValiditySeconds,
    keepsOldToken: settings.keepOldToken,
    clockBehindSeconds: clockBehindSeconds(db, now()),
  });
}

export const keysHandlers: FeatureHandlers<'keys'> = {
  'keys:get': (context, keysOf) => viewKeys(context, keysOf),

  /** One press makes the consumer key, the consumer secret and the first access token. */
  'keys:generate': async (context, request) => {
    const { db, cipher, now } = context;
    const application = theApplication(db, request.applicationId, now());
    if (!application.ok) return application;
    const id = keysIdSchema.parse(randomUUID());
    const consumerKey = newConsumerKey();
    return issueToken(context, request, { id, consumerKey }, (issuedAt) => {
      const { applicationId, keyType } = request;
      if (findKeys(db, applicationId, keyType) !== undefined) return err(appError('keys/exist'));
      insertKeys(db, {
        id,
        applicationId,
        keyType,
        consumerKey,
        consumerSecretSealed: cipher.seal(consumerSecretPlace(id), newConsumerSecret()),
        createdAt: issuedAt,
      });
      logActivity(db, {
        at: now(),
        kind: 'keys/generated',
        subject: `${application.value.name}, ${keyType}`,
        detail: { consumerKey, validitySeconds: request.validitySeconds },
      });
      return ok(null);
    });
  },
};
