import type { RecentToken } from '../../../shared/domain/home.ts';
import { MOST_RECENT } from '../../../shared/domain/home.ts';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { listActivity } from '../activity/repository.ts';
import { findCurrentToken, findToken } from '../tokens/repository.ts';

/** Entries of the log that are looked through: older use isn't recent. */
const MOST_ENTRIES = 200;

/** The owners of the most recently copied tokens, once each, newest first; none from the bin. */
export function recentTokens(db: ReadableDb): readonly RecentToken[] {
  const byKeys = new Map<string, RecentToken>();
  for (const { kind, at, detail } of listActivity(db, { limit: MOST_ENTRIES })) {
    if (byKeys.size >= MOST_RECENT) break;
    const isCopied = kind === 'secret/copied';
    if (!isCopied && kind !== 'secret/revealed') continue;
    const id = tokenIdSchema.safeParse(detail['token']);
    const used = id.success ? findToken(db, id.data) : undefined;
    if (used === undefined || byKeys.has(used.keysId)) continue;
    const token = findCurrentToken(db, used.keysId);
    if (token === undefined) continue;
    byKeys.set(used.keysId, { token, usedAt: at, isCopied });
  }
  return [...byKeys.values()];
}
