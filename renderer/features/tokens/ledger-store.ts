import { create } from 'zustand';
import type { KeyType, TokenState } from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import type { Input } from '../../../shared/ipc/contract.ts';

export interface LedgerFilter {
  readonly search: string;
  readonly state: TokenState | 'all';
  readonly keyType: KeyType | 'all';
  readonly neverExpires: boolean;
}

const everything: LedgerFilter = {
  search: '',
  state: 'all',
  keyType: 'all',
  neverExpires: false,
};

/** What the ledger is narrowed to: kept while the person looks at another page. */
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

/** A page of the ledger, as the program is asked; the first one counts them all. */
export function ledgerQuery(filter: LedgerFilter): Input<'token:list'> {
  return { limit: PAGE_SIZE, count: true, ...tokenFilter(filter) };
}

/** The filter as a selection of tokens; {} selects every token. */
export function tokenFilter(filter: LedgerFilter): TokenFilter {
  const search = filter.search.trim().slice(0, LONGEST_SEARCH);
  return {
    ...(search !== '' && { search }),
    ...(filter.state !== 'all' && { state: filter.state }),
    ...(filter.keyType !== 'all' && { keyType: filter.keyType }),
    ...(filter.neverExpires && { neverExpires: true }),
  };
}

export function isNarrowed(filter: LedgerFilter): boolean {
  return Object.keys(tokenFilter(filter)).length > 0;
}
