import { isDeepStrictEqual } from 'node:util';
import type { Coverage, StaleReason } from '../../../shared/domain/keys.ts';
import { DEFAULT_SCOPE, type TokenSummary } from '../../../shared/domain/token.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { findApplicationForm } from '../applications/form.ts';
import { readSettings } from '../settings/repository.ts';
import { findCurrentKey } from '../signing/repository.ts';
import { listAvailableScopes, listGrantingSubscriptions } from '../subscriptions/repository.ts';
import { compareCoverage, coverageOf } from '../tokens/coverage.ts';
import { findCoverage } from '../tokens/repository.ts';

export interface Staleness {
  /** The APIs that a new token would add, drop or give another plan. */
  readonly coverage: Coverage;
  readonly reasons: readonly StaleReason[];
}

const fresh: Staleness = { coverage: { added: [], removed: [], replanned: [] }, reasons: [] };

/** Why a token is stale, from its ledger row; empty if it isn't. */
export function stalenessOf(db: ReadableDb, token: TokenSummary | null): Staleness {
  if (!token?.stale) return fresh;
  const { applicationId, keyType } = token;
  const settings = readSettings(db);
  const own = findApplicationForm(db, applicationId);
  const algorithm = own.algorithm ?? settings.algorithm;
  const subscriptions = listGrantingSubscriptions(db, applicationId, keyType);
  const coverage = compareCoverage(findCoverage(db, token.id), coverageOf(subscriptions));
  const available = new Set(
    listAvailableScopes(db, applicationId, keyType).map(({ name }) => name),
  );
  const differs: Readonly<Record<Exclude<StaleReason, 'content'>, boolean>> = {
    subscriptions: Object.values(coverage).some((apis) => apis.length > 0),
    scopes: token.scopes.some((name) => name !== DEFAULT_SCOPE && !available.has(name)),
    // Compared only within the same algorithm; a changed algorithm is its own reason.
    key: token.algorithm === algorithm && findCurrentKey(db, algorithm)?.kid !== token.kid,
    issuer: token.issuer !== settings.issuer,
    audience: !hasAudience(token, settings.audience),
    profile: token.profile !== (own.profile ?? settings.profile),
    algorithm: token.algorithm !== algorithm,
  };
  const reasons = Object.entries(differs)
    .filter(([, isReason]) => isReason)
    .map(([reason]) => reason as StaleReason);
  return { coverage, reasons: reasons.length === 0 ? ['content'] : reasons };
}

/** The profile WSO2 4.x puts the client before the audiences. */
function hasAudience({ audience, profile }: TokenSummary, wanted: readonly string[]): boolean {
  const told = profile === 'wso2-4' ? audience.slice(1) : audience;
  return isDeepStrictEqual([...told], [...wanted]);
}
