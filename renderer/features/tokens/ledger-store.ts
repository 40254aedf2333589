import { create } from 'zustand';
import type { KeyType, TokenState } from '../../../shared/domain/token.ts';
import type { TokenFilter, TokenSort } from '../../../shared/domain/token-filter.ts';
import type { ProfileName } from '../../../shared/domain/token-form.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { DAY_MS } from '../../../shared/time.ts';

/** When a token was issued: in so many days, or longer ago. */
export const issuedSpans = ['any', '1', '7', '30', '90', 'before90', 'before365'] as const;
type IssuedSpan = (typeof issuedSpans)[number];

export interface LedgerFilter {
  readonly search: string;
  readonly state: TokenState | 'expiring' | 'all';
  readonly keyType: KeyType | 'all';
  readonly neverExpires: boolean;
  readonly current: boolean;
  readonly stale: boolean;
  /** '' for all. */
  readonly kid: string;
  readonly profile: ProfileName | 'all';
  readonly issued: IssuedSpan;
  readonly sort: TokenSort;
}

const newestFirst: TokenSort = { by: 'issued', direction: 'descending' };

const everything: LedgerFilter = {
  search: '',
  state: 'all',
  keyType: 'all',
  neverExpires: false,
  current: false,
  stale: false,
  kid: '',
  profile: 'all',
  issued: 'any',
  sort: newestFirst,
};

/** The ledger's filter, kept while another page is open. */
export const useLedgerFilter = create<LedgerFilter>(() => everything);

export function narrowLedger(patch: Partial<LedgerFilter>): void {
  useLedgerFilter.setState(patch);
}

export function showWholeLedger(): void {
  useLedgerFilter.setState(everything);
}

const PAGE_SIZE = 100;
/** The contract's limit, in characters. */
const LONGEST_SEARCH = 200;

/** The input for a page of the ledger; the first page also counts all matches. */
export function ledgerQuery(filter: LedgerFilter): Input<'token:list'> {
  const { sort } = filter;
  const isDefault = sort.by === newestFirst.by && sort.direction === newestFirst.direction;
  return {
    limit: PAGE_SIZE,
    count: true,
    ...(!isDefault && { sort }),
    ...tokenFilter(filter),
  };
}

/** The filter as a selection of tokens; {} selects every token. */
export function tokenFilter(filter: LedgerFilter): TokenFilter {
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
    ...issuedRange(filter.issued, Date.now()),
  };
}

/** From the start of a day, so that the query stays the same all day. */
function issuedRange(span: IssuedSpan, now: number): TokenFilter {
  if (span === 'any') return {};
  const days = Number(span.replace('before', ''));
  const at = Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
  return span.startsWith('before') ? { issuedBefore: at } : { issuedFrom: at };
}

export function isNarrowed(filter: LedgerFilter): boolean {
  return Object.keys(tokenFilter(filter)).length > 0;
}
