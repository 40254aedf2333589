import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Inbox } from 'lucide-react';
import { expect, test, vi } from 'vitest';
import { guidePageOf, guidePages } from '../../../renderer/features/help/guide-pages.ts';
import { openGuideHere, useGuide } from '../../../renderer/features/help/guide-store.ts';
import { FaultFocus } from '../../../renderer/program/fault-focus.tsx';
import { applicationTabs, pages, usePlace } from '../../../renderer/program/navigation.ts';
import { EmptyState } from '../../../renderer/ui/empty-state.tsx';
import { HelpContext } from '../../../renderer/ui/help-link.tsx';
import { NoMatch } from '../../../renderer/ui/no-match.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import { clearToasts, showToast, ToastRegion } from '../../../renderer/ui/toasts.tsx';
import { appError } from '../../../shared/errors.ts';
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

test('a search without a match leads to the guide, and back to everything', async () => {
  const [open, clear] = [vi.fn<() => void>(), vi.fn<() => void>()];
  render(
    <HelpContext value={open}>
      <NoMatch text="No API matches “x”" onClear={clear} />
    </HelpContext>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Clear search' }));
  await user.click(screen.getByRole('button', { name: 'Open the guide' }));
  expect([clear.mock.calls.length, open.mock.calls.length]).toEqual([1, 1]);
});

test('every list that a search can empty says so with that link', () => {
  const texts = sources().flatMap(([path, text]) =>
    [...text.matchAll(/(?<before>[^\n]*\n?[^\n]*)t\('(?<key>[\w.]*[nN]oMatch(?:Title)?)'/g)].map(
      ({ groups }) => ({ path, key: groups?.['key'], before: groups?.['before'] ?? '' }),
    ),
  );
  expect(texts.length).toBeGreaterThan(6);
  const others = texts.filter(({ before }) => !/<(?:NoMatch|EmptyState)|title=|text=/.test(before));
  // Why a button can't be used.
  expect(others.map(({ path, key }) => `${path}: ${key}`)).toEqual([
    'features/tokens/ledger-actions.tsx: tokens.noMatchTitle',
  ]);
});

test('errors at fields lead to the guide: once, below the fields', () => {
  const one = appError('field/required', { field: 'name' });
  const two = appError('field/required', { field: 'version' });
  const { rerender } = render(
    <HelpContext value={() => undefined}>
      <FaultFocus errors={[one, two]}>the fields</FaultFocus>
    </HelpContext>,
  );
  expect(screen.getAllByRole('button', { name: 'Open the guide' })).toHaveLength(1);
  rerender(
    <HelpContext value={() => undefined}>
      <FaultFocus errors={[]}>the fields</FaultFocus>
    </HelpContext>,
  );
  expect(screen.queryByRole('button', { name: 'Open the guide' })).toBeNull();
});

test('every form that refuses input shows its errors there', () => {
  const forms = sources().filter(
    ([path, text]) => /^features\/.*x$/.test(path) && text.includes('useFieldErrors()'),
  );
  expect(forms.length).toBeGreaterThan(10);
  const bare = forms.filter(
    ([, text]) => !/<(?:FormDialog|FaultFocus|SettingsFields)\b/.test(text),
  );
  expect(bare.map(([path]) => path)).toEqual([]);
  // A filled field must not go on saying "Enter a name."
  const stale = forms.filter(
    ([, text]) => !text.includes('errors.forget(') && !text.includes('<CertificateFields'),
  );
  expect(stale.map(([path]) => path)).toEqual([]);
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
