import {
  MOST_REMINDERS,
  type Reminder,
  type ReminderList,
  reminderSchema,
} from '../../../shared/domain/reminder.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { expiryNoticeSpan } from '../../../shared/domain/token.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { type ExpiringSecret, listExpiringSecrets } from '../keys/repository.ts';
import { certificateFacts } from '../signing/certificate.ts';
import { listKeyTimes } from '../signing/repository.ts';
import { countExpiringTokens, type ExpiringToken, listExpiringTokens } from '../tokens/expiring.ts';

/** A span of time in milliseconds since the epoch: after the first, until the second. */
export interface Span {
  readonly now: number;
  readonly until: number;
}

/** What expires within a span, soonest first. @param keys all signing keys. */
export function collectReminders(
  db: ReadableDb,
  keys: readonly SigningKey[],
  span: Span,
  limit: number,
): ReminderList {
  const { now, until } = span;
  const certificates = expiringCertificates(db, keys, span);
  const secrets = listExpiringSecrets(db, now, until, MOST_REMINDERS);
  const reminders = [
    ...listExpiringTokens(db, now, until, limit).map((token) => ofToken(token, now)),
    ...secrets.slice(0, limit).map((secret) => ofSecret(secret, now)),
    ...certificates,
  ];
  return {
    reminders: reminders.toSorted((one, other) => one.expiresAt - other.expiresAt).slice(0, limit),
    counts: {
      token: countExpiringTokens(db, now, until, MOST_REMINDERS),
      'consumer-secret': secrets.length,
      certificate: certificates.length,
    },
  };
}

/** Whether something that still works is due for renewal. */
function isDueAt(now: number, { startsAt, expiresAt }: Pick<Reminder, 'startsAt' | 'expiresAt'>) {
  return expiresAt - now <= expiryNoticeSpan(startsAt, expiresAt);
}

export function ofToken(token: ExpiringToken, now: number): Reminder {
  const { id, startsAt, expiresAt, ...owner } = token;
  return { kind: 'token', id, owner, name: '', startsAt, expiresAt, isDue: isDueAt(now, token) };
}

export function ofSecret(secret: ExpiringSecret, now: number): Reminder {
  const { id, note, startsAt, expiresAt, ...owner } = secret;
  return reminderSchema.parse({
    kind: 'consumer-secret',
    id,
    owner,
    name: note,
    startsAt,
    expiresAt,
    isDue: isDueAt(now, secret),
  });
}

/** Certificates of the keys that sign, or will: gateways are given no others from now on. */
export function expiringCertificates(
  db: ReadableDb,
  keys: readonly SigningKey[],
  { now, until }: Span,
): readonly Reminder[] {
  const states = new Map(listKeyTimes(db).map(({ id, state }) => [id, state]));
  return keys.flatMap((key) => {
    const state = states.get(key.id);
    if (state !== 'current' && state !== 'next') return [];
    const { validFrom: startsAt, validTo: expiresAt } = certificateFacts(key.certificatePem);
    if (expiresAt <= now || expiresAt > until) return [];
    const times = { startsAt, expiresAt };
    return [
      {
        kind: 'certificate' as const,
        id: key.id,
        owner: null,
        name: key.kid,
        ...times,
        isDue: isDueAt(now, times),
      },
    ];
  });
}
