import { create } from 'zustand';
import type { ApplicationSort } from '../../../shared/domain/application.ts';
import { type ApplicationId, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { useChannel } from '../../program/calls.ts';
import { useDebounced } from '../../program/debounced.ts';
import { useListWindow } from '../../program/list-window.ts';
import { usePlace } from '../../program/navigation.ts';

type ApplicationDialogKind = 'edit' | 'delete' | 'export';

interface ApplicationPage {
  readonly search: string;
  readonly sort: ApplicationSort;
  readonly dialog:
    | { readonly kind: 'new' }
    | { readonly kind: ApplicationDialogKind; readonly id: ApplicationId }
    | null;
}

const start: ApplicationPage = { search: '', sort: 'name', dialog: null };

/** The state of the Applications page, kept while another page is open. */
export const useApplicationPage = create<ApplicationPage>(() => start);

export function openApplicationDialog(kind: ApplicationDialogKind, id: ApplicationId): void {
  useApplicationPage.setState({ dialog: { kind, id } });
}

export function openNewApplication(): void {
  useApplicationPage.setState({ dialog: { kind: 'new' } });
}

export function closeApplicationDialog(): void {
  useApplicationPage.setState({ dialog: null });
}

/** The input of the list call: {} lists all by name. */
function asked(search: string, sort: ApplicationSort) {
  return { sort, ...(search.trim() !== '' && { search: search.trim() }) };
}

/** The applications that match the search, in the chosen order. */
export function useFoundApplications() {
  const { search, sort } = useApplicationPage();
  return useListWindow('application', asked(useDebounced(search), sort));
}

/** The first search result, even if the results aren't on screen yet. */
export async function firstFound(): Promise<ApplicationId | null> {
  const { search, sort } = useApplicationPage.getState();
  const input = { ...asked(search, sort), limit: 1 };
  const found = await window.latchkey.call('application:list', input);
  return found.ok ? (found.value[0]?.id ?? null) : null;
}

/** The open application: the first of all if it no longer exists, null if there is none. */
export function useOpenApplication(): {
  readonly isKnown: boolean;
  readonly openId: ApplicationId | null;
} {
  const sort = useApplicationPage((page) => page.sort);
  const open = usePlace((place) => place.applicationId);
  const first = useChannel('application:list', { sort, skip: 0, limit: 100 });
  const { error } = useChannel(
    'application:get',
    { id: open ?? NOBODY },
    { enabled: open !== null },
  );
  const isThere = open !== null && error === null;
  if (isThere) return { isKnown: true, openId: open };
  return { isKnown: first.data !== undefined, openId: first.data?.[0]?.id ?? null };
}

/** A placeholder id for a disabled query. */
const NOBODY = applicationIdSchema.parse('00000000-0000-4000-8000-000000000000');
