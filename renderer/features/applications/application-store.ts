import { create } from 'zustand';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { matches } from '../../format/matches.ts';
import { useChannel } from '../../program/calls.ts';
import { usePlace } from '../../program/navigation.ts';
import { useCollator } from '../../ui/use-collator.ts';
import { useNow } from '../../ui/use-now.ts';

export const applicationSorts = ['name', 'newest', 'changed', 'expires'] as const;
export type ApplicationSort = (typeof applicationSorts)[number];

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

/** How the page Applications stands, also while the person is elsewhere. */
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

/** When the Production token ends, in ms; the end of time for what does not run out. */
function endOf({ production }: ApplicationSummary, now: number): number {
  if (production === null || production.neverExpires) return Number.POSITIVE_INFINITY;
  return tokenState(production, now) === 'active' ? production.expiresAt : Number.POSITIVE_INFINITY;
}

/** In the order that the person chose; names by the locale, "10" after "9". `now` in ms. */
function sortApplications(
  applications: readonly ApplicationSummary[],
  sort: ApplicationSort,
  collator: Intl.Collator,
  now: number,
): readonly ApplicationSummary[] {
  const byName = (a: ApplicationSummary, b: ApplicationSummary) => collator.compare(a.name, b.name);
  const orders: Record<ApplicationSort, typeof byName> = {
    name: byName,
    newest: (a, b) => b.createdAt - a.createdAt || byName(a, b),
    changed: (a, b) => b.updatedAt - a.updatedAt || byName(a, b),
    expires: (a, b) => compareEnds(endOf(a, now), endOf(b, now)) || byName(a, b),
  };
  return applications.toSorted(orders[sort]);
}

function compareEnds(a: number, b: number): number {
  // Two that never end: their difference is no number.
  return a === b ? 0 : a - b;
}

/** Those that the search leaves. */
export function foundOf(
  applications: readonly ApplicationSummary[],
  search: string,
): readonly ApplicationSummary[] {
  return applications.filter(({ name, description }) => matches(search, [name, description]));
}

/** The applications in their order, and the one that is open: the first where that one is gone. */
export function useApplications() {
  const list = useChannel('application:list', {});
  const sort = useApplicationPage((page) => page.sort);
  const open = usePlace((place) => place.applicationId);
  const collator = useCollator();
  const now = useNow(60_000);
  if (list.data === undefined) return { list, all: [], openId: null };
  const all = sortApplications(list.data, sort, collator, now);
  // One that was made a moment ago is not in the list yet.
  const isThere = open !== null && (list.isFetching || all.some(({ id }) => id === open));
  return { list, all, openId: isThere ? open : (all[0]?.id ?? null) };
}
