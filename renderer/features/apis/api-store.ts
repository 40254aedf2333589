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

/**
 * To be called before a dialog's call: whoever has gone on when its answer comes keeps the dialog that
 * they have opened since, and what they have selected.
 *
 * @returns what closes the dialog, and tells whether it was still open.
 */
export function closingApiDialog(): () => boolean {
  const own = useApiPage.getState().dialog;
  return () => {
    if (useApiPage.getState().dialog !== own) return false;
    closeApiDialog();
    return true;
  };
}

function asked(search: string, sort: ApiSort) {
  return { sort, ...(search.trim() !== '' && { search: search.trim() }) };
}

/** The APIs that match the search, in the chosen order. */
export function useFoundApis() {
  const { search, sort } = useApiPage();
  return useListWindow('api', asked(useDebounced(search), sort));
}

/** The first search result, even if it isn't on screen yet; null if the person has gone on since. */
export async function firstFound(): Promise<ApiId | null> {
  const before = useApiPage.getState();
  const input = { ...asked(before.search, before.sort), limit: 1 };
  const found = await window.latchkey.call('api:list', input);
  const isHere = useApiPage.getState() === before;
  return found.ok && isHere ? (found.value[0]?.id ?? null) : null;
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
