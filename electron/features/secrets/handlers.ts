import { createHash } from 'node:crypto';
import type { ActivityKind } from '../../../shared/domain/activity.ts';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { ok } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { fromReserve, inTransaction } from '../../base/database/database.ts';
import { findKeysById, markConsumerSecretShown } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { findToken } from '../tokens/repository.ts';
import { copiedAs } from './copy-form.ts';
import { type OpenedSecret, openSecret } from './open-secret.ts';

function logUse(
  { db, activity, now }: WriteContext,
  kind: Extract<ActivityKind, `secret/${string}`>,
  ref: SecretRef,
  { subject, consumerSecretId }: OpenedSecret,
): void {
  if (!activity.isKept) return;
  fromReserve(db, () =>
    inTransaction(db, () => {
      if (consumerSecretId !== undefined) markConsumerSecretShown(db, consumerSecretId, now());
      activity.record({
        kind,
        subject,
        // Home shows the tokens that were copied last.
        detail: { what: ref.kind, ...(ref.kind === 'access-token' && { token: ref.id }) },
      });
      return ok(null);
    }),
  );
}

/** Bytes of a fingerprint: enough to tell tokens apart. */
const FINGERPRINT = 8;

export const secretHandlers = {
  'secret:fingerprint': (context, { id }) => {
    const opened = openSecret(context, { kind: 'access-token', id });
    if (!opened.ok) return opened;
    const hash = createHash('sha256').update(opened.value.secret.expose()).digest();
    return ok({ fingerprint: hash.subarray(0, FINGERPRINT).toString('hex').toUpperCase() });
  },

  'secret:reveal': (context, ref) => {
    const opened = openSecret(context, ref);
    if (!opened.ok) return opened;
    logUse(context, 'secret/revealed', ref, opened.value);
    return ok({ value: opened.value.secret.expose() });
  },

  'secret:copy': async (context, ref) => {
    const opened = openSecret(context, ref);
    if (!opened.ok) return opened;
    const { clipboardSeconds } = readSettings(context.db);
    // Before copying: a use that can't be logged must not happen.
    logUse(context, 'secret/copied', ref, opened.value);
    const clears = await context.shell.copySecret(
      formOf(context, ref, opened.value),
      clipboardSeconds,
    );
    return ok({ clearsInSeconds: clipboardSeconds, clears });
  },
} satisfies SomeHandlers;

function formOf({ db, now }: WriteContext, ref: SecretRef, { secret }: OpenedSecret): string {
  const token = ref.kind === 'access-token' ? findToken(db, ref.id) : undefined;
  const keys = token && findKeysById(db, token.keysId);
  if (ref.kind !== 'access-token' || token === undefined) return secret.expose();
  return copiedAs(ref.as, token, keys?.consumerKey ?? '', secret, now());
}
