import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Inbox } from 'lucide-react';
import { expect, test, vi } from 'vitest';
import { guidePageOf, guidePages } from '../../../renderer/features/help/guide-pages.ts';
import { openGuideHere, useGuide } from '../../../renderer/features/help/guide-store.ts';
import { applicationTabs, pages, usePlace } from '../../../renderer/program/navigation.ts';
import { EmptyState } from '../../../renderer/ui/empty-state.tsx';
import { HelpContext } from '../../../renderer/ui/help-link.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import { clearToasts, showToast, ToastRegion } from '../../../renderer/ui/toasts.tsx';
import { applicationId } from '../../support/samples.ts';

const root = join(import.meta.dirname, '../../..');

/** Every component's source, by its path below renderer. */
function sources(): readonly (readonly [string, string])[] {
  return readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(join(root, 'renderer', path), 'utf8')] as const);
}

test.each([
  ['an empty place', <EmptyState key="0" icon={Inbox} title="Nothing here" />],
  ['an error', <Notice key="1" tone="danger" title="It failed" />],
  ['a failure in a message', <ToastRegion key="2" />],
])('%s leads to the guide', async (_, shown) => {
  const open = vi.fn<() => void>();
  render(<HelpContext value={open}>{shown}</HelpContext>);
  act(() => {
    showToast({ tone: 'danger', title: 'It failed' });
  });
  await userEvent.setup().click(screen.getByRole('button', { name: 'Open the guide' }));
  expect(open).toHaveBeenCalledTimes(1);
  act(clearToasts);
});

test('a message that isn’t an error has no such link', () => {
  render(
    <HelpContext value={() => undefined}>
      <Notice tone="success" title="Saved" />
    </HelpContext>,
  );
  expect(screen.queryByRole('button')).toBeNull();
});

test('errors and empty places are shown by what has the link, and by nothing else', () => {
  const others = sources().filter(
    ([path, text]) => !path.startsWith('ui/') && /role=["{']+alert\b/.test(text),
  );
  // The error of a field, which says itself what to do.
  expect(others.map(([path]) => path)).toEqual(['features/apis/plan-choice.tsx']);
  const bare = sources().flatMap(([path, text]) =>
    [...text.matchAll(/(?:emptyState=\{|length === 0 && )<p>\{t\('([\w.]+)'\)/g)].map(
      ([, key]) => `${path}: ${key}`,
    ),
  );
  expect(bare).toEqual([]);
});

test('each page and tab leads to a page of the guide, which is there in both languages', () => {
  const places = [
    ...pages.map((page) => ({ page, applicationId: null, tab: 'overview' as const })),
    ...applicationTabs.map((tab) => ({
      page: 'applications' as const,
      applicationId: applicationId(1),
      tab,
    })),
  ];
  for (const place of places) expect(guidePages).toContain(guidePageOf(place));
  for (const folder of ['', 'de']) {
    const there = readdirSync(join(root, 'docs/guide', folder));
    expect(there).toEqual(expect.arrayContaining(guidePages.map((page) => `${page}.md`)));
  }
});

test('F1 opens it at what is on screen', () => {
  usePlace.setState({ page: 'signing-keys', applicationId: null, tab: 'overview' });
  openGuideHere();
  expect(useGuide.getState().page).toBe('signing-keys');
});
