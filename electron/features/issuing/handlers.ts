import { randomUUID } from 'node:crypto';
import { keysIdSchema } from '../../../shared/domain/ids.ts';
import type { KeysOf, KeysView } from '../../../shared/domain/keys.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ReadContext, SomeHandlers } from '../../base/context/context.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { requireApplication } from '../applications/rules.ts';
import { newConsumerKey } from '../keys/consumer-keys.ts';
import { findKeys, findNotBefore } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listAvailableScopes } from '../subscriptions/repository.ts';
import { findCurrentToken } from '../tokens/repository.ts';
import { requireToken } from '../tokens/rules.ts';
import { bulkHandlers } from './bulk-handlers.ts';
import { clockBehindSeconds } from './clock.ts';
import { compareTokens } from './compare.ts';
import { issueToken } from './issue-token.ts';
import { previewToken } from './preview.ts';
import { stalenessOf } from './stale.ts';
import { tokenFormHandlers } from './token-form.ts';

/** Everything that **Production Keys** and **Sandbox Keys** show, except secrets. */
function viewKeys(
  { db, now }: ReadContext,
  { applicationId, keyType }: KeysOf,
): Result<KeysView, AppError> {
  const application = requireApplication(db, applicationId, now());
  if (!application.ok) return application;
  const keys = findKeys(db, applicationId, keyType) ?? null;
  const token = (keys && findCurrentToken(db, keys.id)) ?? null;
  const { coverage, reasons } = stalenessOf(db, token);
  const settings = readSettings(db);
  return ok({
    keys,
    token,
    coverage,
    staleReasons: [...reasons],
    scopes: listAvailableScopes(db, applicationId, keyType),
    defaultValiditySeconds: settings.defaultValiditySeconds,
    keepsOldToken: settings.keepOldToken,
    notBefore: keys && findNotBefore(db, keys.id),
    clockBehindSeconds: clockBehindSeconds(db, now()),
  });
}

export const issuingHandlers = {
  ...tokenFormHandlers,
  ...bulkHandlers,

  'token:preview': previewToken,

  'keys:get': viewKeys,

  'token:stale-reasons': ({ db }, { id }) => {
    const token = requireToken(db, id);
    return token.ok ? ok([...stalenessOf(db, token.value).reasons]) : token;
  },

  'token:compare': compareTokens,

  /** Generates the first access token, and the consumer key and secret unless they are given. */
  'keys:generate': (context, { existing, ...request }) => {
    const newClient = {
      id: keysIdSchema.parse(randomUUID()),
      consumerKey: existing?.consumerKey ?? newConsumerKey(),
      ...(existing !== undefined && { secret: new Secret(existing.consumerSecret) }),
    };
    return issueToken(context, { ...request, by: { newClient } });
  },

  /** Replaces the old token and, unless Settings keep it valid, revokes it: both or neither. */
  'token:regenerate': (context, { replaces, ...request }) =>
    issueToken(context, { ...request, by: { replaces } }),
} satisfies SomeHandlers;
