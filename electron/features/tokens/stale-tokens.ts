import { z } from 'zod';
import { first, type ReadableDb } from '../../base/database/database.ts';

/** Tokens that something may have made stale: each stale one, and few others. */
interface StaleWay {
  readonly from: string;
  readonly found: string;
  /** The same for a token of another way, joined with its keys `k` and its signing key `g`. */
  readonly isFound: string;
}

/**
 * The three ways in which a token becomes stale, each with what its counter's trigger noted: see
 * migrations/coverage.ts. Without a stale token, nothing is read.
 */
export const staleWays: readonly StaleWay[] = [
  {
    from: 'token t NOT INDEXED',
    found: 't.sequence <= (SELECT outdated_until FROM coverage)',
    isFound: 't.sequence <= (SELECT outdated_until FROM coverage)',
  },
  {
    from: `signing_key s CROSS JOIN token t INDEXED BY token_by_signing_key
      ON t.signing_key_id = s.id AND t.sequence <= s.outdated_until`,
    found: 's.outdated_until > 0',
    isFound: 't.sequence <= g.outdated_until',
  },
  {
    from: `application_keys o INDEXED BY application_keys_outdated
      CROSS JOIN token t INDEXED BY token_by_application
      ON t.application_id = o.application_id AND t.keys_id = o.id AND t.sequence <= o.outdated_until`,
    found: 'o.outdated_until > 0',
    isFound: 't.sequence <= k.outdated_until',
  },
];

const lastRow = z.object({ last: z.number() });

/** The sequence after which no token is stale; 0 if none is. */
export function lastStale(db: ReadableDb): number {
  const row = first(
    db,
    `SELECT max((SELECT outdated_until FROM coverage),
       (SELECT coalesce(max(outdated_until), 0) FROM signing_key),
       coalesce((SELECT outdated_until FROM application_keys INDEXED BY application_keys_outdated
         WHERE outdated_until > 0 ORDER BY outdated_until DESC LIMIT 1), 0)) AS last`,
  );
  return lastRow.parse(row).last;
}
