import { z } from 'zod';
import { tokenSummarySchema } from './token.ts';

/** How many days from now on are counted one by one, and how many months after them. */
export const HOME_DAYS = 30;
export const HOME_MONTHS = 11;
/** In ms: how long a month counts on Home, so that 30 days and 11 months are a year. */
export const HOME_MONTH_MS = ((365 - HOME_DAYS) / HOME_MONTHS) * 86_400_000;

/** At most this many tokens are named. */
export const MOST_SOON = 12;
export const MOST_RECENT = 6;
/** Stale tokens are looked for among this many that were issued last. */
export const MOST_LOOKED_AT = 10_000;

/** A recently copied or generated token, and the one that has replaced it since. */
export const recentTokenSchema = z.object({
  token: tokenSummarySchema,
  /** ms since the epoch. */
  usedAt: z.number(),
  isCopied: z.boolean(),
});
export type RecentToken = z.infer<typeof recentTokenSchema>;

/** What Home shows of the tokens; every count is of active ones. */
export const homeViewSchema = z.object({
  /** The moment of the counts, in ms since the epoch. */
  at: z.number(),
  active: z.number(),
  never: z.number(),
  /** Within the next hour. */
  hour: z.number(),
  /** For each of the next {@link HOME_DAYS} days of 24 hours, and the months after them. */
  days: z.array(z.number()),
  months: z.array(z.number()),
  later: z.number(),
  /** The next to expire within seven days, the first one first. */
  soon: z.array(tokenSummarySchema).readonly(),
  /** Current active tokens that a new one would differ from, the newest first, and their number. */
  stale: z.array(tokenSummarySchema).readonly(),
  staleCount: z.number(),
  recent: z.array(recentTokenSchema).readonly(),
  /** Since the first of this month. */
  month: z.object({ issued: z.number(), expired: z.number() }),
});
export type HomeView = z.infer<typeof homeViewSchema>;
