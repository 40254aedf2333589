import { create } from 'zustand';
import {
  type LedgerFilter,
  tokenFilterOf,
  wholeLedger,
} from '../../../shared/domain/ledger-filter.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import type { Input } from '../../../shared/ipc/contract.ts';

/** The ledger's filter, kept while another page is open. */
export const useLedgerFilter = create<LedgerFilter>(() => wholeLedger);

export function narrowLedger(patch: Partial<LedgerFilter>): void {
  useLedgerFilter.setState(patch);
}

/** Shows only what this filter finds. */
export function showInLedger(patch: Partial<LedgerFilter>): void {
  useLedgerFilter.setState({ ...wholeLedger, ...patch });
}

export function showWholeLedger(): void {
  useLedgerFilter.setState(wholeLedger);
}

const PAGE_SIZE = 100;
/** Whoever scrolls further wants many: a call for three times the rows takes little longer. */
export const LATER_PAGE_SIZE = 300;

/** The input for a page of the ledger. */
export function ledgerQuery(filter: LedgerFilter): Input<'token:list'> {
  const { sort } = filter;
  const { by, direction } = wholeLedger.sort;
  const isDefault = sort.by === by && sort.direction === direction;
  return {
    limit: PAGE_SIZE,
    ...(!isDefault && { sort }),
    ...tokenFilter(filter),
  };
}

/** The filter as a selection of tokens; {} selects every token. */
export function tokenFilter(filter: LedgerFilter): TokenFilter {
  return tokenFilterOf(filter, Date.now());
}

export function isNarrowed(filter: LedgerFilter): boolean {
  return Object.keys(tokenFilter(filter)).length > 0;
}
