import type { Reminder } from '../../../shared/domain/reminder.ts';
import { LONGEST_NOTICE_MS } from '../../../shared/domain/token.ts';
import { ok } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { all, inTransaction, type ReadableDb, run } from '../../base/database/database.ts';
import { listExpiringSecrets } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listUnannouncedTokens } from '../tokens/expiring.ts';
import { expiringCertificates, ofSecret, ofToken } from './collect.ts';

/** The most announced at once; the ledger shows the rest. */
const MOST = 500;

/**
 * Announces what is about to expire, relative to its lifetime, and hasn't been announced yet. Each
 * is remembered before it is shown, so a crash can't make it come again and again.
 */
export async function announceDue(
  { db, now, signer, shell }: WriteContext,
  isOpen: () => boolean,
): Promise<void> {
  if (!readSettings(db).announceExpiry) return;
  const keys = await signer.everyKey();
  if (!keys.ok || !isOpen()) return;
  const at = now();
  const span = { now: at, until: at + LONGEST_NOTICE_MS };
  const secrets = listExpiringSecrets(db, span.now, span.until, MOST);
  const others = [
    ...secrets.map((secret) => ofSecret(secret, at)),
    ...expiringCertificates(db, keys.value, span),
  ].filter((one) => one.isDue && !wasAnnounced(db, one));
  const tokens = listUnannouncedTokens(db, at, MOST).map((token) => ofToken(token, at));
  const due = [...tokens, ...others].toSorted((one, other) => one.expiresAt - other.expiresAt);
  if (due.length === 0) return;
  inTransaction(db, () => {
    run(db, 'DELETE FROM reminder_sent WHERE expires_at <= ?', at - LONGEST_NOTICE_MS);
    for (const { kind, id, expiresAt } of due) {
      run(
        db,
        'INSERT OR IGNORE INTO reminder_sent (kind, id, expires_at) VALUES (?, ?, ?)',
        kind,
        id,
        expiresAt,
      );
    }
    return ok(null);
  });
  shell.announce(due);
}

function wasAnnounced(db: ReadableDb, { kind, id, expiresAt }: Reminder): boolean {
  const sql = 'SELECT 1 FROM reminder_sent WHERE kind = ? AND id = ? AND expires_at = ?';
  return all(db, sql, kind, id, expiresAt).length > 0;
}
