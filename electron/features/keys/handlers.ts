import { randomUUID } from 'node:crypto';
import { consumerSecretIdSchema } from '../../../shared/domain/ids.ts';
import type { ConsumerKeys, KeysOf } from '../../../shared/domain/keys.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ReadContext, SomeHandlers } from '../../base/context/context.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { inTransaction } from '../../base/database/database.ts';
import { requireApplication } from '../applications/rules.ts';
import { tokenSubject } from '../tokens/rules.ts';
import { consumerSecretPlace, newConsumerSecret } from './consumer-keys.ts';
import {
  findKeys,
  findOwnedSecret,
  insertConsumerSecret,
  listConsumerSecrets,
  readHandOver,
  removeKeys,
  revokeConsumerSecret,
  writeHandOver,
} from './repository.ts';

interface Found {
  readonly keys: ConsumerKeys;
  /** For the log. */
  readonly subject: string;
}

/** The keys, `missing/application` or `keys/none`. */
function requireKeys(
  { db, now }: ReadContext,
  { applicationId, keyType }: KeysOf,
): Result<Found, AppError> {
  const application = requireApplication(db, applicationId, now());
  if (!application.ok) return application;
  const keys = findKeys(db, applicationId, keyType);
  if (keys === undefined) return err(appError('keys/none'));
  const subject = tokenSubject({ applicationName: application.value.name, keyType });
  return ok({ keys, subject });
}

export const keysHandlers = {
  'consumer-secret:list': (context, keysOf) => {
    const found = requireKeys(context, keysOf);
    return found.ok ? ok(listConsumerSecrets(context.db, found.value.keys.id)) : found;
  },

  /** The other secrets stay valid, so that clients can switch before an old one is revoked. */
  'consumer-secret:add': (context, { note, validitySeconds, secret, ...keysOf }) =>
    inTransaction(context.db, () => {
      const { db, cipher, activity, now } = context;
      const found = requireKeys(context, keysOf);
      if (!found.ok) return found;
      const id = consumerSecretIdSchema.parse(randomUUID());
      const value = secret === undefined ? newConsumerSecret() : new Secret(secret);
      const createdAt = now();
      const expiresAt = neverExpires(validitySeconds) ? null : createdAt + validitySeconds * 1000;
      insertConsumerSecret(db, {
        id,
        keysId: found.value.keys.id,
        note,
        secretSealed: cipher.seal(consumerSecretPlace(id), value),
        createdAt,
        expiresAt,
      });
      const { subject } = found.value;
      activity.record({ kind: 'consumer-secret/added', subject, detail: { note } });
      return ok({ id, note, createdAt, expiresAt, lastShownAt: null, revokedAt: null });
    }),

  'consumer-secret:revoke': ({ db, activity, now }, { id }) =>
    inTransaction(db, () => {
      const secret = findOwnedSecret(db, id);
      if (secret === undefined) return err(appError('missing/consumer-secret'));
      if (secret.revokedAt !== null) return err(appError('keys/secret-revoked'));
      revokeConsumerSecret(db, id, now());
      activity.record({
        kind: 'consumer-secret/revoked',
        subject: tokenSubject(secret),
        detail: { note: secret.note },
      });
      return ok(null);
    }),

  'keys:hand-over': (context, keysOf) => {
    const found = requireKeys(context, keysOf);
    return found.ok ? ok(readHandOver(context.db, found.value.keys.id)) : found;
  },

  'keys:set-hand-over': (context, { grantTypes, callbackUrl, ...keysOf }) =>
    inTransaction(context.db, () => {
      const found = requireKeys(context, keysOf);
      if (!found.ok) return found;
      writeHandOver(context.db, found.value.keys.id, { grantTypes, callbackUrl });
      context.activity.record({
        kind: 'keys/updated',
        subject: found.value.subject,
        detail: { grantTypes: grantTypes.join(' '), callbackUrl },
      });
      return ok(null);
    }),

  'keys:remove': (context, keysOf) =>
    inTransaction(context.db, () => {
      const found = requireKeys(context, keysOf);
      if (!found.ok) return found;
      const { keys, subject } = found.value;
      const tokens = removeKeys(context.db, keys.id, context.now());
      const detail = { consumerKey: keys.consumerKey, activeTokens: tokens };
      context.activity.record({ kind: 'keys/removed', subject, detail });
      return ok({ tokens });
    }),
} satisfies SomeHandlers;
