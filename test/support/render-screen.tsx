import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { createQueryClient } from '../../renderer/program/calls.ts';
import { followChanges } from '../../renderer/program/changes.ts';
import { followJobs, useJobs } from '../../renderer/program/jobs.ts';
import { type Place, usePlace } from '../../renderer/program/navigation.ts';
import { clearToasts, ToastRegion } from '../../renderer/ui/toasts.tsx';
import { UiProvider } from '../../renderer/ui/ui-provider.tsx';
import { firstQuotas } from '../../shared/domain/catalogue.ts';
import { defaultPreferences } from '../../shared/domain/preferences.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { ok } from '../../shared/result.ts';
import { type Answers, type FakeBridge, fakeBridge } from './fake-bridge.ts';

const home: Place = { page: 'applications', applicationId: null, tab: 'overview' };

export interface Screen extends RenderResult {
  readonly bridge: FakeBridge;
  readonly user: UserEvent;
}

/**
 * Renders a screen as `page.tsx` does, on a fake program with prepared answers.
 *
 * @param place the current page; by default the first page of a new window.
 */
export function renderScreen(
  screen: ReactElement,
  answers: Answers = {},
  place: Partial<Place> = {},
): Screen {
  const bridge = fakeBridge({
    'preferences:get': () => ok(defaultPreferences),
    'preferences:set': (patch) => ok({ ...defaultPreferences, ...definedOf(patch) }),
    'application:place': () => ok(null),
    'api:place': () => ok(null),
    'bulk:list': () => ok([]),
    'quota:list': () =>
      ok(firstQuotas.map((quota) => Object.assign({ applicationCount: 0 }, quota))),
    'token-form:get': () =>
      ok({
        own: { profile: null, algorithm: null, claims: '' },
        defaults: defaultSettings,
      }),
    ...answers,
  });
  Object.assign(window, { latchkey: bridge });
  clearToasts();
  usePlace.setState({ ...home, ...place });
  const client = createQueryClient();
  followChanges(client);
  useJobs.setState(useJobs.getInitialState(), true);
  followJobs();
  const result = render(
    <QueryClientProvider client={client}>
      <UiProvider locale="en">
        {screen}
        <ToastRegion />
      </UiProvider>
    </QueryClientProvider>,
  );
  return { ...result, bridge, user: userEvent.setup() };
}

function definedOf<T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as never;
}
