import { z } from 'zod';
import { DAY_MS } from '../time.ts';
import { applicationIdSchema } from './ids.ts';
import { nameSchema } from './text.ts';
import { keyTypes, tokenStates } from './token.ts';
import { type TokenFilter, tokenSortSchema } from './token-filter.ts';
import { profileNames } from './token-form.ts';

/** When a token was issued: in so many days, or longer ago. */
export const issuedSpans = ['any', '1', '7', '30', '90', 'before90', 'before365'] as const;
/** In how many days it expires. */
export const expirySpans = ['any', '1', '7', '30', '90', '365'] as const;

/** The contract's limit, in characters. */
const LONGEST_SEARCH = 200;

/** The ledger's filter. Times are relative, so that it can be saved. */
export const ledgerFilterSchema = z.object({
  search: z.string().max(LONGEST_SEARCH).catch(''),
  state: z.enum([...tokenStates, 'expiring', 'all']).catch('all'),
  keyType: z.enum([...keyTypes, 'all']).catch('all'),
  neverExpires: z.boolean().catch(false),
  current: z.boolean().catch(false),
  stale: z.boolean().catch(false),
  /** '' for all. */
  kid: z.string().max(200).catch(''),
  profile: z.enum([...profileNames, 'all']).catch('all'),
  issued: z.enum(issuedSpans).catch('any'),
  expires: z.enum(expirySpans).catch('any'),
  /** With its name, for the screen. */
  application: z
    .object({ id: applicationIdSchema, name: z.string().max(200) })
    .nullable()
    .catch(null),
  sort: tokenSortSchema.catch({ by: 'issued', direction: 'descending' }),
});
export type LedgerFilter = z.infer<typeof ledgerFilterSchema>;

export const wholeLedger: LedgerFilter = ledgerFilterSchema.parse({});

/** The longest name of a saved filter, in code points. */
export const FILTER_NAME_MAX = 60;

export const savedFilterSchema = z.object({ name: z.string(), filter: ledgerFilterSchema });
export type SavedFilter = z.infer<typeof savedFilterSchema>;

export const saveFilterSchema = z.strictObject({
  name: nameSchema({ max: FILTER_NAME_MAX }),
  filter: ledgerFilterSchema,
});

/** The filter as a selection of tokens at `now` (ms); {} selects every token. */
export function tokenFilterOf(filter: LedgerFilter, now: number): TokenFilter {
  const search = filter.search.trim().slice(0, LONGEST_SEARCH);
  const { state } = filter;
  return {
    ...(search !== '' && { search }),
    ...(state === 'expiring' ? { expiring: true } : state !== 'all' && { state }),
    ...(filter.keyType !== 'all' && { keyType: filter.keyType }),
    ...(filter.neverExpires && { neverExpires: true }),
    ...(filter.current && { current: true }),
    ...(filter.stale && { stale: true }),
    ...(filter.kid !== '' && { kid: filter.kid }),
    ...(filter.profile !== 'all' && { profile: filter.profile }),
    ...(filter.application !== null && { applicationId: filter.application.id }),
    ...issuedRange(filter.issued, now),
    ...expiryRange(filter, now),
  };
}

/** From the start of a day, so that the query stays the same all day. */
const startOfDay = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS;

function issuedRange(span: LedgerFilter['issued'], now: number): TokenFilter {
  if (span === 'any') return {};
  const days = Number(span.replace('before', ''));
  const at = startOfDay(now) - (days - 1) * DAY_MS;
  return span.startsWith('before') ? { issuedBefore: at } : { issuedFrom: at };
}

/** What expires soon still works, unless a state was chosen, too. */
function expiryRange({ expires, state }: LedgerFilter, now: number): TokenFilter {
  if (expires === 'any') return {};
  const expiresBefore = startOfDay(now) + (Number(expires) + 1) * DAY_MS;
  return { expiresBefore, ...(state === 'all' && { state: 'active' }) };
}
