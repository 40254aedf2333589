import { createHash } from 'node:crypto';
import { z } from 'zod';
import { apiIdSchema, businessPlanIdSchema } from '../../../shared/domain/ids.ts';
import type { Coverage as CoverageChange } from '../../../shared/domain/keys.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';

/** What a token gave access to at issue: for each API its title and its business plans. */
export const coverageSchema = z.array(
  z.object({ api: apiIdSchema, title: z.string(), plans: z.array(businessPlanIdSchema) }),
);

export type Coverage = z.infer<typeof coverageSchema>;

/** How a coverage is stored: its text, and the mark by which tokens refer to it. */
export function storedCoverage(coverage: Coverage): {
  readonly mark: string;
  readonly covers: string;
} {
  const covers = JSON.stringify(coverage);
  const digest = createHash('sha256').update(covers).digest();
  return { mark: digest.toString('base64url', 0, MARK_BYTES), covers };
}

const MARK_BYTES = 12;

/** @param subscriptions only those that the token includes. */
export function coverageOf(subscriptions: readonly Subscription[]): Coverage {
  const byApi = Map.groupBy(subscriptions, (subscription) => subscription.apiId);
  return [...byApi].map(([api, ofApi]) => ({
    api,
    title: ofApi.map(({ apiName, apiVersion }) => `${apiName} ${apiVersion}`)[0] ?? '',
    plans: ofApi.map((subscription) => subscription.businessPlanId).toSorted(),
  }));
}

/**
 * How the current subscriptions differ from what a token covers.
 *
 * @param token undefined if it is unknown: then no difference is known either.
 */
export function compareCoverage(token: Coverage | undefined, now: Coverage): CoverageChange {
  if (token === undefined) return { added: [], removed: [], replanned: [] };
  const before = new Map(token.map((entry) => [entry.api, entry]));
  const after = new Map(now.map((entry) => [entry.api, entry]));
  return {
    added: now.filter(({ api }) => !before.has(api)).map(({ title }) => title),
    removed: token.filter(({ api }) => !after.has(api)).map(({ title }) => title),
    replanned: now
      .filter(({ api, plans }) => {
        const was = before.get(api)?.plans;
        return was !== undefined && was.join() !== plans.join();
      })
      .map(({ title }) => title),
  };
}
