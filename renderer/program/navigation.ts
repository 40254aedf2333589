import { create } from 'zustand';
import { type ApplicationId, applicationIdSchema } from '../../shared/domain/ids.ts';
import type { KeyType } from '../../shared/domain/token.ts';

export const pages = [
  'home',
  'applications',
  'apis',
  'tokens',
  'gateways',
  'signing-keys',
  'activity',
  'business-plans',
  'bin',
  'settings',
] as const;
export type Page = (typeof pages)[number];

export const applicationTabs = [
  'overview',
  'production-keys',
  'sandbox-keys',
  'subscriptions',
] as const;
export type ApplicationTab = (typeof applicationTabs)[number];

export const keysTabs = {
  PRODUCTION: 'production-keys',
  SANDBOX: 'sandbox-keys',
} as const satisfies Record<KeyType, ApplicationTab>;

export interface Place {
  readonly page: Page;
  /** The application that is open, on page applications. */
  readonly applicationId: ApplicationId | null;
  readonly tab: ApplicationTab;
}

const start: Place = { page: 'home', applicationId: null, tab: 'overview' };

/** The current page. Each page remembers what was open on it. */
export const usePlace = create<Place>(() => start);

export function goTo(page: Page): void {
  move({ ...usePlace.getState(), page });
}

/** Opens an application on the last open tab, unless `tab` is given. */
export function openApplication(id: ApplicationId | null, tab?: ApplicationTab): void {
  const place = usePlace.getState();
  move({ page: 'applications', applicationId: id, tab: tab ?? place.tab });
}

export function openTab(tab: ApplicationTab): void {
  move({ ...usePlace.getState(), tab });
}

function move(place: Place): void {
  usePlace.setState(place);
  void window.latchkey.call('preferences:set', { lastPlace: writePlace(place) });
}

/** Opens the page that was open when the program was last used. */
export async function restorePlace(): Promise<void> {
  const preferences = await window.latchkey.call('preferences:get', {});
  if (preferences.ok) usePlace.setState(readPlace(preferences.value.lastPlace));
}

function writePlace({ page, applicationId, tab }: Place): string {
  return [page, tab, ...(applicationId === null ? [] : [applicationId])].join('/');
}

/** Falls back to the first page if the text is invalid. */
function readPlace(text: string): Place {
  const [page, tab, id] = text.split('/');
  const known = {
    page: pages.find((p) => p === page),
    tab: applicationTabs.find((t) => t === tab),
  };
  if (known.page === undefined || known.tab === undefined) return start;
  const applicationId = applicationIdSchema.safeParse(id);
  return {
    page: known.page,
    tab: known.tab,
    applicationId: applicationId.success ? applicationId.data : null,
  };
}
