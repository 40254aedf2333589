import { create } from 'zustand';
import type {
  ApplicationFilter,
  ApplicationSelection,
  ApplicationSort,
} from '../../../shared/domain/application.ts';
import { type ApplicationId, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { useChannel } from '../../program/calls.ts';
import { useDebounced } from '../../program/debounced.ts';
import { useListWindow } from '../../program/list-window.ts';
import { usePlace } from '../../program/navigation.ts';

type ApplicationDialogKind = 'edit' | 'delete' | 'export' | 'duplicate';

/** Which applications are listed: all, favourites, or those of a group. */
type Shown = 'all' | 'favourites' | `group ${string}`;

interface ApplicationPage {
  readonly search: string;
  readonly sort: ApplicationSort;
  readonly shown: Shown;
  /** Several that are selected, or all that are listed; empty for the one that is open. */
  readonly chosen: readonly ApplicationId[] | 'all';
  readonly dialog:
    | { readonly kind: 'new' }
    | { readonly kind: ApplicationDialogKind; readonly id: ApplicationId }
    | null;
}

const start: ApplicationPage = {
  search: '',
  sort: 'name',
  shown: 'all',
  chosen: [],
  dialog: null,
};

/** The state of the Applications page, kept while another page is open. */
export const useApplicationPage = create<ApplicationPage>(() => start);

// What is opened is what is selected from then on.
usePlace.subscribe((place, before) => {
  if (place.applicationId !== before.applicationId) useApplicationPage.setState({ chosen: [] });
});

export function narrowApplications(
  patch: Partial<Pick<ApplicationPage, 'search' | 'sort' | 'shown'>>,
): void {
  useApplicationPage.setState({ ...patch, chosen: [] });
}

/** The ids of rows, of which the list knows nothing else. */
export function chooseApplications(ids: readonly string[] | 'all'): void {
  const chosen = ids === 'all' ? ids : ids.map((id) => applicationIdSchema.parse(id));
  useApplicationPage.setState({ chosen });
}

/** The selection to act on; null if it is only the one that is open. */
export function useChosenApplications(): ApplicationSelection | null {
  const { chosen, search, shown } = useApplicationPage();
  if (chosen === 'all') return { filter: filterOf(search, shown) };
  return chosen.length > 1 ? { ids: [...chosen] } : null;
}

export function openApplicationDialog(kind: ApplicationDialogKind, id: ApplicationId): void {
  useApplicationPage.setState({ dialog: { kind, id } });
}

export function openNewApplication(): void {
  useApplicationPage.setState({ dialog: { kind: 'new' } });
}

export function closeApplicationDialog(): void {
  useApplicationPage.setState({ dialog: null });
}

/**
 * To be called before a dialog's call: whoever has gone on when its answer comes isn't taken back, and
 * keeps the dialog that they have opened since.
 *
 * @returns what closes the dialog, and tells whether the page still showed it.
 */
export function closingApplicationDialog(): () => boolean {
  const own = useApplicationPage.getState().dialog;
  return () => {
    if (useApplicationPage.getState().dialog !== own) return false;
    closeApplicationDialog();
    return usePlace.getState().page === 'applications';
  };
}

function filterOf(search: string, shown: Shown): ApplicationFilter {
  return {
    ...(search.trim() !== '' && { search: search.trim() }),
    ...(shown === 'favourites' && { favourite: true }),
    ...(shown.startsWith('group ') && { group: shown.slice('group '.length) }),
  };
}

/** The applications that match the search, in the chosen order. */
export function useFoundApplications() {
  const { search, sort, shown } = useApplicationPage();
  return useListWindow('application', { sort, ...filterOf(useDebounced(search), shown) });
}

/** The first search result, even if it isn't on screen yet; null if the person has gone on since. */
export async function firstFound(): Promise<ApplicationId | null> {
  const [asked, place] = [useApplicationPage.getState(), usePlace.getState()];
  const input = { sort: asked.sort, ...filterOf(asked.search, asked.shown), limit: 1 };
  const found = await window.latchkey.call('application:list', input);
  const isHere = useApplicationPage.getState() === asked && usePlace.getState() === place;
  return found.ok && isHere ? (found.value[0]?.id ?? null) : null;
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
