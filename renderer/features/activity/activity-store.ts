import { create } from 'zustand';
import type { Input } from '../../../shared/ipc/contract.ts';
import { kindsWith } from './activity-words.ts';

/** The typed search, kept while another page is open. */
export const useActivitySearch = create(() => ({ search: '' }));

export function searchActivity(search: string): void {
  useActivitySearch.setState({ search });
}

const PAGE_SIZE = 100;
/** The contract's limit, in characters. */
const LONGEST_SEARCH = 200;

/** The search as the input of a call. */
export function activityQuery(typed: string): Input<'activity:list'> {
  const search = typed.trim().slice(0, LONGEST_SEARCH);
  if (search === '') return { limit: PAGE_SIZE };
  const wanted = search.toLowerCase();
  const kinds = kindsWith((text) => text.toLowerCase().includes(wanted));
  return { search, kinds, limit: PAGE_SIZE };
}
