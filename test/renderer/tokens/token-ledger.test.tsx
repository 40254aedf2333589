import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { showWholeLedger } from '../../../renderer/features/tokens/ledger-store.ts';
import { runCommand } from '../../../renderer/program/commands.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { now, renderLedger, row, tokens } from '../../support/ledger.tsx';
import { aBulkIssue, applicationId, aToken, tokenId } from '../../support/samples.ts';
import { HOUR } from '../../support/time.ts';

/** A bulk job that would revoke so many. */
const revoking = (open: number) =>
  aBulkIssue({ kind: 'revoke', total: open, open, revokes: open, left: [] });

beforeEach(showWholeLedger);

/** Makes nothing further down visible. */
function scrollNowhere(): void {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
}

test.each([
  [false, 1_000_000, '4'],
  [true, 1234, '1,234'],
  [true, 100_000, '100,000'],
  [true, 100_001, '100,000+'],
])('the title counts all tokens, with more to load: %s, %d', async (more, found, count) => {
  scrollNowhere();
  renderLedger({
    'token:list': () => ok({ tokens: [...tokens], more }),
    'token:count': () => ok({ found, active: 2 }),
  });
  await row('Billing');
  await waitFor(() => expect(countShown()).toBe(count));
});

function countShown(): string | null | undefined {
  const title = screen.getByText('Tokens', { selector: 'h1 *' }).closest('h1');
  return title?.nextElementSibling?.textContent;
}

const cells = async (application: string) =>
  [...(await row(application)).children].map((cell) => cell.textContent);

describe('the rows', () => {
  test('show each token and its status', async () => {
    renderLedger();
    expect(await cells('Billing')).toEqual(
      expect.arrayContaining(['Production', 'Active', 'Never expires', 'bills:read']),
    );
    expect(await cells('Orders')).toEqual(
      expect.arrayContaining([
        'Sandbox',
        'Active',
        // The page's clock ticks once a minute.
        expect.stringMatching(/^in (?:59 minutes|1 hour)$/),
        '1 minute ago',
      ]),
    );
    const badges = [...document.querySelectorAll('.left')].map((badge) => badge.textContent);
    expect(badges).toEqual(['Active', 'Active', 'Revoked', 'Expired']);
    const issued = within(await row('Orders')).getByText('1 minute ago');
    expect(issued.title).toMatch(/\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)$/);
  });

  test('show when a token expires, and when it was revoked, in columns of their own', async () => {
    const revokedAt = now - 5 * 60_000;
    const fates = {
      Early: aToken(3, { applicationName: 'Early', revokedAt, neverExpires: true }),
      Late: aToken(2, { applicationName: 'Late', issuedAt: 1, expiresAt: now - HOUR, revokedAt }),
    };
    renderLedger({ 'token:list': () => ok({ tokens: Object.values(fates), more: false }) });
    expect((await row('Early')).textContent).toContain('Never expires5 minutes ago');
    expect((await row('Late')).textContent).toContain('1 hour ago5 minutes ago');
  });

  test('are filtered by search and choices', async () => {
    const { bridge, user } = renderLedger();
    await row('Billing');
    await user.type(screen.getByRole('searchbox', { name: 'Search tokens' }), 'pe');
    await user.click(screen.getByRole('button', { name: 'Revoked' }));
    await user.click(screen.getByRole('button', { name: /Key type/ }));
    await user.click(await screen.findByRole('option', { name: 'Sandbox' }));
    await user.click(screen.getByRole('button', { name: 'Never expires' }));
    await waitFor(() =>
      expect(bridge.inputs('token:list').at(-1)).toEqual({
        search: 'pe',
        state: 'revoked',
        keyType: 'SANDBOX',
        neverExpires: true,
        limit: 100,
      }),
    );
  });

  test('without matches offer to clear the filters', async () => {
    const { user } = renderLedger({
      'token:list': ({ state }) =>
        ok({ tokens: state === undefined ? [...tokens] : [], more: false }),
    });
    await row('Billing');
    await user.click(screen.getByRole('button', { name: 'Expired' }));
    await user.click(await screen.findByRole('button', { name: 'Clear search and filters' }));
    expect(await row('Billing')).toBeTruthy();
  });

  test('load a page at a time', async () => {
    // jsdom doesn't scroll, so everything is visible there.
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        readonly #seen: (entries: readonly { readonly isIntersecting: boolean }[]) => void;
        constructor(seen: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
          this.#seen = seen;
        }
        observe() {
          this.#seen([{ isIntersecting: true }]);
        }
        disconnect() {}
      },
    );
    const { bridge } = renderLedger({
      'token:list': ({ after }) =>
        after === undefined
          ? ok({ tokens: tokens.slice(0, 2), more: true })
          : ok({ tokens: tokens.slice(2), more: false }),
    });
    await waitFor(() => expect(document.querySelectorAll('.left')).toHaveLength(4));
    expect(bridge.inputs('token:list').map(({ after }) => after)).toEqual([undefined, tokenId(3)]);
  });
});

describe('selecting all selects all matches, including those not loaded', () => {
  const counts = { found: 4321, active: 1234 };

  function renderLong(answers: Answers = {}) {
    scrollNowhere();
    return renderLedger({
      'token:list': () => ok({ tokens: tokens.slice(0, 2), more: true }),
      'token:count': () => ok(counts),
      ...answers,
    });
  }

  test('loads no other page', async () => {
    const { bridge, user } = renderLong();
    await row('Billing');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    expect(await screen.findByRole('button', { name: 'Export 4,321 tokens…' })).toBeTruthy();
    expect(bridge.calls('token:list')).toHaveLength(1);
    await user.click(await row('Orders'));
    expect(await screen.findByRole('button', { name: 'Export 1 token…' })).toBeTruthy();
  });

  test('waits for their number, as the rows don’t, and tells it once', async () => {
    const counted = Promise.withResolvers<void>();
    let found = 4321;
    const { bridge, user } = renderLong({
      'token:count': () => counted.promise.then(() => ok({ found, active: 1234 })),
    });
    await row('Billing');
    expect(countShown()).toBe('…');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    for (const name of ['Re-generate…', 'Revoke…', 'Export matching tokens…']) {
      expect(screen.getByRole('button', { name, description: 'Counting tokens…' })).toBeTruthy();
    }
    act(() => runCommand('tokens.export'));
    expect(screen.queryByRole('dialog')).toBeNull();
    const said = document.querySelector('output');
    expect(said?.textContent).toBe('');
    counted.resolve();
    expect(await screen.findByRole('button', { name: 'Export 4,321 tokens…' })).toBeTruthy();
    expect(countShown()).toBe('4,321');
    expect(said?.textContent).toBe('4,321 tokens');
    found = 4322;
    act(() => bridge.emit('changed', ['tokens']));
    await waitFor(() => expect(countShown()).toBe('4,322'));
    expect(said?.textContent).toBe('4,321 tokens');
  });

  test('and revokes the active ones by the filter', async () => {
    let left = tokens.slice(0, 2);
    const { bridge, user } = renderLong({
      'token:list': () => ok({ tokens: left, more: left.length > 0 }),
      'bulk:prepare': () => ok(revoking(1234)),
      'bulk:run': () => {
        left = [];
        return ok({ ...revoking(1234), startedAt: 1, endedAt: 2, open: 0, issued: 1234 });
      },
      'bulk:items': () => ok({ items: [], more: false }),
    });
    await row('Billing');
    await user.click(screen.getByRole('button', { name: /Key type/ }));
    await user.click(await screen.findByRole('option', { name: 'Sandbox' }));
    await waitFor(() => expect(bridge.inputs('token:list').at(-1)?.keyType).toBe('SANDBOX'));
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: 'Revoke…' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Revoke these tokens?' });
    expect(within(dialog).getByText(/^Revokes 1,234 active tokens/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Revoke 1,234 tokens' }));
    expect(await screen.findByText('1,234 of 1,234 tokens revoked.')).toBeTruthy();
    expect(bridge.inputs('bulk:prepare')).toEqual([
      { kind: 'revoke', tokens: { filter: { keyType: 'SANDBOX', state: 'active' } } },
    ]);
    await user.keyboard('{Escape}');
    // Nothing is selected afterwards, in an empty table least of all.
    await screen.findByText('Try another search or clear the filters.');
    const box = screen.queryByRole<HTMLInputElement>('checkbox', { name: 'Select all' });
    expect(box?.checked ?? false).toBe(false);
    expect(screen.queryByRole('button', { name: 'Revoke…' })).toBeNull();
  });

  test('and exports them by the filter, or all of them if chosen', async () => {
    const { bridge, user } = renderLong({ 'token:export': () => ok(null) });
    await row('Billing');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: 'Export 4,321 tokens…' }));
    expect(await screen.findByText('The 4,321 access tokens that match.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Plain text' }));
    await user.click(screen.getByRole('button', { name: 'Export to file…' }));
    await user.click(screen.getByRole('checkbox', { name: 'Active tokens only' }));
    await user.click(screen.getByRole('button', { name: 'Export to file…' }));
    expect(bridge.inputs('token:export').map(({ selection }) => selection)).toEqual([
      { of: 'filter', filter: { state: 'active' } },
      { of: 'filter', filter: {} },
    ]);
  });

  test('applies to one filter only: another one selects nothing', async () => {
    const { bridge, user } = renderLong();
    await row('Billing');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: /Key type/ }));
    await user.click(await screen.findByRole('option', { name: 'Sandbox' }));
    await waitFor(() => expect(bridge.inputs('token:list').at(-1)?.keyType).toBe('SANDBOX'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Revoke…' })).toBeNull());
  });
});

test('without a selection, the current filter is exported', async () => {
  const { bridge, user } = renderLedger({
    'token:list': ({ state }) =>
      state === 'revoked'
        ? ok({ tokens: tokens.slice(2, 3), more: false })
        : ok({ tokens: [...tokens], more: false }),
    'token:export': () => ok(null),
  });
  await row('Billing');
  await user.click(screen.getByRole('button', { name: 'Revoked' }));
  await user.click(await screen.findByRole('button', { name: 'Export 1 token…' }));
  await user.click(await screen.findByRole('radio', { name: 'Plain text' }));
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
  expect(bridge.inputs('token:export').map(({ selection }) => selection)).toEqual([
    { of: 'filter', filter: { state: 'revoked' } },
  ]);
});

test('an empty ledger shows the first step', async () => {
  const { user } = renderLedger({ 'token:list': () => ok({ tokens: [], more: false }) });
  await user.click(await screen.findByRole('button', { name: 'Go to Applications' }));
  expect(usePlace.getState().page).toBe('applications');
});

test.each(['token:list', 'token:count'] as const)('says why %s failed', async (channel) => {
  scrollNowhere();
  const answers = { 'token:list': () => ok({ tokens: [...tokens], more: true }) };
  renderLedger(Object.assign(answers, { [channel]: () => fails('database/busy') }));
  expect(await screen.findByText(/Another program is using the workspace/)).toBeTruthy();
});

describe('one token', () => {
  test('is copied by shortcut, button and row menu', async () => {
    const { bridge, user } = renderLedger({
      'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
    });
    await user.click(await row('Orders'));
    await user.keyboard('{Control>}c{/Control}');
    expect(await screen.findByText('Access token of Orders, Sandbox')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await user.pointer({ keys: '[MouseRight]', target: await row('Billing') });
    await user.click(await screen.findByRole('menuitem', { name: 'Copy access token' }));
    expect(bridge.inputs('secret:copy')).toEqual(
      [3, 3, 4].map((n) => ({ kind: 'access-token', id: tokenId(n) })),
    );
  });

  test('that isn’t active isn’t copied, and says so', async () => {
    const shop = aToken(2, { applicationName: 'Shop', revokedAt: now - 1000 });
    const { bridge, user } = renderLedger({
      'token:list': () => ok({ tokens: [shop], more: false }),
    });
    const revoked = await row('Shop');
    await user.click(revoked);
    await user.keyboard('{Control>}c{/Control}');
    expect(
      await screen.findByText('The access token of Shop, Production has been revoked'),
    ).toBeTruthy();
    const copy = { name: 'Copy', description: 'No longer active' };
    await user.click(screen.getByRole('button', copy));
    await user.pointer({ keys: '[MouseRight]', target: revoked });
    const entry = await screen.findByRole('menuitem', { name: /^Copy access token/ });
    expect(entry.getAttribute('aria-disabled')).toBe('true');
    expect(bridge.calls('secret:copy')).toEqual([]);
  });

  test('opens its application at its key type', async () => {
    const { user } = renderLedger();
    await user.dblClick(await row('Orders'));
    expect(usePlace.getState()).toMatchObject({
      page: 'applications',
      applicationId: applicationId(1),
      tab: 'sandbox-keys',
    });
  });

  test('is told what can be done with it while it is selected', async () => {
    const { user } = renderLedger();
    await user.click(await row('Orders'));
    expect(screen.getByText('1 selected')).toBeTruthy();
    const bar = screen.getByRole('toolbar', { name: 'Actions for the selected tokens' });
    expect(within(bar).getByRole('button', { name: 'Copy' })).toBeTruthy();
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(screen.getByText('2 selected')).toBeTruthy();
    expect(within(bar).queryByRole('button', { name: 'Copy' })).toBeNull();
    await user.click(within(bar).getByRole('button', { name: 'Clear selection' }));
    expect(screen.queryByRole('toolbar')).toBeNull();
  });
});

describe('several tokens', () => {
  test('are revoked as a bulk job, after a confirmation with the number of active ones', async () => {
    const { bridge, user } = renderLedger({
      'bulk:prepare': () => ok(revoking(2)),
      'bulk:run': () => ok({ ...revoking(2), startedAt: 1, endedAt: 2, open: 0, issued: 2 }),
      'bulk:items': () => ok({ items: [], more: false }),
    });
    await row('Orders');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: 'Revoke…' }));
    const confirm = await screen.findByRole('button', { name: 'Revoke 2 tokens' });
    expect(bridge.inputs('bulk:prepare')).toEqual([
      { kind: 'revoke', tokens: { ids: [tokenId(4), tokenId(3)] } },
    ]);
    expect(bridge.calls('bulk:run')).toHaveLength(0);
    await user.click(confirm);
    expect(await screen.findByText('2 of 2 tokens revoked.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Gateways' }));
    expect(usePlace.getState().page).toBe('gateways');
  });

  test('stay unchanged if one can’t be revoked, and the dialog says why', async () => {
    const { user } = renderLedger({
      'token:revoke': () => fails('token/revoked', { detail: { application: 'Orders' } }),
    });
    await user.click(await row('Orders'));
    await user.click(screen.getByRole('button', { name: 'Revoke…' }));
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: /^Revoke \d tokens?$/ }));
    expect(await within(dialog).findByRole('alert')).toHaveProperty(
      'textContent',
      'Nothing revoked: A token of Orders has already been revoked.',
    );
  });

  test('are exported if selected, otherwise the current one of each application and key type', async () => {
    const { bridge, user } = renderLedger({ 'token:export': () => ok(null) });
    await row('Orders');
    expect(screen.getByRole('button', { name: 'Export all current…' })).toBeTruthy();
    act(() => runCommand('tokens.export'));
    await user.click(await screen.findByRole('radio', { name: 'Plain text' }));
    await user.click(screen.getByRole('button', { name: 'Export to file…' }));
    await user.keyboard('{Escape}');
    await user.click(await row('Orders'));
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    await user.click(screen.getByRole('button', { name: 'Export 2 tokens…' }));
    await user.click(await screen.findByRole('radio', { name: 'Plain text' }));
    await user.click(screen.getByRole('button', { name: 'Export to file…' }));
    expect(bridge.inputs('token:export').map(({ selection }) => selection)).toEqual([
      { of: 'everything' },
      { of: 'tokens', ids: [tokenId(4), tokenId(3)] },
    ]);
  });
});

test('the Search command focuses the search field', async () => {
  const { user } = renderLedger();
  await user.click(await row('Orders'));
  act(() => runCommand('search'));
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search tokens' }));
});
