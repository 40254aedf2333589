import type { SigningKey, SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { certificateFacts } from './certificate.ts';
import { listKeyTimes } from './repository.ts';
import { applicationsOfKey, usageOfKeys } from './usage.ts';

/** Bits of the modulus; null if the key isn't RSA. */
function rsaLengthOf({ publicJwk }: SigningKey): number | null {
  const modulus = publicJwk['n'];
  return typeof modulus === 'string' ? Buffer.from(modulus, 'base64url').length * 8 : null;
}

export const signingReadHandlers = {
  'signing-key:list': async ({ db, now, everyKey }) => {
    const keys = await everyKey();
    if (!keys.ok) return keys;
    const at = now();
    const times = new Map(listKeyTimes(db).map((key) => [key.id, key]));
    return ok(
      keys.value.flatMap((key): SigningKeyView[] => {
        const known = times.get(key.id);
        if (known === undefined) return [];
        const { state, lastExpiresAt, retiredAt, ...rest } = known;
        const isSpent = state === 'previous' && (lastExpiresAt ?? 0) <= at;
        return [
          {
            ...rest,
            kid: key.kid,
            algorithm: key.algorithm,
            rsaLength: rsaLengthOf(key),
            createdAt: key.createdAt,
            lastExpiresAt,
            state: isSpent ? 'retired' : state,
            retiredAt: isSpent ? (lastExpiresAt ?? rest.previousAt) : retiredAt,
            certificate: certificateFacts(key.certificatePem),
          },
        ];
      }),
    );
  },

  /** What depends on each key. A separate call, since counting a million tokens is slow. */
  'signing-key:usage': ({ db, now }) => ok(usageOfKeys(db, now())),

  'signing-key:applications': ({ db, now }, { id, limit }) => {
    const found = applicationsOfKey(db, id, now(), limit + 1);
    return ok({ applications: found.slice(0, limit), more: found.length > limit });
  },
} satisfies SomeHandlers;
