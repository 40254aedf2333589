import { create } from 'zustand';
import type { ApiSort } from '../../../shared/domain/api.ts';
import { type ApiId, apiIdSchema } from '../../../shared/domain/ids.ts';
import { useChannel } from '../../program/calls.ts';
import { useDebounced } from '../../program/debounced.ts';
import { useListWindow } from '../../program/list-window.ts';

interface ApiPage {
  /** The last selected API, which may have been deleted since. */
  readonly selectedId: ApiId | null;
  readonly search: string;
  readonly sort: ApiSort;
  /** The dialog that is open: for a new API, or to edit or delete one. */
  readonly dialog:
    | { readonly kind: 'new' }
    | { readonly kind: 'edit' | 'delete'; readonly id: ApiId }
    | null;
}

const start: ApiPage = { selectedId: null, search: '', sort: 'name', dialog: null };

/** The state of the APIs page, kept while another page is open. */
export const useApiPage = create<ApiPage>(() => start);

export function selectApi(selectedId: ApiId | null): void {
  useApiPage.setState({ selectedId });
}

export function openApiDialog(dialog: ApiPage['dialog']): void {
  useApiPage.setState({ dialog });
}

export function newApi(): void {
  openApiDialog({ kind: 'new' });
}

export function closeApiDialog(): void {
  useApiPage.setState({ dialog: null });
}

function asked(search: string, sort: ApiSort) {
  return { sort, ...(search.trim() !== '' && { search: search.trim() }) };
}

/** The APIs that match the search, in the chosen order. */
export function useFoundApis() {
  const { search, sort } = useApiPage();
  return useListWindow('api', asked(useDebounced(search), sort));
}

/** The first search result, even if the results aren't on screen yet. */
export async function firstFound(): Promise<ApiId | null> {
  const { search, sort } = useApiPage.getState();
  const found = await window.latchkey.call('api:list', { ...asked(search, sort), limit: 1 });
  return found.ok ? (found.value[0]?.id ?? null) : null;
}

/** The selected API, or the first one if that no longer exists or none is selected. */
export function useCurrentApi(): { readonly isKnown: boolean; readonly id: ApiId | null } {
  const { selectedId, sort } = useApiPage();
  const first = useChannel('api:list', { sort, skip: 0, limit: 100 });
  const { error } = useChannel(
    'api:get',
    { id: selectedId ?? NOTHING },
    { enabled: selectedId !== null },
  );
  if (selectedId !== null && error === null) return { isKnown: true, id: selectedId };
  return { isKnown: first.data !== undefined, id: first.data?.[0]?.id ?? null };
}

/** A placeholder id for a disabled query. */
const NOTHING = apiIdSchema.parse('00000000-0000-4000-8000-000000000000');
